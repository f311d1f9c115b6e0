"""Asking: draft, ask, reword, withdraw."""

import datetime as dt
from typing import Any

from lintel.audit.audited import Draft, audited
from lintel.audit.sides import Office
from lintel.intake.access import may_ask, may_edit, may_withdraw, other_office
from lintel.intake.actions._changes import day_of, expect, month_of, move
from lintel.intake.models import Request, RequestType, State
from lintel.intake.questions import details
from lintel.intake.ties import SERVES
from lintel.intake.wording import Content
from lintel.people.belonging import tie_by_title
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem
from lintel.ui.saying import clock, tidy, written

__all__ = ["Content", "ask", "draft", "edit", "send", "withdraw"]


@audited("request.drafted", says="drafted a request to the {office}")
def draft(entry: Draft, type: RequestType, content: Content, *, by: User) -> Request:
    """Keep an unfinished request; only the asker and their office holder see it."""
    office = _addressee(type, by)
    request = Request.objects.create(
        type=type,
        asker=by,
        asking_side=by.side,
        asked_office=office,
        **_clean(content, type, complete=False),
    )
    _tie(request, by)
    entry.about(request, office=office.label, type=type.pk)
    entry.seal(by, title=request.title, description=request.description)
    return request


@audited("request.asked", says="asked the {office}, answer by {answer_by}")
def ask(
    entry: Draft, type: RequestType, content: Content, *, by: User, now: dt.datetime | None = None
) -> Request:
    """Ask the other side; the type says until when it answers."""
    office = _addressee(type, by)
    moment, today = clock(now)
    request = Request.objects.create(
        type=type,
        asker=by,
        asking_side=by.side,
        asked_office=office,
        created_at=moment,
        **_clean(content, type, complete=True),
        **_asked(type, moment, today),
    )
    _tie(request, by)
    entry.about(request, office=office.label, type=type.pk, answer_by=day_of(request))
    entry.seal(by, title=request.title, description=request.description)
    return request


@audited("request.sent", says="asked the {office}, answer by {answer_by}")
def send(
    entry: Draft, request: Request, *, by: User, version: int, now: dt.datetime | None = None
) -> Request:
    """Ask what was a draft."""
    if not may_edit(by, request):
        raise Denied("Only the asker or their office holder sends this.", way_out="Ask them to send it.")
    expect(request, version)
    if request.state != State.DRAFT:
        raise Problem("This request has been sent already.", way_out="Nothing more is needed.")
    if not request.type.is_active:
        raise Problem(
            f"“{request.type.name}” is no longer in use.", way_out="Write the request anew with another type."
        )
    details(request.type.asked(), request.details)
    moment, today = clock(now)
    move(request, version, **_asked(request.type, moment, today))
    entry.about(request, office=Office(request.asked_office).label, answer_by=day_of(request))
    return request


@audited("request.edited", says="reworded the request")
def edit(entry: Draft, request: Request, content: Content, *, by: User, version: int) -> Request:
    """Reword a request that has no answer yet. Type, office and answer-by stay."""
    if not may_edit(by, request):
        raise Denied(
            "This request can no longer be reworded by you.",
            way_out="The asker rewords it until it is answered; after that, make a counter-offer.",
        )
    expect(request, version)
    before = {"title": request.title, "description": request.description}
    complete = request.state != State.DRAFT
    move(request, version, **_clean(content, request.type, complete=complete))
    _tie(request, by)
    entry.about(request)
    after = {"title": request.title, "description": request.description}
    changed = {name for name in after if after[name] != before[name]}
    entry.seal(by, **{f"{name}, before": before[name] for name in changed})
    entry.seal(by, **{f"{name}, now": after[name] for name in changed})
    return request


@audited("request.withdrawn", says="withdrew the request")
def withdraw(entry: Draft, request: Request, *, by: User, version: int, why: str = "") -> Request:
    """Take a request back; it stays readable, and nobody owes an answer any more."""
    if not may_withdraw(by, request):
        raise Denied(
            "Only the asker or their office holder withdraws a request, and only before it is agreed.",
            way_out="If it is agreed, talk about the work that came of it.",
        )
    expect(request, version)
    reason = tidy(why, field="why", limit=2_000)
    move(request, version, state=State.WITHDRAWN)
    entry.about(request)
    entry.seal(by, why=reason)
    return request


def _tie(request: Request, by: User) -> None:
    """A goal that is named by its title is linked."""
    tie_by_title(request, SERVES, request.goal_served, by)


def _addressee(type: RequestType, by: User) -> Office:
    """The other office, if the type goes there."""
    if not may_ask(by):
        raise Denied(
            "Only members of marketing and of IT ask each other.",
            way_out="Ask an administrator for a role, or a colleague to ask for you.",
        )
    office = other_office(by)
    if not type.is_active:
        raise Problem(f"“{type.name}” is no longer in use.", way_out="Choose another type.", field="type")
    if not type.goes_to(office):
        raise Problem(
            f"“{type.name}” is asked of the {type.get_addressed_to_display()}, which is your own side.",
            way_out="Choose a type that goes to the other side.",
            field="type",
        )
    return office


def _clean(content: Content, type: RequestType, *, complete: bool) -> dict[str, Any]:
    if content.needed_from and content.needed_until and content.needed_until < content.needed_from:
        raise Problem("It is needed until a day before it is needed from.", field="needed_until")
    return {
        "title": written(
            content.title, field="title", missing="Say in a few words what you need.", limit=200
        ),
        "description": written(
            content.description,
            field="description",
            missing="Say what it is for, and how you will know that it is done.",
        )
        if complete
        else tidy(content.description, field="description", limit=10_000),
        "goal_served": tidy(content.goal_served, field="goal_served", limit=300),
        "needed_from": content.needed_from,
        "needed_until": content.needed_until,
        "details": details(type.asked(), content.details, complete=complete),
    }


def _asked(type: RequestType, moment: dt.datetime, today: dt.date) -> dict[str, Any]:
    return {
        "state": State.ASKED,
        "asked_at": moment,
        "asked_month": month_of(moment),
        "answer_by": today + dt.timedelta(days=type.answer_within_days),
    }
