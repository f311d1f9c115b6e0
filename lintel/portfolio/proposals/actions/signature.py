"""The two keys: each office signs exactly what it read; the second key takes the decision."""

import datetime as dt
import json

from django.db import IntegrityError, transaction
from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.canonical import canonical
from lintel.audit.models import Signature
from lintel.audit.sides import Office
from lintel.audit.signatures import Keys, hash_of, keys_of, record
from lintel.audit.verification import signature_facts
from lintel.people.access import Key, key_of
from lintel.people.models import User
from lintel.portfolio.proposals import versions
from lintel.portfolio.proposals.access import may_withdraw
from lintel.portfolio.proposals.decided import announce
from lintel.portfolio.proposals.keeping import awaited, lock, office_label, offices_in_words
from lintel.portfolio.proposals.models import Decision, Offer, Proposal, Purpose, State
from lintel.portfolio.proposals.moving import note, place_of
from lintel.portfolio.proposals.standing import SIGNABLE
from lintel.ui.problems import Denied, Problem, Stale


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
    key = _key(by)
    locked = lock(proposal)
    aim = _signable(locked, purpose)
    if hash_of(locked) != content_hash:
        raise Stale(
            "This proposal changed since you read it, so nothing was signed.",
            way_out="Read what changed and sign again if you still agree.",
        )
    keys = keys_of(locked, aim)
    _refuse_second(keys, key, by, locked)
    signature = _record(locked, aim, key, by, moment)
    keys = Keys({**keys.given, key.office: signature})
    stood = place_of(locked)
    decision = _decide(locked, aim, keys, moment) if keys.complete else None
    locked.awaits = awaited(locked) if locked.is_open else ""
    locked.save()
    if place_of(locked) != stood:
        note(locked, stood, at=moment, by=by)
    if decision:
        announce(decision)
    entry.about(
        locked,
        signature=signature_facts(signature),
        version=signature.version,
        office_label=office_label(key.office),
        purpose=aim.value,
        decided=f"; with both keys it is {aim.done}" if decision else "",
        decision=decision.pk if decision else None,
    )
    return signature


@audited(
    "signature.withdrawn",
    says="took back the {office_label}’s key to {purpose} it; it is now version {version}",
)
def withdraw(entry: Draft, proposal: Proposal, *, by: User, purpose: str) -> Proposal:
    """Take one's office's key back before the other has signed.

    Raises the version, so the key no longer counts; what both decided about earlier versions stands, for the
    content is the same.
    """
    key = _key(by)
    locked = lock(proposal)
    keys = keys_of(locked, purpose)
    given = keys.given.get(key.office)
    if given is None or not may_withdraw(key, given):
        raise Problem(
            f"The {office_label(key.office)} has not signed this version for that purpose.",
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
        office_label=office_label(key.office),
        purpose=purpose,
        withdrawn_signature=given.pk,
        withdrawn_version=was,
        version=locked.version,
    )
    return locked


def _key(by: User) -> Key:
    key = key_of(by)
    if key is None:
        raise Denied(
            "Only the two offices sign.",
            way_out="Ask your office holder, or be made their delegate for some days.",
        )
    return key


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


def _refuse_second(keys: Keys, key: Key, by: User, proposal: Proposal) -> None:
    if any(given.signer_id == by.pk for office, given in keys.given.items() if office != key.office):
        raise Denied(
            "You have signed for the other office already; nobody signs for both.",
            way_out=f"The {office_label(key.office)}’s holder or another delegate has to sign.",
        )
    if key.office in keys.given:
        raise Problem(
            f"{keys.given[key.office].signer} has signed for the {office_label(key.office)} already.",
            way_out=f"It now waits for {offices_in_words(keys.missing)}.",
        )


def _record(proposal: Proposal, purpose: Purpose, key: Key, by: User, moment: dt.datetime) -> Signature:
    try:
        with transaction.atomic():
            return record(
                proposal,
                purpose=purpose.value,
                office=key.office,
                signer=by,
                on_behalf_of=key.on_behalf_of,
                at=moment,
            )
    except IntegrityError:
        raise Stale(
            f"Somebody signed for the {office_label(key.office)} at the same moment.",
            way_out="Open the proposal.",
        ) from None


def _decide(proposal: Proposal, purpose: Purpose, keys: Keys, moment: dt.datetime) -> Decision:
    decision = Decision.objects.create(
        proposal=proposal,
        purpose=purpose,
        version=proposal.version,
        content_hash=keys.given[Office.IT].content_hash,
        taken_at=moment,
        marketing_signature=keys.given[Office.MARKETING],
        it_signature=keys.given[Office.IT],
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
