"""A person's word on two records, and its withdrawal. The next matching, asked for at once, heeds it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.customers.matching.access import may_decide
from lintel.customers.matching.actions import matching
from lintel.customers.matching.anchors import note
from lintel.customers.matching.customers import customers_of, records_of
from lintel.customers.matching.models import PairDecision
from lintel.people.models import User
from lintel.ui.problems import Denied, Missing, Problem

MOST_OTHERS = 200  # records of one customer that an un-merge names


@audited("decision.taken", says="said that two records are {word}")
def decide(entry: Draft, left: str, right: str, *, word: str, why: str = "", by: User | None) -> PairDecision:
    """Say that two records ("source:id") are one customer (`must`) or never (`cannot`).

    Raises `Missing` when one of them is no record, `Problem` when it is one record twice.
    """
    _refuse_stranger(by)
    if word not in PairDecision.Word.values:
        raise Problem("There is no such answer.", way_out="Say must or cannot.", field="word")
    if left == right:
        raise Problem("A record is one customer with itself.", way_out="Name two records.", field="right")
    held = customers_of([left, right])
    for record in (left, right):
        if record not in held:
            raise Missing(f"There is no record {record}.", way_out="Look it up in its source.")
    decision = _say(left, right, word, why, by)
    entry.about(decision, word=decision.get_word_display().lower())
    for customer in sorted(set(held.values())):
        entry.about(note(customer))
    entry.seal(decision, why=why)
    matching.ask(by=by)
    return decision


@audited("decision.unmerged", says="took a record out of a customer: it is none of its {others} others")
def unmerge(entry: Draft, customer_id: str, record: str, *, why: str, by: User | None) -> list[PairDecision]:
    """Take a record out of a customer for good: it cannot be any of the others. A reason is needed."""
    _refuse_stranger(by)
    if not why.strip():
        raise Problem("An un-merge needs a reason.", way_out="Say why it is another person.", field="why")
    records = records_of(customer_id)
    if record not in records:
        raise Missing(f"{record} is no record of this customer.", way_out="Look at the customer again.")
    others = [other for other in records if other != record]
    if not others:
        raise Problem("This record is alone already.", way_out="There is nothing to take apart.")
    if len(others) > MOST_OTHERS:
        raise Problem(
            f"This customer has more than {MOST_OTHERS} records.",
            way_out="So large a customer is rather a value that many share: raise the threshold.",
        )
    said = [_say(record, other, PairDecision.Word.CANNOT, why, by) for other in others]
    entry.about(note(customer_id), others=len(others))
    entry.seal(note(customer_id), why=why)
    matching.ask(by=by)
    return said


@audited("decision.withdrawn", says="took a word about two records back")
def take_back(entry: Draft, decision: PairDecision, *, by: User | None) -> PairDecision:
    """Leave the two records to the model again."""
    _refuse_stranger(by)
    if not PairDecision.objects.in_force().filter(pk=decision.pk).update(taken_back_at=timezone.now()):
        raise Problem("This was taken back already.", way_out="There is nothing left to do.")
    decision.refresh_from_db()
    entry.about(decision)
    matching.ask(by=by)
    return decision


@audited("decision.forgotten", says="removed {count} words about erased records")
def forget(entry: Draft, customer_id: str, records: Iterable[str], *, by: User | None) -> int:
    """Remove what was ever said about the records of a customer who is erased; their keys go with it."""
    keys = sorted(set(records))
    rows = PairDecision.objects.filter(Q(record_l__in=keys) | Q(record_r__in=keys))
    count: int = rows.delete()[0]
    entry.about(note(customer_id), count=count)
    return count


def _refuse_stranger(by: User | None) -> None:
    if by is not None and not may_decide(by):
        raise Denied(
            "Who decides about people's records works on a side and sees customers by name.",
            way_out="Ask an office holder for a clearance.",
        )


def _say(left: str, right: str, word: str, why: str, by: User | None) -> PairDecision:
    one, other = sorted((left, right))
    with transaction.atomic():
        PairDecision.objects.in_force().filter(record_l=one, record_r=other).update(
            taken_back_at=timezone.now()
        )
        return PairDecision.objects.create(
            record_l=one, record_r=other, word=word, why=why.strip()[:300], decided_by=by
        )
