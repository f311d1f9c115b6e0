"""Agreeing on what a figure means: offer, two signatures over the exact definition, or a dispute."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.models import Signature
from lintel.audit.sides import Office
from lintel.audit.signatures import Keys, hash_of, keys_of, record
from lintel.audit.verification import signature_facts
from lintel.insight.definitions.access import may_define, may_dispute, may_settle
from lintel.insight.definitions.actions._keeping import locked
from lintel.insight.definitions.models import AGREE, Awaits, Dispute, Metric, State
from lintel.people.access import key_of
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale


@audited("metric.offered", says="offered version {version} to both offices")
def offer(entry: Draft, metric: Metric, *, by: User) -> Metric:
    """Lay the draft before both offices."""
    if not may_define(by):
        raise Denied(
            "Metrics are offered by office holders, members and analysts.",
            way_out="Ask one of them to offer it.",
        )
    found = locked(metric, None)
    if found.state != State.DRAFT:
        raise Problem(
            f"Only a draft is offered; this metric is {found.get_state_display().lower()}.",
            way_out="Open the metric to see whose turn it is.",
        )
    found.state, found.awaits, found.changed_at = State.REVIEW, Awaits.BOTH, timezone.now()
    found.save(update_fields=["state", "awaits", "changed_at"])
    entry.about(found, version=found.version)
    return found


@audited("metric.signed", says="signed version {version} for the {office_label}{agreed}")
def sign(entry: Draft, metric: Metric, *, content_hash: str, by: User) -> Signature:
    """Put one office's key to exactly the definition that was read; with the second it is agreed."""
    key = key_of(by)
    if key is None:
        raise Denied(
            "Only the two offices sign: their holders, or whom they made a delegate.",
            way_out="Say in a comment what you think of the definition.",
        )
    found = locked(metric, None)
    if found.state not in {State.REVIEW, State.DISPUTED}:
        raise Problem(
            f"There is nothing to sign: this metric is {found.get_state_display().lower()}.",
            way_out="A draft has to be offered first.",
        )
    if found.state == State.DISPUTED:
        raise Problem(
            "Somebody disputes this wording, so nobody signs it yet.",
            way_out="Change the definition, or settle the dispute with them.",
        )
    if hash_of(found) != content_hash:
        raise Stale(
            "This definition changed since you read it, so nothing was signed.",
            way_out="Read it again and sign if you still agree.",
        )
    keys = keys_of(found, AGREE)
    _refuse_second(keys, key.office, by)
    signature = _record(found, key.office, key.on_behalf_of, by)
    keys = Keys({**keys.given, key.office: signature})
    _settle_state(found, keys)
    entry.about(
        found,
        signature=signature_facts(signature),
        version=found.version,
        office_label=Office(key.office).label,
        agreed="; both offices agree on it" if keys.complete else "",
    )
    return signature


@audited("metric.disputed", says="disputes version {version}")
def dispute(entry: Draft, metric: Metric, *, text: str, by: User) -> Dispute:
    """Say what is wrong with a wording; it waits until it is changed or the dispute is taken back."""
    found = locked(metric, None)
    if not may_dispute(by, found):
        raise Denied(
            "What is in review or agreed is disputed by office holders, members and analysts.",
            way_out="Leave a comment instead.",
        )
    if not text.strip():
        raise Problem(
            "It does not say what is wrong.", way_out="Say what it should mean instead.", field="text"
        )
    made = Dispute.objects.create(metric=found, version=found.version, text=text.strip()[:2000], by=by)
    found.state, found.changed_at, found.agreed_at = State.DISPUTED, timezone.now(), None
    found.awaits = found.awaits or Awaits.BOTH
    found.save(update_fields=["state", "changed_at", "agreed_at", "awaits"])
    entry.about(found, version=found.version)
    entry.seal(by, text=made.text)
    return made


@audited("dispute.settled", says="took the dispute back")
def settle(entry: Draft, given: Dispute, *, by: User) -> Metric:
    """Take one's dispute back; with the last one gone, the signatures given so far count again."""
    found = locked(given.metric, None)
    given.refresh_from_db()
    if not may_settle(by, given):
        raise Denied(
            "A dispute is taken back by who raised it, while it is open.",
            way_out="Change the definition so that it says what both mean.",
        )
    given.settled_at = timezone.now()
    given.save(update_fields=["settled_at"])
    if not found.disputes.filter(settled_at=None).exists():
        found.state = State.REVIEW
        _settle_state(found, keys_of(found, AGREE))
    entry.about(found)
    return found


def _settle_state(metric: Metric, keys: Keys) -> None:
    if keys.complete:
        metric.state, metric.awaits, metric.agreed_at = State.AGREED, Awaits.NOBODY, timezone.now()
    else:
        missing = keys.missing
        metric.awaits = Awaits.BOTH if len(missing) > 1 else Awaits(missing[0].value)
    metric.changed_at = timezone.now()
    metric.save(update_fields=["state", "awaits", "agreed_at", "changed_at"])


def _refuse_second(keys: Keys, office: Office, by: User) -> None:
    if any(given.signer_id == by.pk for other, given in keys.given.items() if other != office):
        raise Denied(
            "You have signed for the other office already; nobody signs for both.",
            way_out="Its holder or another delegate has to sign.",
        )
    if office in keys.given:
        raise Problem(
            f"{keys.given[office].signer} has signed for the {office.label} already.",
            way_out=f"It now waits for the {office.other.label}.",
        )


def _record(metric: Metric, office: Office, on_behalf_of: User | None, by: User) -> Signature:
    try:
        with transaction.atomic():
            return record(
                metric, purpose=AGREE, office=office, signer=by, on_behalf_of=on_behalf_of, at=timezone.now()
            )
    except IntegrityError:
        raise Stale(
            f"Somebody signed for the {office.label} at the same moment.", way_out="Open the metric."
        ) from None
