"""Other ways to do a proposal than as it is proposed."""

from collections.abc import Iterable
from typing import Any

from lintel.audit.audited import Draft, audited
from lintel.people.models import User
from lintel.portfolio.proposals.keeping import set_fields
from lintel.portfolio.roadmaps import defaults
from lintel.portfolio.roadmaps.actions._common import locked, touched
from lintel.portfolio.roadmaps.days import Days
from lintel.portfolio.roadmaps.models import Capacity, Entry, Roadmap, Way, WayEffort
from lintel.ui.checking import checked
from lintel.ui.problems import Problem, Stale

MOST_WAYS = 6  # of one proposal, besides as proposed: more is no choice that people can hold in mind


@audited("roadmap.way_added", says="added the way “{name}” to do “{proposal}”")
def add(
    entry: Draft,
    row: Entry,
    values: dict[str, Any],
    days: Iterable[Days],
    *,
    by: User,
    step: int | None = None,
) -> Way:
    """Another way; `values` are name, duration and cost. A search chooses among all of them."""
    roadmap = locked(row.roadmap, by, step)
    if row.ways.count() >= MOST_WAYS:
        raise Problem(
            f"“{row.proposal}” has {MOST_WAYS} other ways already.", way_out="Change or remove one of them."
        )
    way = Way(entry=row, **values)
    _keep(roadmap, way, days)
    touched(roadmap)
    entry.about(roadmap, name=way.name, proposal=row.proposal.title)
    entry.about(row.proposal)
    return way


@audited("roadmap.way_changed", says="changed the way “{name}” to do “{proposal}”")
def change(
    entry: Draft,
    way: Way,
    values: dict[str, Any],
    days: Iterable[Days],
    *,
    by: User,
    step: int | None = None,
) -> Way:
    """Other values; the days replace those that were there."""
    roadmap = locked(way.entry.roadmap, by, step)
    kept = _fresh(way)
    given = list(days)
    before = {(row.specialty_id, row.low, row.likely, row.high) for row in kept.efforts.all()}
    after = {(one.specialty, one.low, one.likely, one.high) for one in given}
    if not set_fields(kept, values) and before == after:
        raise Problem("Nothing was changed.", way_out="Change a value, or leave the page.")
    kept.efforts.all().delete()
    _keep(roadmap, kept, given)
    touched(roadmap)
    entry.about(roadmap, name=kept.name, proposal=kept.entry.proposal.title)
    entry.about(kept.entry.proposal)
    return kept


@audited("roadmap.way_removed", says="removed the way “{name}” to do “{proposal}”")
def remove(entry: Draft, way: Way, *, by: User) -> Roadmap:
    """Plans that were found with it stay as they are. Work under way is not taken its way from under it."""
    roadmap = locked(way.entry.roadmap, by)
    kept = _fresh(way)
    proposal = kept.entry.proposal
    if kept.entry.fixed is not None and kept.entry.fixed_way_id == kept.pk:
        raise Problem(
            f"“{proposal}” is under way like this.",
            way_out="Say first, among the inputs, in which way it is under way.",
        )
    name = kept.name
    kept.delete()
    touched(roadmap)
    entry.about(roadmap, name=name, proposal=proposal.title)
    entry.about(proposal)
    return roadmap


def _fresh(way: Way) -> Way:
    row = Way.objects.select_related("entry__proposal").filter(pk=way.pk).first()
    if row is None:
        raise Stale("This way is no longer there.", way_out="Open the ways of the proposal again.")
    return row


def _keep(roadmap: Roadmap, way: Way, days: Iterable[Days]) -> None:
    """The way and its days; a specialty that is new to the roadmap gets the days it has."""
    if way.duration > roadmap.length:
        raise Problem(
            f"It takes {way.duration} periods; the roadmap has only {roadmap.length}.",
            way_out="Let it take fewer, or make the roadmap longer.",
            field="duration",
        )
    checked(way).save()
    there = set(roadmap.capacities.values_list("specialty_id", flat=True))
    known = defaults.days_of(roadmap)
    for one in days:
        effort = WayEffort(way=way, specialty_id=one.specialty, low=one.low, likely=one.likely, high=one.high)
        checked(effort).save()
        if one.specialty not in there:
            given = [known.get(one.specialty, 0)] * roadmap.length
            Capacity.objects.create(roadmap=roadmap, specialty_id=one.specialty, days=given)
