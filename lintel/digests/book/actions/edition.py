"""Editions of the strategy book: kept, signed with two keys, taken back, thrown away while nobody signed."""

from __future__ import annotations

import datetime as dt

from django.db.models import Max
from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.models import ChainHead, Signature
from lintel.audit.verification import signature_facts
from lintel.digests.book.access import may_keep
from lintel.digests.book.models import PURPOSE, Awaited, Edition
from lintel.digests.book.shape import Book
from lintel.people import signing
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale

DEED = "sign the book"


@audited("book.kept", says="kept edition {number} of the strategy book")
def keep(entry: Draft, book: Book, *, day: dt.date, note: str = "", by: User) -> Edition:
    """Keep what the book says today, for both offices to sign."""
    if not may_keep(by):
        raise Denied(
            "Members and office holders of marketing and IT keep editions.", way_out="Ask one of them."
        )
    if all(one.is_empty for one in book.sections):
        raise Problem("There is nothing to keep yet.", way_out="The book fills itself from the other rooms.")
    ChainHead.objects.select_for_update().filter(pk=1).first()  # two that keep at once queue here
    number = (Edition.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    row = Edition.objects.create(
        number=number, note=note.strip()[:300], day=day, body=book.plain(), taken_by=by
    )
    entry.about(row, number=number)
    return row


@audited("book.signed", says="signed edition {number} of the strategy book for the {office}{decided}")
def sign(entry: Draft, edition: Edition, *, by: User, content_hash: str) -> Signature:
    """Put one office's key to exactly the edition that was read. Errors: `Denied`, `Problem`, `Stale`."""
    key = signing.key_for(by, DEED)
    row = _locked(edition)
    put = signing.put_key(row, PURPOSE, key, by=by, content_hash=content_hash, what="this edition")
    row.awaits, decided = put.keys.awaits, ""
    if put.keys.complete:
        row.signed_at = timezone.now()
        row.marketing_signature, row.it_signature = put.keys.pair
        decided = "; with both keys it stands"
    row.save()
    facts = signature_facts(put.signature)
    entry.about(row, number=row.number, office=key.office.label, signature=facts, decided=decided)
    return put.signature


@audited("book.unsigned", says="took the {office}’s key to edition {number} back")
def withdraw(entry: Draft, edition: Edition, *, by: User) -> Edition:
    """Take one's office's key back before the other office has signed."""
    key = signing.key_for(by, DEED)
    row = _locked(edition)
    signing.take_back(row, PURPOSE, key, what="this edition", instead="Keep another edition instead.")
    entry.about(row, number=row.number, office=key.office.label)
    return row


@audited("book.thrown-away", says="threw edition {number} of the strategy book away")
def discard(entry: Draft, edition: Edition, *, by: User) -> None:
    """Throw an edition away that nobody signed; one that carries a key stays."""
    if not may_keep(by):
        raise Denied("Members and office holders of both sides keep editions.", way_out="Ask one of them.")
    row = _locked(edition)
    if row.awaits != Awaited.BOTH:
        raise Problem("An office has signed this edition.", way_out="It takes its key back first.")
    entry.about(row, number=row.number)
    Edition.objects.filter(pk=row.pk).delete()


def _locked(edition: Edition) -> Edition:
    row = Edition.objects.select_for_update(of=("self",)).filter(pk=edition.pk).first()
    if row is None:
        raise Stale("This edition is no longer there.", way_out="Open the list of editions.")
    return row
