"""What every write to a proposal has in common: one lock, one version, and signatures that an edit voids."""

from typing import Any, TypeVar

from django.db import models
from django.utils import timezone

from lintel.audit.audited import Draft
from lintel.audit.models import Signature
from lintel.audit.sides import Office
from lintel.audit.signatures import keys_of
from lintel.people.models import User
from lintel.portfolio.proposals import versions
from lintel.portfolio.proposals.access import may_edit
from lintel.portfolio.proposals.changes import announce
from lintel.portfolio.proposals.models import Awaits, Proposal, Purpose, State
from lintel.portfolio.proposals.moving import note, place_of
from lintel.ui.problems import Denied, Problem, Stale

M = TypeVar("M", bound=models.Model)


class Unchanged(Problem):
    """What was sent is what stands there."""

    def __init__(self) -> None:
        super().__init__("Nothing was changed.", way_out="Change something, or leave the page.")


def lock(proposal: Proposal) -> Proposal:
    """The row as it is now, locked until the transaction ends; other writers of this proposal wait."""
    try:
        return Proposal.objects.select_for_update().get(pk=proposal.pk)
    except Proposal.DoesNotExist:
        raise Stale(
            "This proposal is no longer there.", way_out="Open the list of proposals again."
        ) from None


def lock_for_edit(proposal: Proposal, by: User) -> Proposal:
    """Lock a proposal that this person may edit; what it is now is kept as a version."""
    locked = lock(proposal)
    if not locked.is_open:
        raise Problem(
            f"A proposal that is {locked.get_state_display().lower()} is kept as it was signed.",
            way_out="Make a new proposal for what shall be different.",
        )
    if not may_edit(by, locked):
        raise Denied(
            "Only members and office holders of marketing and IT write proposals.",
            way_out="Leave a comment, or ask an administrator for a role on one of the two sides.",
        )
    versions.keep_present(locked)
    return locked


def edited(entry: Draft, proposal: Proposal, by: User) -> int:
    """Raise the version of a locked proposal and void what was signed: it returns to draft; gives how many
    signatures that voided.

    Writes the row; call it once per edit, after the fields are set.
    """
    since = proposal.approval.version if proposal.approval else proposal.version
    signed = Signature.objects.on(proposal).filter(version__gte=since).count()
    if signed:
        proposal.voided_version = since
        proposal.voided_by, proposal.voided_at = by, timezone.now()
    stood = place_of(proposal)
    proposal.state, proposal.awaits = State.DRAFT, Awaits.NOBODY
    proposal.approval = proposal.board_column = proposal.moved_at = None
    proposal.version += 1
    proposal.changed_at = timezone.now()
    proposal.save()
    note(proposal, stood, at=proposal.changed_at, by=by)
    voided = f", which voided {signed} signature{'' if signed == 1 else 's'}" if signed else ""
    entry.about(proposal, version=proposal.version, voided=voided, signatures_voided=signed)
    announce(entry, proposal)
    versions.keep_edited(proposal, by)
    return signed


def awaited(proposal: Proposal) -> Awaits:
    """Whose key is missing: both for a fresh offer, the other's wherever one office has begun to sign."""
    missing: set[Office] = set()
    decided = {decision.purpose for decision in proposal.decisions.filter(version=proposal.version)}
    for purpose in Purpose.values:
        keys = keys_of(proposal, purpose)
        opened = bool(keys.given) or (purpose == Purpose.APPROVE and proposal.state == State.OFFERED)
        if opened and purpose not in decided:
            missing |= set(keys.missing)
    return Awaits.of(missing) if missing else Awaits.NOBODY


def set_fields(instance: models.Model, values: dict[str, Any]) -> list[str]:
    """Set what differs; returns the names of the fields that changed."""
    changed = [name for name, value in values.items() if getattr(instance, name) != value]
    for name in changed:
        setattr(instance, name, values[name])
    return changed
