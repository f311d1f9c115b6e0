"""Proposals in every state, with their parts, the keys put to them and the board."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction

from benchmarks.filling.texts import Writer
from lintel.audit.models import Signature, type_label
from lintel.audit.sides import Office, Side
from lintel.audit.signatures import hash_of
from lintel.people.models import Specialty, User
from lintel.portfolio.proposals.models import (
    FIBONACCI,
    IMPACTS,
    RANK_GAP,
    STANDING,
    Awaits,
    Benefit,
    BoardColumn,
    Decision,
    Effort,
    Involvement,
    Letter,
    Proposal,
    Purpose,
    Requirement,
    State,
)

CHUNK = 1_000
# How 100 proposals stand.
STATES = {
    State.DRAFT: 42,
    State.OFFERED: 12,
    State.APPROVED: 14,
    State.IN_WORK: 7,
    State.DONE: 20,
    State.STOPPED: 5,
}


def fill_proposals(write: Writer, users: list[User], count: int, now: dt.datetime) -> int:
    """Write them in chunks; returns the key of a large one that waits for both keys."""
    specialties = list(Specialty.objects.all())
    columns = list(BoardColumn.objects.all())
    for start in range(0, count, CHUNK):
        with transaction.atomic():
            rows = [
                _proposal(write, users, number, now)
                for number in range(start + 1, min(start + CHUNK, count) + 1)
            ]
            rows = Proposal.objects.bulk_create(rows, batch_size=200)
            _parts(write, users, specialties, rows, (1, 5))
            _decide(write, users, columns, [row.pk for row in rows], now)
    return _large_one(write, users, specialties, count + 1, now)


def _proposal(write: Writer, users: list[User], number: int, now: dt.datetime) -> Proposal:
    chance = write.chance
    made = now - dt.timedelta(days=chance.randrange(900), minutes=chance.randrange(600))
    sized = chance.random() < 0.8

    def size() -> int | None:
        return chance.choice(FIBONACCI)[0] if sized else None

    def owner(side: str) -> User:
        return chance.choice([user for user in users if user.side == side])

    return Proposal(
        title=write.title(),
        problem=write.text(2),
        outcome=write.text(),
        marketing_owner=owner(Side.MARKETING),
        it_owner=owner(Side.IT),
        access_impact=write.text(most=2),
        data_impact=write.text(most=2),
        one_off_cost=Decimal(chance.randrange(1_000, 400_000)),
        run_cost=Decimal(chance.randrange(0, 90_000)),
        business_value=size(),
        time_criticality=size(),
        risk_opportunity=size(),
        job_size=size(),
        reach=chance.randrange(100, 500_000) if sized else None,
        impact=chance.choice(IMPACTS)[0] if sized else None,
        confidence=chance.randrange(20, 100) if sized else None,
        effort=Decimal(chance.randrange(1, 400)) / 10 if sized else None,
        rank=number * RANK_GAP,
        created_by=users[0],
        created_at=made,
        changed_at=made,
    )


def _parts(
    write: Writer, users: list[User], kinds: list[Specialty], rows: list[Proposal], sizes: tuple[int, int]
) -> None:
    chance = write.chance
    requirements: list[Any] = []
    efforts: list[Any] = []
    benefits: list[Any] = []
    involvements: list[Any] = []
    for row in rows:
        number = chance.randint(*sizes)
        requirements += [
            Requirement(proposal=row, text=write.text(most=3), criteria=write.text(most=2))
            for _ in range(number)
        ]
        for kind in chance.sample(kinds, min(number, len(kinds))):
            days = Decimal(chance.randrange(1, 40))
            efforts.append(Effort(proposal=row, specialty=kind, low=days, likely=days * 2, high=days * 4))
        benefits += [_benefit(write, row, quarter) for quarter in range(number)]
        involvements += [
            Involvement(proposal=row, letter=letter, person=chance.choice(users)) for letter in Letter.values
        ]
    for rows_of, model in (
        (requirements, Requirement),
        (efforts, Effort),
        (benefits, Benefit),
        (involvements, Involvement),
    ):
        model.objects.bulk_create(rows_of, batch_size=500)


def _benefit(write: Writer, row: Proposal, quarter: int) -> Benefit:
    amount = Decimal(write.chance.randrange(500, 60_000))
    return Benefit(
        proposal=row,
        what="Less work by hand",
        period=f"FY{27 + quarter // 4} Q{quarter % 4 + 1}",
        period_starts_on=dt.date(2027 + quarter // 4, 3 * (quarter % 4) + 1, 1),
        cashable=quarter % 2 == 0,
        low=amount,
        likely=amount * 2,
        high=amount * 3,
    )


def _decide(
    write: Writer, users: list[User], columns: list[BoardColumn], keys: list[int], now: dt.datetime
) -> None:
    """Bring the drafts to where they stand, with both keys where that takes both."""
    rows = list(Proposal.objects.with_parts().filter(pk__in=keys))
    for row in rows:
        row.state = write.chance.choices(list(STATES), list(STATES.values()))[0]
    finished = [column for column in columns if column.finishes] or columns[-1:]
    working = [column for column in columns if column not in finished]
    signed = [row for row in rows if row.state not in {State.DRAFT, State.OFFERED}]
    decisions = _signed(users, signed, now)
    for row in rows:
        if row.state == State.OFFERED:
            row.awaits = write.chance.choice([Awaits.BOTH, Awaits.BOTH, Awaits.MARKETING, Awaits.IT])
        elif row.state in STANDING:
            row.approval = decisions[row.pk]
        elif row.state == State.STOPPED:
            row.stopping = decisions[row.pk]
        if row.state in {State.IN_WORK, State.DONE}:
            row.board_column = write.chance.choice(finished if row.state == State.DONE else working)
            row.moved_at = row.changed_at
    Proposal.objects.bulk_update(
        rows, ["state", "awaits", "approval", "stopping", "board_column", "moved_at"], batch_size=100
    )


def _signed(users: list[User], rows: list[Proposal], now: dt.datetime) -> dict[int, Decision]:
    """Both signatures on each, and the decision they make."""
    purposes = {row.pk: Purpose.STOP if row.state == State.STOPPED else Purpose.APPROVE for row in rows}
    signatures = Signature.objects.bulk_create(
        (
            Signature(
                object_type=type_label(row),
                object_id=str(row.pk),
                purpose=purposes[row.pk],
                version=row.version,
                content_hash=hash_of(row),
                office=office,
                signer=signer,
                at=now,
            )
            for row in rows
            for office, signer in zip((Office.MARKETING, Office.IT), users[:2], strict=True)
        ),
        batch_size=500,
    )
    decisions = Decision.objects.bulk_create(
        Decision(
            proposal=row,
            purpose=purposes[row.pk],
            version=row.version,
            content_hash=signatures[2 * place].content_hash,
            taken_at=row.changed_at,
            marketing_signature=signatures[2 * place],
            it_signature=signatures[2 * place + 1],
        )
        for place, row in enumerate(rows)
    )
    return {row.pk: decision for row, decision in zip(rows, decisions, strict=True)}


def _large_one(
    write: Writer, users: list[User], kinds: list[Specialty], number: int, now: dt.datetime
) -> int:
    """Twelve of every part, offered: the longest page there is."""
    row = _proposal(write, users, number, now)
    row.state, row.awaits = State.OFFERED, Awaits.BOTH
    row.save()
    _parts(write, users, kinds, [row], (12, 12))
    return int(row.pk)
