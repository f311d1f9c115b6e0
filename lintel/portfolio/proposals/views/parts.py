"""Requirements, effort, people, benefits, relations and windows: one set of views for all kinds of part."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from lintel.language.writing import notice
from lintel.portfolio.proposals import presence, writing
from lintel.portfolio.proposals.actions import part as parts
from lintel.portfolio.proposals.forms import PART_FORMS, Carrying
from lintel.portfolio.proposals.merging import Clashed
from lintel.portfolio.proposals.models import (
    Benefit,
    Effort,
    Involvement,
    Proposal,
    Relation,
    Requirement,
    Window,
)
from lintel.portfolio.proposals.views.common import fragment_or_page, load, reader, saved, seen_in, writable
from lintel.portfolio.proposals.views.merging import Round, removal_round, say_what_stays, write
from lintel.ui.http import get_visible


@dataclass(frozen=True)
class Kind:
    """A kind of part: its model, its place in addresses and on the page, and its name."""

    model: type[Any]
    slug: str
    name: str


KINDS = {
    kind.slug: kind
    for kind in (
        Kind(Requirement, "requirements", "requirement"),
        Kind(Effort, "efforts", "effort"),
        Kind(Involvement, "involvements", "involvement"),
        Kind(Benefit, "benefits", "benefit"),
        Kind(Relation, "relations", "relation"),
        Kind(Window, "windows", "window"),
    )
}


@require_http_methods(["GET", "POST"])
def collection(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Add a part."""
    proposal = writable(request, pk)
    kind = KINDS[slug]

    def act(form: Carrying) -> Any:
        seen = form.cleaned_data.get("seen")
        return parts.add(proposal, kind.model, form.values(), by=reader(request), seen_version=seen)

    found = write(request, lambda data: _form(request, kind, proposal, data, None), act)
    if found.written:
        return _saved(request, proposal, kind, found, f"The {kind.name} was added.")
    return _shown(request, proposal, kind, found, found.panel.row if found.panel else None)


@require_http_methods(["GET", "POST"])
def member(request: HttpRequest, pk: int, slug: str, part_pk: int) -> HttpResponse:
    """Change a part."""
    proposal = writable(request, pk)
    kind = KINDS[slug]
    rows = kind.model.objects.visible_to(reader(request)).filter(proposal=proposal)
    if request.method == "POST" and not rows.filter(pk=part_pk).exists():
        return _gone(request, proposal, kind)

    def make(data: QueryDict | None) -> Carrying:
        return _form(request, kind, proposal, data, get_visible(rows, pk=part_pk))

    def act(form: Carrying) -> Any:
        seen = form.cleaned_data.get("seen")
        row = get_visible(rows, pk=part_pk)
        return parts.change(row, form.values(), by=reader(request), seen_version=seen)

    found = write(request, make, act)
    if found.written:
        return _saved(request, proposal, kind, found, f"The {kind.name} was changed.")
    return _shown(request, proposal, kind, found, get_visible(rows, pk=part_pk))


@require_POST
def removal(request: HttpRequest, pk: int, slug: str, part_pk: int) -> HttpResponse:
    """Remove a part, unless somebody wrote in it since it was read."""
    proposal = writable(request, pk)
    kind = KINDS[slug]
    rows = kind.model.objects.visible_to(reader(request)).filter(proposal=proposal)
    row = get_visible(rows, pk=part_pk)
    try:
        parts.remove(row, by=reader(request), seen_version=seen_in(request))
    except Clashed as clashed:
        form = _form(request, kind, load(request, pk), None, get_visible(rows, pk=part_pk))
        return _shown(request, proposal, kind, removal_round(form, clashed), row)
    presence.leave(proposal, slug, reader(request))
    return saved(request, proposal, kind.slug, f"The {kind.name} was removed.")


def _form(request: HttpRequest, kind: Kind, proposal: Proposal, data: QueryDict | None, row: Any) -> Carrying:
    extra: dict[str, Any] = {"user": reader(request)} if kind.model is Relation else {}
    return PART_FORMS[kind.model](data, instance=row, version=proposal.version, **extra)


def _gone(request: HttpRequest, proposal: Proposal, kind: Kind) -> HttpResponse:
    """Somebody removed what is being written: the words stay in the form, which now adds them anew."""
    form = _form(request, kind, proposal, request.POST, None)
    form.add_error(None, writing.gone(proposal).sentence)
    return _shown(request, proposal, kind, Round(form, 409), None)


def _saved(request: HttpRequest, proposal: Proposal, kind: Kind, found: Round, message: str) -> HttpResponse:
    notice(request, found.form)
    presence.leave(proposal, kind.slug, reader(request))
    say_what_stays(request, proposal, found.form.cleaned_data.get("seen"), reader(request))
    return saved(request, proposal, kind.slug, message)


def _shown(request: HttpRequest, proposal: Proposal, kind: Kind, found: Round, part: Any) -> HttpResponse:
    name = f"portfolio:{kind.slug}-member" if part else f"portfolio:{kind.slug}"
    context = {
        "form": found.form,
        "panel": found.panel,
        "proposal": load(request, proposal.pk),
        "kind": kind,
        "part": part,
        "slug": kind.slug,
        "action": reverse(name, args=[proposal.pk, part.pk] if part else [proposal.pk]),
    }
    return fragment_or_page(request, "portfolio/part.html", context, found.status)
