"""Many requests at once, for importers of this room and of the rooms above: built in memory, written in bulk.

Whoever calls `write` does so inside an action, which writes the ledger. The database's constraints hold here
as everywhere: a refusal without reason, explanation and alternative makes the whole step fail.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lintel.intake.actions._changes import agreement, month_of
from lintel.intake.models import (
    Alternative,
    Answer,
    AnswerKind,
    Reply,
    ReplyKind,
    Request,
    RequestType,
    State,
)
from lintel.intake.wording import Way, Words
from lintel.people.models import User

REPLIED = {State.COUNTERED: ReplyKind.COUNTER, State.ESCALATED: ReplyKind.ESCALATE}


@dataclass(frozen=True)
class Brought:
    """One request as it comes from elsewhere; `words` and what follows only where it has been answered.

    `words` must have passed `answer.checked`, and `state` must fit them (see `states_for`).
    """

    type: RequestType
    asker: User
    office: str
    title: str
    description: str
    created_at: dt.datetime
    state: str = State.ASKED
    key: str = ""
    goal_served: str = ""
    needed_from: dt.date | None = None
    needed_until: dt.date | None = None
    answer_by: dt.date | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    words: Words | None = None
    answered_at: dt.datetime | None = None
    answered_by: User | None = None
    reply_text: str = ""


def states_for(kind: str) -> set[str]:
    """In which states a request with this answer can be; without an answer: `kind` is empty."""
    if not kind:
        return {State.DRAFT, State.ASKED, State.WITHDRAWN}
    if kind == AnswerKind.YES:
        return {State.AGREED}
    accepted = State.SLEEPING if kind == AnswerKind.LATER else State.AGREED
    return {State.ANSWERED, State.COUNTERED, State.ESCALATED, State.WITHDRAWN, accepted}


def write(rows: Sequence[Brought], source: str) -> list[Request]:
    """Write them with at most four statements; returns the requests in order."""
    requests = Request.objects.bulk_create([_request(row, source) for row in rows])
    answered = [
        (row, row.words, request)
        for row, request in zip(rows, requests, strict=True)
        if row.words is not None
    ]
    leads = _write_alternatives([(words, request) for _, words, request in answered])
    answers = Answer.objects.bulk_create(
        [_answer(row, words, request, leads.get(request.pk)) for row, words, request in answered]
    )
    replies = [
        _reply(row, answer, request)
        for (row, words, request), answer in zip(answered, answers, strict=True)
        if words.kind != AnswerKind.YES and row.state not in {State.ANSWERED, State.WITHDRAWN}
    ]
    Reply.objects.bulk_create(replies)
    return requests


def due_of(row: Brought) -> dt.date:
    """Until when the answer was, or is, due."""
    if row.answer_by is not None and row.state not in {State.COUNTERED, State.SLEEPING}:
        return row.answer_by
    return row.created_at.date() + dt.timedelta(days=row.type.answer_within_days)


def _request(row: Brought, source: str) -> Request:
    draft = row.state == State.DRAFT
    request = Request(
        type=row.type,
        asker=row.asker,
        asking_side=row.asker.side,
        asked_office=row.office,
        title=row.title,
        description=row.description,
        goal_served=row.goal_served,
        needed_from=row.needed_from,
        needed_until=row.needed_until,
        details=dict(row.details),
        state=row.state,
        round=2 if row.state in {State.COUNTERED, State.SLEEPING} else 1,
        created_at=row.created_at,
        asked_at=None if draft else row.created_at,
        asked_month=None if draft else month_of(row.created_at),
        answer_by=None if draft else _owed_by(row),
        imported_from=source if row.key else "",
        imported_key=row.key,
    )
    if row.state == State.AGREED and row.answered_at is not None:
        for name, value in agreement(request, row.answered_at).items():
            setattr(request, name, value)
    return request


def _owed_by(row: Brought) -> dt.date:
    """The date that stands on the request now: of this round, or the day to come back to it."""
    if row.state == State.SLEEPING and row.words is not None and row.words.revisit_on is not None:
        return row.words.revisit_on
    if row.state == State.COUNTERED and row.answered_at is not None:
        later = row.answered_at.date() + dt.timedelta(days=row.type.answer_within_days)
        return row.answer_by or later
    return due_of(row)


def _write_alternatives(answered: Sequence[tuple[Words, Request]]) -> dict[int, Alternative]:
    """Written before the answers; returns the first of each request."""
    rows = [_alternative(way, request) for words, request in answered for way in words.ways]
    leads: dict[int, Alternative] = {}
    for alternative in Alternative.objects.bulk_create(rows):
        leads.setdefault(alternative.request_id, alternative)
    return leads


def _alternative(way: Way, request: Request) -> Alternative:
    return Alternative(
        request=request,
        kind=way.kind,
        what=way.what,
        reuses=way.reuses,
        cost=way.cost,
        currency=way.currency,
        ready_by=way.ready_by,
    )


def _answer(row: Brought, words: Words, request: Request, lead: Alternative | None) -> Answer:
    at = row.answered_at or row.created_at
    due = due_of(row)
    return Answer(
        request=request,
        kind=words.kind,
        reason_type=words.reason_type,
        explanation=words.explanation,
        conditions=words.conditions,
        revisit_on=words.revisit_on,
        lead_alternative=lead,
        by=row.answered_by,
        at=at,
        due=due,
        office=row.office,
        month=month_of(at),
        in_time=at.date() <= due,
    )


def _reply(row: Brought, answer: Answer, request: Request) -> Reply:
    """What the state says about the asker's word; who gave it stands in no file, so it stays empty."""
    kind = REPLIED.get(State(row.state), ReplyKind.ACCEPT)
    accepts = kind == ReplyKind.ACCEPT and answer.kind == AnswerKind.ANOTHER_WAY
    return Reply(
        answer=answer,
        kind=kind,
        text=row.reply_text,
        alternative=answer.lead_alternative if accepts else None,
        by=None,
        at=answer.at,
        office=answer.office,
        month=answer.month,
        answer_kind=answer.kind,
    )
