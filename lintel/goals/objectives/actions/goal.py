"""Writing a goal, laying it before the other side, and carrying it."""

import datetime as dt

from lintel.audit import signatures
from lintel.audit.audited import Draft, audited
from lintel.audit.sides import Office
from lintel.goals.objectives import access
from lintel.goals.objectives.actions._common import (
    about,
    give_word,
    locked,
    moment_of,
    reflect,
    settle,
)
from lintel.goals.objectives.actions._owners import check_owners, column, set_owners
from lintel.goals.objectives.actions._rewording import require_results, reworded
from lintel.goals.objectives.actions._standing import count_results, judge
from lintel.goals.objectives.actions._words import checked, results_of, write_results
from lintel.goals.objectives.models import Goal, State
from lintel.goals.objectives.wording import Content, Owners
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale


@audited("goal.drafted", says="drafted the goal")
def draft(
    entry: Draft, content: Content, owners: Owners, *, by: User, now: dt.datetime | None = None
) -> Goal:
    """Keep a goal that only its author, its owners and the author's office holder see."""
    if not access.may_draft(by):
        raise Denied(
            "Only members of marketing and of IT write goals.",
            way_out="Ask an administrator for a role, or a colleague to write it down.",
        )
    moment, today = moment_of(now)
    check_owners(owners)
    row = Goal.objects.create(
        **checked(content), owner_marketing=owners.marketing, owner_it=owners.it,
        created_office=Office(by.side), created_by=by, created_at=moment,
    )  # fmt: skip
    write_results(row, results_of(content), moment)
    count_results(row)
    judge(row, today)
    row.save()
    about(entry, row)
    entry.seal(by, title=row.title, why=row.why)
    return row


@audited("goal.edited", says="changed it: wording {version}")
def edit(
    entry: Draft,
    goal: Goal,
    content: Content,
    owners: Owners | None = None,
    *,
    by: User,
    step: int,
    now: dt.datetime | None = None,
) -> Goal:
    """Change the wording. Both words fall away; the editing owner's is given anew, the other is awaited."""
    row = locked(goal, step)
    if not access.may_edit(by, row):
        raise Denied(
            "A goal is changed by its owners or the holders of the two offices.",
            way_out="Write a comment, or ask one of the owners.",
        )
    moment, today = moment_of(now)
    values = checked(content)
    differs = any(getattr(row, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(row, name, value)
    differs |= write_results(row, results_of(content), moment)
    renamed = owners is not None and row.state == State.DRAFT and set_owners(row, owners)
    if not differs and not renamed:
        raise Problem("Nothing was changed.", way_out="Change the wording, or leave it.", field="title")
    row = reworded(row, by, moment, today) if differs else row
    settle(row, moment)
    about(entry, row)
    entry.seal(by, title=row.title, why=row.why)
    reflect(goal, row)
    return row


@audited("goal.offered", says="laid it before the other side: wording {version}")
def offer(entry: Draft, goal: Goal, *, by: User, step: int, now: dt.datetime | None = None) -> Goal:
    """Show it to everybody. The offering owner's word is given; every other one is awaited."""
    row = locked(goal, step)
    if row.state != State.DRAFT:
        raise Problem("This has been offered already.", way_out="Change its wording instead.")
    if not access.may_offer(by, row):
        raise Denied("A draft is offered by its author, its owners or the office holder.")
    if row.owner_marketing_id is None and row.owner_it_id is None:
        raise Problem(
            "Nobody carries this goal yet.", way_out="Name an owner on at least one side.", field="owner_it"
        )
    require_results(row)
    moment, _ = moment_of(now)
    row.state = State.OFFERED
    office = access.owns(by, row)
    signature = give_word(row, by, office, moment) if office is not None else None
    settle(row, moment)
    about(entry, row, signature)
    reflect(goal, row)
    return row


@audited("goal.accepted", says="carries it for the {office}: wording {version}")
def accept(
    entry: Draft, goal: Goal, *, by: User, step: int, content_hash: str, now: dt.datetime | None = None
) -> Goal:
    """Give one's word, as an owner, to exactly the wording that was read; with both words both own it."""
    row = locked(goal, step)
    if not access.may_accept(by, row):
        raise Denied(
            "Only an owner whose word is missing gives it.", way_out="Read above whose word is awaited."
        )
    return _carry(entry, goal, row, by, content_hash, now)


@audited("goal.taken-on", says="took it on for the {office}: wording {version}")
def take_on(
    entry: Draft, goal: Goal, *, by: User, step: int, content_hash: str, now: dt.datetime | None = None
) -> Goal:
    """Become the owner where one's own side has none, and give one's word to the wording that was read."""
    row = locked(goal, step)
    if not access.may_take_on(by, row):
        raise Denied(
            "Your side has an owner for this already, or you do not work for a side.",
            way_out="Write a comment, or ask the owner.",
        )
    setattr(row, column(Office(by.side)), by)
    return _carry(entry, goal, row, by, content_hash, now)


def _carry(entry: Draft, goal: Goal, row: Goal, by: User, content_hash: str, now: dt.datetime | None) -> Goal:
    if content_hash != signatures.hash_of(row):
        raise Stale(
            "The wording has changed since you read it.", way_out="Read it again, then give your word to it."
        )
    _refuse_both_sides(row, by)
    moment, _ = moment_of(now)
    office = Office(by.side)
    signature = give_word(row, by, office, moment)
    settle(row, moment)
    about(entry, row, signature, office=office.label)
    reflect(goal, row)
    return row


def _refuse_both_sides(row: Goal, by: User) -> None:
    """Whoever gave a word on this wording for the other side, before they moved, gives none for this one."""
    given = signatures.keys_of(row, "own").given
    if any(one.signer_id == by.pk and office != by.side for office, one in given.items()):
        raise Denied(
            "You have given your word for the other side here.", way_out="Ask a colleague to carry it."
        )
