"""Pages of skills: the list, one’s own, the matrix, one person, leads, gaps."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit.sides import Office
from lintel.embeds import access, seeing
from lintel.embeds import gaps as finding
from lintel.embeds.actions import lead as leads_actions
from lintel.embeds.actions import level as levels
from lintel.embeds.actions import look
from lintel.embeds.actions import skill as skill_actions
from lintel.embeds.forms import ConfirmForm, LeadForm, OwnSkillForm, SkillForm
from lintel.embeds.models import ANCHORS, Level, Skill, SkillKind, SkillLevel, TeamLead
from lintel.embeds.tables import MatrixFilter, SkillFilter, SkillTable, matrix_of
from lintel.embeds.tables_people import LeadFilter, LeadTable, NeverFilter, NeverTable
from lintel.embeds.views.common import tabs_of
from lintel.people.access import key_of, may_read
from lintel.people.authentication import user_of
from lintel.people.models import Team, User
from lintel.ui.http import carried_out, done, get_visible
from lintel.ui.lists import Read, Remember, list_page
from lintel.ui.problems import Denied, Problem

COLUMNS = 10  # of skills beside each other
NOBODY = Denied("People with a role see this.", way_out="Ask an administrator for one.")


@require_safe
def skills(request: HttpRequest) -> HttpResponseBase:
    """Which skills there are, with numbers of either side and no names."""
    user = user_of(request)
    return list_page(
        request,
        Skill.objects.visible_to(user).select_related("specialty").counted(),
        table=SkillTable,
        filterset=SkillFilter,
        template="embeds/skills.html",
        context={"may_keep": access.may_keep_skills(user), "tabs": tabs_of(user)},
        export_name="skills",
    )


@require_http_methods(["GET", "POST"])
def new_skill(request: HttpRequest) -> HttpResponse:
    """Add a skill."""
    return _skill_form(request, None)


@require_http_methods(["GET", "POST"])
def skill(request: HttpRequest, pk: int) -> HttpResponse:
    """Reword a skill; whoever may not reads it."""
    row = get_visible(Skill.objects.visible_to(user_of(request)).counted(), pk=pk)
    return _skill_form(request, row)


def _skill_form(request: HttpRequest, row: Skill | None) -> HttpResponse:
    user = user_of(request)
    if not access.may_keep_skills(user) and (row is None or request.method == "POST"):
        raise Denied("Members of marketing and IT keep the list of skills.", way_out="Ask one of them.")
    form = SkillForm(request.POST or None, instance=row)

    def keep() -> Skill:
        if row is None:
            return skill_actions.add(form.cleaned_data, by=user)
        return skill_actions.reword(Skill.objects.get(pk=row.pk), form.cleaned_data, by=user)

    if carried_out(request, form, keep):
        return done(request, reverse("embeds:skills"), "The skill is kept.")
    context = {"form": form, "skill": row, "may_keep": access.may_keep_skills(user)}
    return render(request, "embeds/skill.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """One’s own skills, and who looked at them."""
    user = user_of(request)
    if not may_read(user):
        raise NOBODY
    form = OwnSkillForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        levels.say(said["skill"], level=said["level"], wants=said["wants_to_learn"], by=user)
        return done(request, reverse("embeds:mine"), f"{said['skill']} is kept.")
    context = {
        "form": form,
        "levels": SkillLevel.objects.filter(person=user).select_related("skill", "confirmed_by"),
        "anchors": [(Level(level).label, text) for level, text in ANCHORS.items()],
        "takes_part": access.takes_part(user),
        "looks": seeing.looks_at(user),
        "tabs": tabs_of(user),
    }
    return render(request, "embeds/mine.html", context, status=422 if form.errors else 200)


@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a skill out of one’s own."""
    user = user_of(request)
    row = get_visible(SkillLevel.objects.visible_to(user).select_related("skill"), pk=pk)
    gone = levels.drop(row, by=user)
    return done(request, reverse("embeds:mine"), f"{gone} is no longer among your skills.")


@require_safe
def matrix(request: HttpRequest) -> HttpResponseBase:
    """People and their skills beside each other, for those who may see them; each look is noted."""
    user = user_of(request)
    if not may_read(user):
        raise NOBODY
    shown = _columns(request.GET.get("kind", ""))
    own = SkillLevel.objects.filter(skill__in=shown)
    people = access.led_by(user).annotate(named=Count("skill_levels")).select_related("team")
    people = people.prefetch_related(Prefetch("skill_levels", own))
    keys: list[int] = []
    page = list_page(
        request,
        people,
        table=matrix_of(shown),
        filterset=MatrixFilter,
        template="embeds/matrix.html",
        context={"tabs": tabs_of(user), "all": key_of(user) is not None},
        export_name="skills-of-people",
        remember=_shown_to(keys),
    )
    _note_matrix(request, people, keys, user)
    return page


