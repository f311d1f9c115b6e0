"""Bundles of proposals as one roadmap sees them."""

from dataclasses import dataclass

from lintel.portfolio.proposals.models import Bundle, Proposal, State
from lintel.portfolio.roadmaps.models import BundleWorth, Roadmap

BUNDLE = "bundle-"  # before a bundle's number: its key among the engine's


@dataclass(frozen=True)
class Joint:
    """A bundle with a proposal in the roadmap, and what it is worth there beyond its proposals.

    `inside` are to be planned here; of the others those that are done are there already, while `missing` were
    not taken in and `stopped` never come, so that the bundle counts for nothing.
    """

    bundle: Bundle
    inside: list[Proposal]
    missing: list[Proposal]
    stopped: list[Proposal]
    worth: BundleWorth

    @property
    def counts(self) -> bool:
        """Whether a plan can make it whole."""
        return not self.missing and not self.stopped

    @property
    def said(self) -> bool:
        """Whether both sides have said what it is worth."""
        return self.worth.worth_marketing is not None and self.worth.worth_it is not None


def joints(roadmap: Roadmap) -> list[Joint]:
    """The roadmap's bundles by name, in four queries."""
    keys = set(roadmap.entries.values_list("proposal_id", flat=True))
    rows = Bundle.objects.standing().filter(memberships__proposal__in=roadmap.entries.values("proposal"))
    bundles = [row for row in rows.distinct().order_by("name", "pk") if keys.intersection(row.members)]
    proposals = Proposal.objects.only("title", "state").in_bulk(
        list({key for row in bundles for key in row.members})
    )
    worths = {row.bundle_id: row for row in roadmap.bundle_worths.filter(bundle__in=bundles)}
    return [
        _joint(
            row,
            [proposals[key] for key in row.members if key in proposals],
            keys,
            worths.get(row.pk) or BundleWorth(roadmap=roadmap, bundle=row),
        )
        for row in bundles
    ]


def _joint(bundle: Bundle, members: list[Proposal], keys: set[int], worth: BundleWorth) -> Joint:
    going = [row for row in members if row.state != State.STOPPED]
    return Joint(
        bundle,
        [row for row in going if row.pk in keys],
        [row for row in going if row.pk not in keys and row.state != State.DONE],
        [row for row in members if row.state == State.STOPPED],
        worth,
    )


def unsaid(roadmap: Roadmap) -> int:
    """How many bundles could be whole, but were not weighed by both sides."""
    return sum(joint.counts and not joint.said for joint in joints(roadmap))
