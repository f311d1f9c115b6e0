"""Writing the sections of a proposal, and saying who else writes."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from lintel.language.writing import notice
from lintel.portfolio.proposals import presence
from lintel.portfolio.proposals.actions import proposal as proposals_actions
from lintel.portfolio.proposals.actions import section as section_actions
from lintel.portfolio.proposals.forms import SECTIONS, Carrying, SectionOwnersForm
from lintel.portfolio.proposals.models import Section
from lintel.portfolio.proposals.views.common import fragment_or_page, load, reader, saved, writable
from lintel.portfolio.proposals.views.merging import say_what_stays, write
from lintel.ui.http import done
from lintel.ui.problems import Problem


@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Write one section, in its place with HTMX or on a page of its own."""
    row = writable(request, pk)

    def make(data: QueryDict | None) -> Carrying:
        instance = load(request, pk)
        return SECTIONS[slug](data, instance=instance, version=instance.version)

    def act(form: Carrying) -> Any:
        seen = form.cleaned_data.get("seen")
        return proposals_actions.edit(row, form.values(), by=reader(request), seen_version=seen)

    found = write(request, make, act)
    if found.written:
        notice(request, found.form)
        presence.leave(row, slug, reader(request))
        say_what_stays(request, row, found.form.cleaned_data.get("seen"), reader(request))
        return saved(request, row, slug, "Saved.")
    context = {
        "form": found.form,
        "panel": found.panel,
        "proposal": load(request, pk),
        "slug": slug,
        "title": SECTIONS[slug].title_text,
        "action": request.path,
    }
    return fragment_or_page(request, "portfolio/section.html", context, found.status)


@require_http_methods(["GET", "POST"])
def owners(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who sees to which section."""
    row = writable(request, pk)
    present = {one.section: one.person_id for one in row.section_owners.all()}
    form = SectionOwnersForm(request.POST or None, initial=present)
    if request.method == "POST" and form.is_valid():
        for slug, person in form.cleaned_data.items():
            if present.get(slug) != (person.pk if person else None):
                section_actions.give(row, slug, person, by=reader(request))
        return done(request, f"{row.get_absolute_url()}#complete", "It is said who sees to what.")
    context = {"form": form, "proposal": row}
    return render(request, "portfolio/owners.html", context, status=422 if form.errors else 200)


@require_POST
def writers(request: HttpRequest, pk: int) -> HttpResponse:
    """An open form says that it is open, and hears who else has the same section open."""
    proposal = writable(request, pk)
    slug = request.POST.get("section", "")
    if slug not in Section.values:
        raise Problem("There is no such section.", way_out="Load the page again.")
    presence.note(proposal, slug, reader(request))
    others = presence.others(proposal, slug, reader(request))
    return render(request, "portfolio/writers.html", {"others": others})
