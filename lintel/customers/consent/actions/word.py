"""What a customer said about being used, written down at once."""

import uuid

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.customers.consent.access import may_record_word
from lintel.customers.consent.answers import identities_of
from lintel.customers.consent.models import EVERY, Channel, ConsentWord, Purpose, Word
from lintel.customers.matching.anchors import note
from lintel.people.models import User
from lintel.people.texts import line
from lintel.ui.problems import Denied, Problem

OWN_PAGE = "the customer’s own page"


@audited("consent.recorded", says="wrote down a customer’s word about {purpose}, {channel}: {word}")
def record(
    entry: Draft,
    customer_id: str | uuid.UUID,
    purpose: Purpose | None,
    channel: str,
    word: str,
    *,
    origin: str,
    by: User,
    reason: str = "",
) -> ConsentWord:
    """Write down what a customer said to us: where (`origin`), and why when it lifts an earlier refusal.

    `purpose=None` means every purpose. Errors: `Denied` without a clearance, `Problem` at the wrong field.
    """
    if not may_record_word(by):
        raise Denied(
            "A customer’s word is written down by who works with customers and sees them by name.",
            way_out="Ask an office holder for a clearance.",
        )
    origin = line(origin, "origin", "Where it was said", most=200, required=True)
    if word == Word.GRANTED and not reason.strip():
        raise Problem(
            "A grant lifts what was refused before, so it needs a reason.",
            way_out="Say what the customer asked for and how you know that it was them.",
            field="reason",
        )
    return _say(entry, customer_id, purpose, channel, word, origin=origin, reason=reason, by=by)


@audited(
    "consent.said",
    says="wrote down what a customer said on their own page about {purpose}, {channel}: {word}",
)
def say(
    entry: Draft,
    customer_id: str | uuid.UUID,
    purpose: Purpose | None,
    channel: str,
    word: str,
    *,
    by: None = None,
) -> ConsentWord:
    """The customer's own word, said on their own page; it counts at once."""
    return _say(entry, customer_id, purpose, channel, word, origin=OWN_PAGE, reason="", by=by)


def _say(
    entry: Draft,
    customer_id: str | uuid.UUID,
    purpose: Purpose | None,
    channel: str,
    word: str,
    *,
    origin: str,
    reason: str,
    by: User | None,
) -> ConsentWord:
    if word not in Word.values:
        raise Problem("There is no such word.", way_out=f"Use {', '.join(Word.values)}.", field="word")
    ways = [*(purpose.channels if purpose else Channel.values), EVERY]
    if channel not in ways:
        raise Problem("This channel is not used.", way_out=f"Use {', '.join(ways)}.", field="channel")
    customer = note(customer_id)
    said = ConsentWord.objects.create(
        customer_id=customer.pk,
        purpose=purpose,
        channel=channel,
        word=word,
        at=timezone.now(),
        origin=origin,
        by=by,
        covers=identities_of(str(customer.pk), alone=word != Word.GRANTED),
    )
    entry.about(customer, purpose=purpose.slug if purpose else EVERY, channel=channel, word=word)
    entry.seal(customer, reason=reason, origin=origin)
    return said
