"""The two keys: each office signs exactly what it read; the second key takes the decision."""

import datetime as dt
import json

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.canonical import canonical
from lintel.audit.models import Signature
from lintel.audit.signatures import Keys, hash_of, keys_of
from lintel.audit.verification import signature_facts
from lintel.people import signing
from lintel.people.models import User
from lintel.portfolio.proposals import versions
from lintel.portfolio.proposals.access import may_withdraw
from lintel.portfolio.proposals.decided import announce
from lintel.portfolio.proposals.keeping import awaited, lock
from lintel.portfolio.proposals.models import Decision, Offer, Proposal, Purpose, State
from lintel.portfolio.proposals.moving import note, place_of
from lintel.portfolio.proposals.standing import SIGNABLE
from lintel.ui.problems import Problem


@audited("proposal.signed", says="signed version {version} for the {office_label} to {purpose} it{decided}")
def sign(
    entry: Draft,
    proposal: Proposal,
    *,
    by: User,
    purpose: str,
    content_hash: str,
    now: dt.datetime | None = None,
) -> Signature:
    """Put one office's key to exactly the content that was read; the second key takes the decision."""
    moment = now or timezone.now()
    key = signing.key_for(by)
    locked = lock(proposal)
    aim = _signable(locked, purpose)
    put = signing.put_key(
        locked, aim.value, key, by=by, content_hash=content_hash, what="this proposal", at=moment
    )
    stood = place_of(locked)
    decision = _decide(locked, aim, put.keys, moment) if put.keys.complete else None
    locked.awaits = awaited(locked) if locked.is_open else ""
    locked.save()
    if place_of(locked) != stood:
        note(locked, stood, at=moment, by=by)
    if decision:
        announce(decision)
    entry.about(
        locked,
        signature=signature_facts(put.signature),
        version=put.signature.version,
        office_label=key.office.label,
        purpose=aim.value,
        decided=f"; with both keys it is {aim.done}" if decision else "",
        decision=decision.pk if decision else None,
    )
    return put.signature


@audited(
    "signature.withdrawn",
    says="took back the {office_label}’s key to {purpose} it; it is now version {version}",
)
def withdraw(entry: Draft, proposal: Proposal, *, by: User, purpose: str) -> Proposal:
    """Take one's office's key back before the other has signed.

    Raises the version, so the key no longer counts; what both decided about earlier versions stands, for the
    content is the same.
    """
    key = signing.key_for(by)
    locked = lock(proposal)
    keys = keys_of(locked, purpose)
    given = keys.given.get(key.office)
    if given is None or not may_withdraw(key, given):
        raise Problem(
            f"The {key.office.label} has not signed this version for that purpose.",
            way_out="Open the proposal to see which keys it has.",
        )
    if keys.complete:
        raise Problem(
            f"Both offices have signed: the proposal is {Purpose(purpose).done}.",
            way_out="Both offices can stop it, or edit it, which voids both signatures.",
        )
    versions.keep_present(locked)
    was = locked.version
    locked.version += 1
    if locked.state == State.OFFERED:
        _offer_again(locked, by)
    locked.awaits = awaited(locked)
    locked.changed_at = timezone.now()
    locked.save()
    versions.keep_edited(locked, by)
    entry.about(
        locked,
        office_label=key.office.label,
        purpose=purpose,
        withdrawn_signature=given.pk,
        withdrawn_version=was,
        version=locked.version,
    )
    return locked


def _signable(proposal: Proposal, purpose: str) -> Purpose:
    if purpose not in Purpose.values:
        raise Problem(
            "Nothing can be signed for that.", way_out="Choose approve, fund, buy or stop.", field="purpose"
        )
    aim = Purpose(purpose)
    if proposal.state not in SIGNABLE[aim]:
        way_out = {
            Purpose.APPROVE: "A draft has to be offered for signature first.",
            Purpose.FUND: "It has to be approved first.",
            Purpose.BUY: "It has to be approved first.",
            Purpose.STOP: "It is already at its end.",
        }[aim]
        raise Problem(
            f"This proposal is {proposal.get_state_display().lower()}: there is nothing to {aim.value}.",
            way_out=way_out,
            field="purpose",
        )
    since = proposal.approval.version if proposal.approval else proposal.version
    if proposal.decisions.filter(purpose=aim, version__gte=since).exists():
        raise Problem(f"Both offices have signed already: it is {aim.done}.", way_out="Open the proposal.")
    return aim


def _decide(proposal: Proposal, purpose: Purpose, keys: Keys, moment: dt.datetime) -> Decision:
    marketing, it = keys.pair
    decision = Decision.objects.create(
        proposal=proposal,
        purpose=purpose,
        version=proposal.version,
        content_hash=it.content_hash,
        taken_at=moment,
        marketing_signature=marketing,
        it_signature=it,
    )
    if purpose == Purpose.APPROVE:
        proposal.state, proposal.approval = State.APPROVED, decision
        proposal.voided_version = proposal.voided_by = proposal.voided_at = None
    elif purpose == Purpose.STOP:
        proposal.state, proposal.stopping = State.STOPPED, decision
        proposal.board_column = proposal.moved_at = None
    proposal.changed_at = moment
    return decision


def _offer_again(proposal: Proposal, by: User) -> None:
    Offer.objects.create(
        proposal=proposal,
        version=proposal.version,
        content_hash=hash_of(proposal),
        content=json.loads(canonical(proposal.content())),
        offered_by=by,
    )
