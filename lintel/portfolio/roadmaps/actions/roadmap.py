"""Beginning a roadmap, and changing its frame."""

from typing import Any

from lintel.audit.audited import Draft, audited
from lintel.people.models import Specialty, User
from lintel.portfolio.proposals.models import Proposal
from lintel.portfolio.roadmaps import defaults
from lintel.portfolio.roadmaps.actions._common import locked, require_planner, touched
from lintel.portfolio.roadmaps.models import Capacity, Entry, Roadmap, Way
from lintel.ui.checking import checked
from lintel.ui.problems import Problem

MOST_ENTRIES = 1_000


@audited("roadmap.begun", says="began the roadmap with {count} proposals")
def begin(entry: Draft, values: dict[str, Any], proposals: list[Proposal], *, by: User) -> Roadmap:
    """A new roadmap over these proposals; capacity, worth and length of work start from what is known."""
    require_planner(by)
    roadmap = Roadmap(created_by=by, **values)
    checked(roadmap).save()
    _take_in(roadmap, proposals)
    entry.about(roadmap, count=len(proposals))
    return roadmap


@audited("roadmap.framed", says="changed {what}")
def change(entry: Draft, roadmap: Roadmap, values: dict[str, Any], *, by: User, step: int) -> Roadmap:
    """Other dates, weights or buffer. Capacity and budgets keep their numbers; what is longer is filled with
    the last one."""
    row = locked(roadmap, by, step)
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    if not changed:
        raise Problem("Nothing was changed.", way_out="Change something, or leave the page.")
    for name in changed:
        setattr(row, name, values[name])
    checked(row)
    if "length" in changed:
        _fit(row)
    touched(row)
    labels = [str(Roadmap._meta.get_field(name).verbose_name).lower() for name in changed]  # type: ignore[union-attr]  # plain fields have a name
    entry.about(row, what=", ".join(labels))
    return row


@audited("roadmap.widened", says="took {count} more proposals in")
def add(entry: Draft, roadmap: Roadmap, proposals: list[Proposal], *, by: User) -> Roadmap:
    """Take proposals in that are not in yet."""
    row = locked(roadmap, by)
    there = set(row.entries.values_list("proposal_id", flat=True))
    fresh = [one for one in proposals if one.pk not in there]
    if not fresh:
        raise Problem("These proposals are in already.", way_out="Choose others.", field="proposals")
    _take_in(row, fresh)
    touched(row)
    entry.about(row, count=len(fresh))
    return row


@audited("roadmap.narrowed", says="took {proposal:portfolio.proposal} out")
def remove(entry: Draft, row: Entry, *, by: User) -> Roadmap:
    """Take a proposal out; plans that were found with it stay."""
    roadmap = locked(row.roadmap, by)
    proposal = row.proposal
    row.delete()
    touched(roadmap)
    entry.about(roadmap, proposal=proposal.pk)
    entry.about(proposal)
    return roadmap


def _take_in(roadmap: Roadmap, proposals: list[Proposal]) -> None:
    if not proposals:
        raise Problem(
            "Choose at least one proposal.",
            way_out="The backlog’s proposals are listed: tick some, or all.",
            field="proposals",
        )
    if roadmap.entries.count() + len(proposals) > MOST_ENTRIES:
        raise Problem(f"A roadmap holds at most {MOST_ENTRIES:,} proposals.", field="proposals")
    days = defaults.days_of(roadmap)
    Entry.objects.bulk_create([defaults.entry_of(roadmap, one, days) for one in proposals])
    there = set(roadmap.capacities.values_list("specialty_id", flat=True))
    for key in sorted(defaults.needed(proposals) - there):
        specialty = Specialty.objects.get(pk=key)
        Capacity.objects.create(
            roadmap=roadmap, specialty=specialty, days=[days.get(key, 0)] * roadmap.length
        )


def _fit(roadmap: Roadmap) -> None:
    for capacity in roadmap.capacities.all():
        capacity.days = _stretched(capacity.days, roadmap.length)
        capacity.save()
    for budget in roadmap.budgets.filter(scope="period"):
        budget.amounts = _stretched(budget.amounts, roadmap.length)
        budget.save()
    for row in roadmap.entries.all():
        last = roadmap.length - 1
        row.duration = min(row.duration, roadmap.length)
        for name in ("earliest", "latest", "fixed"):
            value = getattr(row, name)
            setattr(row, name, None if value is None or value > last else value)
        row.save()
    Way.objects.filter(entry__roadmap=roadmap, duration__gt=roadmap.length).update(duration=roadmap.length)


def _stretched(values: list[float], length: int) -> list[float]:
    return (values + values[-1:] * length)[:length]