def _columns(kind: str) -> list[Skill]:
    """The skills that stand beside each other: of a kind, or those that most people named."""
    rows = Skill.objects.all()
    if kind in SkillKind.values:
        return list(rows.filter(kind=kind)[:COLUMNS])
    return list(rows.annotate(named=Count("levels")).order_by("-named", "name")[:COLUMNS])


def _shown_to(keys: list[int]) -> Remember:
    """Reads of the list that keep which people stand on the page, in whatever order they are sorted."""

    def read(rows: Any, what: Read) -> Any:
        found = what(rows)
        if isinstance(found, tuple):
            keys.extend(found)
        return found

    return read


def _note_matrix(request: HttpRequest, people: Any, keys: list[int], user: User) -> None:
    """Write down whose skills are read: those of the page, or of the whole list when it leaves as a file."""
    whole = request.GET.get("export") in {"csv", "xlsx"}
    if whole:
        bare = people.prefetch_related(None)
        others = MatrixFilter(request.GET, queryset=bare, request=request).qs.exclude(pk=user.pk)
    else:
        others = User.objects.filter(pk__in=keys).exclude(pk=user.pk)
    if seen := list(others):
        look.see(seen, what="as a file" if whole else "in a list", by=user)


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """What one person can do; the look is noted."""
    user = user_of(request)
    shown = get_visible(User.objects.visible_to(user).select_related("team"), pk=pk)
    if not access.may_see_skills(user, shown):
        raise Denied(
            "A person’s skills are seen by themselves, by whoever leads them and by both offices.",
            way_out="See the numbers by skill and side instead.",
        )
    if shown.pk != user.pk:
        look.see([shown], what="one by one", by=user)
    rows = SkillLevel.objects.filter(person=shown).select_related("skill", "confirmed_by", "person__team")
    context = {
        "person": shown,
        "levels": [(row, row.confirmed_at is None and access.may_confirm(user, row)) for row in rows],
        "stays": shown.placements.visible_to(user).with_names(),
    }
    return render(request, "embeds/person.html", context)


@require_POST
def confirmation(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a level is right."""
    user, form = user_of(request), ConfirmForm(request.POST)
    rows = SkillLevel.objects.visible_to(user).select_related("person", "skill")
    row = get_visible(rows, pk=pk)
    if not form.is_valid():
        raise Problem("It is not clear which level you read.", way_out="Open the page again.")
    levels.confirm(row, read=form.cleaned_data["read"], by=user)
    return done(request, reverse("embeds:person", args=[row.person_id]), f"{row.skill} is confirmed.")


@require_http_methods(["GET", "POST"])
def leads(request: HttpRequest) -> HttpResponseBase:
    """Who leads which team; the office of a side says so."""
    user = user_of(request)
    key = key_of(user)
    form = LeadForm(request.POST or None, user=user) if key else None
    if request.method == "POST":
        if form is None:
            raise Denied("The office of a side says who leads its teams.", way_out="Ask the office holder.")
        if form.is_valid():
            leads_actions.name(form.cleaned_data["team"], form.cleaned_data["person"], by=user)
            return done(request, reverse("embeds:leads"), "From now on they say yes for the team.")
    rows = Team.objects.visible_to(user).filter(side__in=Office.values).select_related("lead__person")
    page = list_page(
        request,
        rows,
        table=LeadTable,
        filterset=LeadFilter,
        template="embeds/leads.html",
        context={"form": form, "own": rows.filter(lead__isnull=False, side=key.office) if key else []},
        export_name="team-leads",
    )
    if form is not None and form.errors:
        page.status_code = 422
    return page


@require_POST
def lead_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a team to its office again."""
    user = user_of(request)
    row = get_visible(TeamLead.objects.visible_to(user), team_id=pk)
    team = leads_actions.end(row, by=user)
    return done(request, reverse("embeds:leads"), f"{team} is led by its office again.")


@require_safe
def gaps(request: HttpRequest) -> HttpResponse:
    """Who has never been across, by team; and skills that the roadmap needs and nobody has. Numbers only."""
    user = user_of(request)
    if not may_read(user):
        raise NOBODY
    context = {
        "teams": finding.teams(),
        "wanted": finding.wanted(timezone.localdate()),
        "may_see_names": access.may_match(user),
        "tabs": tabs_of(user),
    }
    return render(request, "embeds/gaps.html", context)


@require_safe
def never(request: HttpRequest) -> HttpResponseBase:
    """The same by name, for those who run matches."""
    user = user_of(request)
    if not access.may_match(user):
        raise Denied(
            "Names are shown to both offices and to whoever leads a team.",
            way_out="See the numbers by team instead.",
        )
    return list_page(
        request,
        finding.never_across().select_related("team", "specialty"),
        table=NeverTable,
        filterset=NeverFilter,
        template="embeds/never.html",
        export_name="never-across",
    )
