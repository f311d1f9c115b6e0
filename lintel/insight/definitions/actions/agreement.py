"""Agreeing on what a figure means: offer, two signatures over the exact definition, or a dispute."""

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.models import Signature
from lintel.audit.signatures import Keys, keys_of
from lintel.audit.verification import signature_facts
from lintel.insight.definitions.access import may_define, may_dispute, may_settle
from lintel.insight.definitions.actions._keeping import locked
from lintel.insight.definitions.models import AGREE, Awaits, Dispute, Metric, State
from lintel.people import signing
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem


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
    key = signing.key_for(by)
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
    put = signing.put_key(found, AGREE, key, by=by, content_hash=content_hash, what="this definition")
    _settle_state(found, put.keys)
    entry.about(
        found,
        signature=signature_facts(put.signature),
        version=found.version,
        office_label=key.office.label,
        agreed="; both offices agree on it" if put.keys.complete else "",
    )
    return put.signature


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
    metric.awaits = keys.awaits
    if keys.complete:
        metric.state, metric.agreed_at = State.AGREED, timezone.now()
    metric.changed_at = timezone.now()
    metric.save(update_fields=["state", "awaits", "agreed_at", "changed_at"])
