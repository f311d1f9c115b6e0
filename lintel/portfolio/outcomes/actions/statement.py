"""What an owner states about a benefit that no metric shows, and the other side's word on it."""

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.models import Signature
from lintel.audit.sides import Office, Side
from lintel.audit.signatures import hash_of
from lintel.audit.verification import signature_facts
from lintel.people import signing
from lintel.people.access import Key
from lintel.people.models import User
from lintel.portfolio.outcomes.access import owner_side
from lintel.portfolio.outcomes.keeping import lock_open, outcome_of
from lintel.portfolio.outcomes.models import STATE, Extent, Outcome, PromisedBenefit, Statement
from lintel.portfolio.outcomes.said import Stated
from lintel.ui.checking import checked
from lintel.ui.problems import Denied, Problem

ONLY_OWNERS = "Only the two owners of a benefit state what came of it."


@audited("statement.written", says="stated what came of benefit {benefit}: {extent}")
def write(entry: Draft, benefit: PromisedBenefit, said: Stated, *, by: User) -> Statement:
    """State it for one's own side; it counts once the other side accepts exactly these words.

    Errors: `Denied`, `Problem` for a benefit that a metric shows, or while it is not delivered.
    """
    outcome = _delivered(benefit, by)
    side = owner_side(by, benefit.arrangement)
    if side is None:
        raise Denied(ONLY_OWNERS, way_out="Ask them, or become one.")
    if benefit.metric_id is not None:
        raise Problem(
            "This benefit is bound to a metric: it is measured, not stated.",
            way_out="Have it measured.",
        )
    if said.extent not in Extent.values:
        raise Problem("Say how far it came.", way_out="Choose from the list.", field="extent")
    row = Statement.objects.select_for_update().filter(benefit=benefit).first()
    if row is None:
        row = Statement(benefit=benefit)
    else:
        row.version += 1
    row.extent, row.words, row.link = said.extent, said.words.strip(), said.link.strip()
    row.by, row.at = by, timezone.now()
    checked(row).save()
    signature = _put_word(row, side, by, hash_of(row))
    entry.about(
        outcome.proposal, benefit=benefit.place + 1, extent=Extent(row.extent).label.lower(),
        version=row.version, signature=signature_facts(signature),
    )  # fmt: skip
    entry.about(outcome)
    return row


@audited("statement.accepted", says="accepted for {side} what was stated about benefit {benefit}")
def accept(entry: Draft, statement: Statement, *, by: User, content_hash: str) -> Statement:
    """The other owner accepts exactly what was read. Errors: `Denied`, `Problem`, `Stale`."""
    benefit = statement.benefit
    outcome = _delivered(benefit, by)
    side = owner_side(by, benefit.arrangement)
    if side is None:
        raise Denied(ONLY_OWNERS, way_out="Ask them, or become one.")
    row: Statement = Statement.objects.select_for_update().get(pk=statement.pk)
    signature = _put_word(row, side, by, content_hash)
    entry.about(
        outcome.proposal, benefit=benefit.place + 1, side=Side(side).label, version=row.version,
        signature=signature_facts(signature),
    )  # fmt: skip
    entry.about(outcome)
    return row


def _put_word(row: Statement, side: Office, by: User, content_hash: str) -> Signature:
    put = signing.put_key(
        row, STATE, Key(side, None), by=by, content_hash=content_hash, what="this statement", owners=True
    )
    return put.signature


def _delivered(benefit: PromisedBenefit, by: User) -> Outcome:
    outcome = lock_open(outcome_of(benefit), by)
    if outcome.delivered_on is None:
        raise Problem("It is not delivered yet.", way_out="State what came once it is.")
    return outcome
