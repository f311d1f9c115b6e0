"""Whose goal it is: offered, accepted, taken on, handed over, stepped back from, closed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from lintel.audit.sides import Office
from lintel.goals.objectives import access
from lintel.goals.objectives.actions import ending, goal, owner
from lintel.goals.objectives.forms import CarryForm, OutcomeForm, OwnerForm, StepBackForm
from lintel.goals.objectives.models import Goal
from lintel.goals.objectives.views.lists import visible_goal
from lintel.people.models import User
from lintel.ui.http import done
from lintel.ui.problems import Denied, Missing, Problem
from lintel.ui.steps import StepForm

INCOMPLETE = "This form was incomplete."
RELOAD = "Go back, load the page again and send it there."


@dataclass(frozen=True)
class Page:
    """What a step's page says, its form, who may take it, and its action."""

    form: type[StepForm]
    may: Callable[[User, Goal], bool]
    act: Callable[..., Any]
    heading: str
    lead: str
    button: str
    success: str


STEP_BACK = Page(
    StepBackForm, access.may_step_back,
    lambda row, by, data: owner.step_back(row, by=by, step=data["step"] or 0, text=data["text"]),
    "Carry it no longer",
    "The goal becomes one-sided until somebody of your side takes it on. The other owner reads why.",
    "Step back", "You carry it no longer. Your side has no owner now.",
)  # fmt: skip
OUTCOME = Page(
    OutcomeForm, access.may_close,
    lambda row, by, data: ending.close(
        row, data["outcome"], by=by, step=data["step"] or 0, note=data["note"]
    ),
    "Say how it ended",
    "An owned goal is closed when both owners have said the same. The score stands beside it.",
    "Say so", "Said.",
)  # fmt: skip


@require_POST
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Lay a draft before the other side."""
    row, user = visible_goal(request, pk)
    form = StepForm(request.POST)
    step = form.cleaned_data["step"] if form.is_valid() else None
    goal.offer(row, by=user, step=step or 0)
    return done(request, row, "Offered. It counts once both owners carry this wording.")


@require_POST
def acceptance(request: HttpRequest, pk: int) -> HttpResponse:
    """An owner's word on the wording that was read."""
    row, user = visible_goal(request, pk)
    data = _carried(request)
    goal.accept(row, by=user, **data)
    said = "Both own it now." if row.state == "owned" else "Your word is given. The other one is awaited."
    return done(request, row, said)


@require_POST
def ownership(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it on for one's own side, where nobody carries it."""
    row, user = visible_goal(request, pk)
    data = _carried(request)
    goal.take_on(row, by=user, **data)
    said = "Both own it now." if row.state == "owned" else "You carry it for your side now."
    return done(request, row, said)


def _carried(request: HttpRequest) -> dict[str, Any]:
    form = CarryForm(request.POST)
    if not form.is_valid():
        raise Problem(INCOMPLETE, way_out=RELOAD)
    return {"step": form.cleaned_data["step"] or 0, "content_hash": form.cleaned_data["content_hash"]}


@require_POST
def owners(request: HttpRequest, pk: int, office: str) -> HttpResponse:
    """Name who carries it on one side."""
    row, user = visible_goal(request, pk)
    if office not in Office.values:
        raise Missing("There is no such side.", way_out="Go back to the goal.")
    side = Office(office)
    if not access.may_name_owner(user, row, side):
        raise Denied(
            f"Who carries it for the {side.label} is named there.",
            way_out="Ask its office holder, or the present owner.",
        )
    form = OwnerForm(request.POST, office=side, prefix=side)
    if not form.is_valid():
        raise Problem("Nobody of that side was chosen.", way_out="Go back and choose from the list.")
    person = form.cleaned_data["person"]
    owner.name(row, side, person, by=user, step=form.cleaned_data["step"] or 0)
    return done(request, row, f"{person.name} is asked to carry it for the {side.label}.")


@require_http_methods(["GET", "HEAD", "POST"])
def step_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Carry it no longer."""
    return _step(request, pk, STEP_BACK)


@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how it ended."""
    return _step(request, pk, OUTCOME)


def _step(request: HttpRequest, pk: int, page: Page) -> HttpResponse:
    row, user = visible_goal(request, pk)
    if not page.may(user, row):
        raise Denied(
            "This is not yours to say here now.", way_out="Read on its page who carries it and how it stands."
        )
    first = {"step": row.step, "outcome": row.outcome if row.awaits == user.side else ""}
    form = page.form(request.POST or None, initial=first)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            page.act(row, user, form.cleaned_data)
        except Problem as problem:
            row.refresh_from_db()
            form.refuse(problem, row.step)
            status = problem.status
        else:
            return done(request, row, page.success)
    return render(request, "objectives/step.html", {"form": form, "row": row, "saying": page}, status=status)
