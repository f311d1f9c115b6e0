"""What a customer says should stand in one of their fields."""

import uuid

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.customers.matching.anchors import note
from lintel.customers.privacy.access import may_answer
from lintel.customers.privacy.models import Correction
from lintel.customers.profiles.actions import override
from lintel.customers.shapes import ATTRIBUTES
from lintel.people.models import User
from lintel.people.texts import line
from lintel.ui.problems import Denied, Problem

MOST_OPEN = 30  # of one customer; a page without a login is no place to pour text into


@audited("correction.asked", says="passed on what a customer asked on their own page: to correct {attribute}")
def ask(
    entry: Draft, customer_id: str | uuid.UUID, attribute: str, value: str, *, by: None = None
) -> Correction:
    """The customer's wish; it waits until somebody accepts it, for a link may have been passed on."""
    if attribute not in ATTRIBUTES:
        raise Problem("There is no such field.", way_out="Choose one from the list.", field="attribute")
    value = line(value, "value", "What should stand there", most=300)
    customer = note(customer_id)
    if Correction.objects.open().filter(customer_id=customer.pk).count() >= MOST_OPEN:
        raise Problem("Many of your corrections wait already.", way_out="You will hear from us.")
    correction = Correction.objects.create(customer_id=customer.pk, attribute=attribute, value=value)
    entry.about(correction, attribute=attribute.replace("_", " "))
    entry.about(customer)
    entry.seal(customer, value=value)
    return correction


@audited("correction.accepted", says="accepted a customer’s correction of {attribute}")
def accept(entry: Draft, correction: Correction, *, by: User) -> Correction:
    """Let the customer's value stand above every source from now on."""
    decided = _decide(entry, correction, accepted=True, answer="", by=by)
    override.write(
        decided.customer_id, decided.attribute, decided.value, reason="The customer said so.", by=by
    )
    return decided


@audited("correction.declined", says="declined a customer’s correction of {attribute}")
def decline(entry: Draft, correction: Correction, *, answer: str, by: User) -> Correction:
    """Leave the field as it is, and say why: the customer reads it on their page."""
    answer = line(answer, "answer", "The answer", most=300, required=True)
    return _decide(entry, correction, accepted=False, answer=answer, by=by)


def _decide(entry: Draft, correction: Correction, *, accepted: bool, answer: str, by: User) -> Correction:
    if not may_answer(by):
        raise Denied("Corrections are answered by who sees customers by name.", way_out="Ask one of them.")
    changed = Correction.objects.filter(pk=correction.pk, decided_at=None).update(
        decided_at=timezone.now(), decided_by=by, accepted=accepted, answer=answer
    )
    if not changed:
        raise Problem("This correction was answered already.", way_out="Read the answer.")
    correction.refresh_from_db()
    entry.about(correction, attribute=correction.attribute.replace("_", " "))
    entry.about(note(correction.customer_id))
    return correction
