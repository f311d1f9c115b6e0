"""What limits a plan: days of specialties, money, and what each proposal is worth and needs."""

from collections.abc import Mapping, Sequence
from typing import Any

from lintel.audit.audited import Draft, audited
from lintel.people.models import Specialty, User
from lintel.portfolio.roadmaps.actions._common import locked, numbers, refuse_other_sides_worth, touched
from lintel.portfolio.roadmaps.models import Budget, Capacity, Entry, Roadmap, Scope
from lintel.portfolio.roadmaps.money import Money
from lintel.ui.checking import checked
from lintel.ui.problems import Problem

MOST_DAYS, MOST_MONEY = 1_000_000.0, 999_999_999_999.0


@audited("roadmap.staffed", says="changed the days of {names}")
def staff(
    entry: Draft, roadmap: Roadmap, days: Mapping[int, Sequence[Any]], *, by: User, step: int | None = None
) -> Roadmap:
    """Person-days by specialty, one number for each period; what is not named stays."""
    row = locked(roadmap, by, step)
    there = {one.specialty_id: one for one in row.capacities.select_related("specialty")}
    changed = []
    for key, values in days.items():
        given = numbers(list(values), row.length, MOST_DAYS, f"days-{key}")
        capacity = there.get(key)
        if capacity is None:
            specialty = Specialty.objects.filter(pk=key).first()
            if specialty is None:
                raise Problem("There is no such specialty here.", way_out="List them first.", field="days")
            capacity = Capacity(roadmap=row, specialty=specialty)
        if capacity.pk and capacity.days == given:
            continue
        capacity.days = given
        capacity.save()
        changed.append(str(capacity.specialty))
    if not changed:
        raise Problem("Nothing was changed.", way_out="Change a number, or leave the page.")
    touched(row)
    entry.about(row, names=", ".join(changed))
    return row


@audited("roadmap.lent", says="has other days of {names}: somebody works on the other side for a time")
def move(entry: Draft, roadmap: Roadmap, *, names: str, by: User) -> Roadmap:
    """The days that people work elsewhere changed; the three who agreed to that need not be planners."""
    row = Roadmap.objects.select_for_update().get(pk=roadmap.pk)
    touched(row)
    entry.about(row, names=names)
    return row


@audited("roadmap.funded", says="set the budget “{name}”")
def fund(entry: Draft, roadmap: Roadmap, money: Money, *, by: User, budget: Budget | None = None) -> Budget:
    """A new budget, or other values for one that is there."""
    row = locked(roadmap, by)
    kept = budget or Budget(roadmap=row)
    count = 1 if money.scope == Scope.HORIZON else row.length
    kept.name, kept.scope = money.name.strip(), money.scope
    kept.amounts = numbers(money.amounts, count, MOST_MONEY, "amounts")
    checked(kept).save()
    touched(row)
    entry.about(row, name=kept.name)
    return kept


@audited("roadmap.unfunded", says="removed the budget “{name}”")
def unfund(entry: Draft, budget: Budget, *, by: User) -> Roadmap:
    """Without this budget; proposals that were paid from it are paid from the first one."""
    row = locked(budget.roadmap, by)
    name = budget.name
    budget.delete()
    touched(row)
    entry.about(row, name=name)
    return row


@audited("roadmap.weighed", says="changed what {count} proposals are worth or need")
def weigh(
    entry: Draft,
    roadmap: Roadmap,
    changes: Mapping[int, Mapping[str, Any]],
    *,
    by: User,
    step: int | None = None,
) -> Roadmap:
    """Fields of entries by proposal. What something is worth to a side only that side changes."""
    row = locked(roadmap, by, step)
    entries = {one.proposal_id: one for one in row.entries.select_related("proposal")}
    changed = 0
    for key, values in changes.items():
        one = entries.get(key)
        if one is None:
            raise Problem(
                f"Proposal {key} is not in this roadmap.", way_out="Take it in first.", field="entries"
            )
        different = [name for name, value in values.items() if getattr(one, name) != value]
        refuse_other_sides_worth(different, by, one.proposal.title)
        for name in different:
            setattr(one, name, values[name])
        if different:
            _in_time(one, row)
            checked(one).save()
            changed += 1
    if not changed:
        raise Problem("Nothing was changed.", way_out="Change a value, or leave the page.")
    touched(row)
    entry.about(row, count=changed)
    return row


def _in_time(one: Entry, roadmap: Roadmap) -> None:
    for name in ("earliest", "latest", "fixed"):
        value = getattr(one, name)
        if value is not None and value >= roadmap.length:
            raise Problem(
                f"“{one.proposal.title}”: the roadmap has only {roadmap.length} periods.", field="entries"
            )
    length = _length(one)
    begins = one.fixed if one.fixed is not None else one.earliest or 0
    ends = roadmap.length - 1 if one.latest is None else one.latest
    if begins + length - 1 > ends:
        raise Problem(
            f"“{one.proposal.title}” takes {length} periods and does not fit between its dates.",
            way_out="Let it begin earlier, finish later, or take fewer periods.",
            field="entries",
        )


def _length(one: Entry) -> int:
    """How long it takes: in the way in which it is under way, else as proposed."""
    if one.fixed_way_id is None:
        return one.duration
    way = one.ways.filter(pk=one.fixed_way_id).first()
    if way is None:
        raise Problem(
            f"“{one.proposal.title}” has no such way.", way_out="Look at its ways first.", field="entries"
        )
    return one.duration if one.fixed is None else way.duration
