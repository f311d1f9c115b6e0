"""The list of proposals, one proposal, and writing its sections."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from lintel.audit import ledger
from lintel.audit.memory import remembered, remembered_of, steady
from lintel.goals.objectives.actions import work
from lintel.goals.objectives.models import Goal
from lintel.language.writing import notice
from lintel.people.access import key_of, may_work
from lintel.people.models import User
from lintel.portfolio.proposals import bundling, completeness, framing, panels, standing, waits
from lintel.portfolio.proposals.access import may_edit, may_propose
from lintel.portfolio.proposals.actions import proposal as proposals_actions
from lintel.portfolio.proposals.forms import NewForm
from lintel.portfolio.proposals.models import (
    Benefit,
    Effort,
    Involvement,
    Membership,
    Proposal,
    Relation,
    Requirement,
    SectionOwner,
    Window,
)
from lintel.portfolio.proposals.tables import ProposalFilter, ProposalTable
from lintel.portfolio.proposals.views import files
from lintel.portfolio.proposals.views.common import load, reader
from lintel.ui.http import done, prefilled
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied


@require_GET
def proposals(request: HttpRequest) -> HttpResponseBase:
    """All proposals, newest change first; `?export=jira`, `book` and `full` give files."""
    rows = Proposal.objects.visible_to(reader(request)).with_people()
    return files.exported(request, rows) or list_page(
        request,
        rows,
        table=ProposalTable,
        filterset=ProposalFilter,
        template="portfolio/proposals.html",
        context={"may_propose": may_propose(reader(request))},
        export_name="proposals",
        remember=remembered_of,
    )


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a proposal: title, problem, outcome; the rest is written on its page."""
    user = reader(request)
    if not may_propose(user):
        raise Denied(
            "Only members and office holders of marketing and IT write proposals.",
            way_out="Ask one of them to write it with you.",
        )
    form = NewForm(request.POST or None, initial=prefilled(request, "title", "problem", "outcome"))
    if request.method == "POST" and form.is_valid():
        proposal = proposals_actions.create(dict(form.cleaned_data), by=user)
        _serve(proposal, request.GET.get("goal", ""), user)
        notice(request, form)
        return done(request, proposal, "The draft is there. Add requirements, effort and money next.")
    return render(request, "portfolio/new.html", {"form": form}, status=422 if form.errors else 200)


def _serve(proposal: Proposal, goal: str, user: User) -> None:
    """Link it to the goal from which one came here to begin it."""
    found = Goal.objects.visible_to(user).standing().filter(pk=goal).first() if goal.isdecimal() else None
    if found is not None:
        work.link(found, proposal, by=user)


@require_GET
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """The proposal with everything that belongs to it."""
    with steady():
        return _page(request, load(request, pk, _with_everything(pk)))


def _page(request: HttpRequest, row: Proposal) -> HttpResponse:
    user = reader(request)
    _name_people(row)
    key = key_of(user)
    wanted = completeness.wanted(row)
    meter = completeness.meter(wanted)
    context = {
        "proposal": row,
        "key": key,
        "standings": standing.standings(row, key, user),
        "meter": meter,
        "sections": completeness.seen_to(row, wanted, waits.named_in(row)),
        "may_offer": meter.ready,
        "may_edit": may_edit(user, row),
        "origins": standing.origins(row, user),
        "may_serve": may_work(user),
        "panels": panels.panels_of(request, row),
        "bundles": bundling.bound(row),
        "frame": framing.frame(row),
        "history": ledger.newest(row, everything=request.GET.get("history") == "all", seen_by=request.user),
    }
    return render(request, "portfolio/proposal.html", context)


def _with_everything(pk: int) -> Any:
    """Proposals with their parts, the people in them and the titles of their neighbours; joined where a
    query of its own would cost more, and left out where this one has none."""
    names = ("specialty__name", "specialty__side", "person__name", "person__side")
    neighbours = Relation.objects.all()
    involvements = Involvement.objects.select_related("specialty", "person")
    owners = SectionOwner.objects.select_related("person")
    parts = {
        "requirements": Requirement.objects.all(),
        "memberships": Membership.objects.all(),
        "section_owners": owners.only("proposal_id", "section", "person__name", "person__side"),
        "benefits": Benefit.objects.select_related("definition"),
        "windows": Window.objects.select_related("event"),
        "efforts": Effort.objects.select_related("specialty"),
        "involvements": involvements.only("proposal_id", "letter", *names),
        "relations": neighbours.select_related("other").only("kind", "other__title", "other__state"),
        "relations_from_others": neighbours.select_related("proposal").only("kind", "proposal__title"),
    }
    held = remembered(("parts of a proposal", pk), lambda: _held(pk, tuple(parts)))
    found = ((name, rows if name in held else rows.none()) for name, rows in parts.items())
    return Proposal.objects.prefetch_related(*(Prefetch(name, rows) for name, rows in found))


def _held(pk: int, names: tuple[str, ...]) -> frozenset[str]:
    """Which kinds of part a proposal has."""
    proposal = Proposal(pk=pk)
    return frozenset(name for name in names if getattr(proposal, name).exists())


def _name_people(row: Proposal) -> None:
    """The people that the proposal itself names, by one narrow query instead of four wide joins."""
    roles = ("marketing_owner", "it_owner", "created_by", "voided_by")
    keys = {role: getattr(row, f"{role}_id") for role in roles}
    people = (
        User.objects.select_related("team")
        .only("name", "side", "team__name")
        .in_bulk([key for key in keys.values() if key])
    )
    for role, key in keys.items():
        if key:
            setattr(row, role, people[key])
