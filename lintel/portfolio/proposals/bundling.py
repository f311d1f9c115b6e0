"""Bundles as a member's page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lintel.portfolio.proposals.models import Bundle, Membership, Proposal, State
from lintel.ui.http import get_visible


@dataclass(frozen=True)
class Bound:
    """One bundle of a proposal: what it says there, the other members, and who of them was stopped."""

    bundle: Bundle
    terms: dict[str, Any]
    others: list[Proposal]
    left: bool  # the bundle has gone on without this proposal, which is kept as it was signed

    @property
    def stopped(self) -> list[Proposal]:
        """Members that will not be done, so that the extra value does not come."""
        return [row for row in self.others if row.state == State.STOPPED]


def bound(proposal: Proposal) -> list[Bound]:
    """The bundles of a proposal; two queries if there are any, none beyond its memberships otherwise."""
    memberships: list[Membership] = list(proposal.memberships.all())
    if not memberships:
        return []
    bundles = Bundle.objects.in_bulk([row.bundle_id for row in memberships])
    keys = {key for row in memberships for key in row.terms["members"]} - {proposal.pk}
    rows = Proposal.objects.only("title", "state").in_bulk(list(keys))
    return [
        Bound(
            bundles[row.bundle_id],
            row.terms,
            [rows[key] for key in row.terms["members"] if key in rows],
            bundles[row.bundle_id].dissolved_at is not None
            or proposal.pk not in bundles[row.bundle_id].members,
        )
        for row in memberships
    ]


def by_numbers(keys: Iterable[int], user: Any) -> list[Proposal]:
    """Proposals by their numbers, all of which the reader sees."""
    rows = Proposal.objects.visible_to(user)
    return [get_visible(rows, pk=key) for key in dict.fromkeys(keys)]
