"""Requests in every state, with their rounds."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction

from benchmarks.filling.texts import Writer
from lintel.audit.sides import Office, Side
from lintel.audit.signatures import record
from lintel.intake.actions.settlement import PURPOSE
from lintel.intake.models import (
    Alternative,
    AlternativeKind,
    Answer,
    AnswerKind,
    Reason,
    Reply,
    ReplyKind,
    Request,
    RequestType,
    Settlement,
    State,
    Vote,
)
from lintel.people.models import User

CHUNK = 5_000
YEARS = 3
# How 1,000 requests stand after three years.
STATES = {
    State.DRAFT: 8,
    State.ASKED: 110,
    State.COUNTERED: 30,
    State.ANSWERED: 70,
    State.SLEEPING: 50,
    State.AGREED: 560,
    State.ESCALATED: 20,
    State.SETTLED: 22,
    State.WITHDRAWN: 130,
}
REPLIES = {
    State.COUNTERED: ReplyKind.COUNTER,
    State.AGREED: ReplyKind.ACCEPT,
    State.SLEEPING: ReplyKind.ACCEPT,
    State.ESCALATED: ReplyKind.ESCALATE,
    State.SETTLED: ReplyKind.ESCALATE,
}
SILENT = (State.DRAFT, State.ASKED, State.WITHDRAWN)


def fill_requests(write: Writer, users: list[User], count: int, now: dt.datetime) -> int:
    """Write them in chunks; returns the key of one with three rounds that waits for a reply."""
    types = list(RequestType.objects.all())
    for start in range(0, count, CHUNK):
        with transaction.atomic():
            rows = [_request(write, users, types, now) for _ in range(min(CHUNK, count - start))]
            rows = Request.objects.bulk_create(rows, batch_size=500)
            _rounds(write, users, [row for row in rows if row.state not in SILENT], now)
            _votes(write, users, rows)
    return _long_one(write, users, types, now)


def _request(write: Writer, users: list[User], types: list[RequestType], now: dt.datetime) -> Request:
    chance = write.chance
    state = chance.choices(list(STATES), list(STATES.values()))[0]
    open_one = state in {State.ASKED, State.ANSWERED, State.COUNTERED}
    age = chance.randrange(60) if open_one and chance.random() < 0.7 else chance.randrange(365 * YEARS)
    asked_at = now - dt.timedelta(days=age, minutes=chance.randrange(1, 600))
    asker = chance.choice(users)
    office = Office.IT if asker.side == Side.MARKETING else Office.MARKETING
    kind = chance.choice([each for each in types if each.goes_to(office)])
    answer_by = asked_at.date() + dt.timedelta(days=kind.answer_within_days)
    if state == State.SLEEPING:
        answer_by = now.date() + dt.timedelta(days=chance.randrange(-10, 300))
    agreed = state in {State.AGREED, State.SETTLED}
    days = min(chance.randrange(1, 60), age)
    agreed_at = asked_at + dt.timedelta(days=days) if agreed else None
    sent = state != State.DRAFT
    return Request(
        title=write.title(),
        description=write.text(),
        type=kind,
        asker=asker,
        asking_side=asker.side,
        asked_office=office,
        goal_served="" if chance.random() < 0.6 else "One customer view in all shops",
        state=state,
        round=2 if state == State.COUNTERED else 1,
        answer_by=answer_by if sent else None,
        created_at=asked_at,
        asked_at=asked_at if sent else None,
        asked_month=asked_at.date().replace(day=1) if sent else None,
        agreed_at=agreed_at,
        agreed_month=agreed_at.date().replace(day=1) if agreed_at else None,
        agreed_after_days=days if agreed else None,
    )


def _rounds(write: Writer, users: list[User], rows: list[Request], now: dt.datetime) -> None:
    """The first answer of each, and what was replied."""
    kinds = [_kind(write, row) for row in rows]
    asked_another = [row for row, kind in zip(rows, kinds, strict=True) if kind == AnswerKind.ANOTHER_WAY]
    ways = Alternative.objects.bulk_create(
        [_way(write, row, 1) for row in asked_another for _ in range(2)], batch_size=500
    )
    leads = {row.pk: ways[2 * place] for place, row in enumerate(asked_another)}
    answers = Answer.objects.bulk_create(
        [
            _answer(write, users, row, kind, leads.get(row.pk), 1)
            for row, kind in zip(rows, kinds, strict=True)
        ],
        batch_size=500,
    )
    Reply.objects.bulk_create(
        [
            _reply(write, row, answer, REPLIES[State(row.state)])
            for row, answer in zip(rows, answers, strict=True)
            if row.state in REPLIES
        ],
        batch_size=500,
    )
    _settle(write, users, [row for row in rows if row.state == State.SETTLED], now)


def _kind(write: Writer, row: Request) -> AnswerKind:
    if row.state == State.SLEEPING:
        return AnswerKind.LATER
    if row.state in {State.ESCALATED, State.SETTLED, State.COUNTERED}:
        return AnswerKind.ANOTHER_WAY
    return write.chance.choice([AnswerKind.YES, AnswerKind.YES, AnswerKind.YES_IF, AnswerKind.ANOTHER_WAY])


def _way(write: Writer, row: Request, turn: int) -> Alternative:
    asked = row.asked_at or row.created_at
    return Alternative(
        request=row,
        round=turn,
        kind=write.chance.choice(AlternativeKind.values),
        what=write.text(most=3),
        cost=Decimal(write.chance.randrange(0, 90_000)),
        ready_by=asked.date() + dt.timedelta(days=write.chance.randrange(20, 200)),
    )


def _answer(
    write: Writer, users: list[User], row: Request, kind: AnswerKind, lead: Alternative | None, turn: int
) -> Answer:
    asked = row.asked_at or row.created_at
    at = asked + dt.timedelta(days=write.chance.randrange(0, 20))
    due = asked.date() + dt.timedelta(days=row.type.answer_within_days)
    return Answer(
        request=row,
        round=turn,
        kind=kind,
        reason_type=write.chance.choice(Reason.values) if kind == AnswerKind.ANOTHER_WAY else "",
        explanation=write.text(most=4),
        conditions=write.text(most=2) if kind == AnswerKind.YES_IF else "",
        revisit_on=row.answer_by if kind == AnswerKind.LATER else None,
        lead_alternative=lead,
        by=write.chance.choice([user for user in users[:60] if user.side == row.asked_office]),
        at=at,
        due=due,
        office=row.asked_office,
        month=at.date().replace(day=1),
        in_time=at.date() <= due,
    )


def _reply(write: Writer, row: Request, answer: Answer, kind: ReplyKind) -> Reply:
    at = answer.at + dt.timedelta(days=1)
    return Reply(
        answer=answer,
        kind=kind,
        text="" if kind == ReplyKind.ACCEPT else write.text(most=3),
        alternative=answer.lead_alternative if kind == ReplyKind.ACCEPT else None,
        by=row.asker,
        at=at,
        office=row.asked_office,
        month=at.date().replace(day=1),
        answer_kind=answer.kind,
    )


def _settle(write: Writer, users: list[User], rows: list[Request], now: dt.datetime) -> None:
    settled = Settlement.objects.bulk_create(
        Settlement(request=row, text=write.text(most=3), written_by=users[0], written_at=now) for row in rows
    )
    for settlement in settled:
        for office, signer in zip((Office.MARKETING, Office.IT), users[:2], strict=True):
            record(settlement, purpose=PURPOSE, office=office, signer=signer, on_behalf_of=None, at=now)


def _votes(write: Writer, users: list[User], rows: list[Request]) -> None:
    votes: list[Any] = []
    for row in rows:
        if write.chance.random() < 0.1:
            voices = write.chance.sample(users, write.chance.randrange(1, 12))
            row.vote_count = len(voices)
            votes += [Vote(request=row, person=person) for person in voices]
    Request.objects.bulk_update([row for row in rows if row.vote_count], ["vote_count"], batch_size=200)
    Vote.objects.bulk_create(votes, batch_size=500)


def _long_one(write: Writer, users: list[User], types: list[RequestType], now: dt.datetime) -> int:
    """Two refusals that were countered, and a third answer: the longest page there is."""
    row = _request(write, [users[0]], types, now)
    row.state, row.round, row.description = State.ANSWERED, 3, write.text(12, 24)
    row.asked_at = row.asked_at or row.created_at
    row.answer_by, row.asked_month = now.date(), now.date().replace(day=1)
    row.agreed_at = row.agreed_month = row.agreed_after_days = None
    row.save()
    for turn in (1, 2, 3):
        ways = Alternative.objects.bulk_create(_way(write, row, turn) for _ in range(3))
        answer = _answer(write, users, row, AnswerKind.ANOTHER_WAY, ways[0], turn)
        answer.save()
        if turn < 3:
            _reply(write, row, answer, ReplyKind.COUNTER).save()
    Vote.objects.bulk_create(Vote(request=row, person=person) for person in users[:30])
    Request.objects.filter(pk=row.pk).update(vote_count=30)
    return int(row.pk)
