"""Bringing an earlier content back: an edit like any other, so nothing that came between is lost."""

from lintel.audit.audited import Draft, audited
from lintel.people.models import User
from lintel.portfolio.proposals import versions
from lintel.portfolio.proposals.keeping import Unchanged, edited, lock_for_edit
from lintel.portfolio.proposals.models import Proposal
from lintel.portfolio.proposals.restoring import put_back
from lintel.portfolio.proposals.wording import plain
from lintel.ui.problems import Stale


@audited("proposal.restored", says="brought version {restored} back as version {version}{voided}")
def restore(
    entry: Draft, proposal: Proposal, number: int, *, by: User, seen_version: int | None = None
) -> Proposal:
    """The content of an earlier version as a new one. Bundles stay as they are: they are all members’."""
    locked = lock_for_edit(proposal, by)
    if seen_version is not None and seen_version != locked.version:
        raise Stale(
            f"Somebody changed this proposal since you opened it: it is now version {locked.version}.",
            way_out="Look at what changed, then bring the earlier version back if you still want to.",
        )
    wanted = locked.versions.filter(number=number).first()
    if wanted is None or number == locked.version:
        raise Stale(
            f"There is no earlier version {number} of this proposal.", way_out="Choose one from its versions."
        )
    before = plain(locked)
    put_back(locked, wanted)
    if not versions.differing(before, plain(locked)):
        raise Unchanged
    edited(entry, locked, by)
    entry.facts |= {"restored": number}
    return locked
