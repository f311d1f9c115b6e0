"""Editions of the strategy book: kept, signed with two keys, taken back, thrown away while nobody signed."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.models import ChainHead, Signature
from lintel.audit.sides import OFFICES, Office
from lintel.audit.signatures import hash_of, keys_of, record
from lintel.audit.verification import signature_facts
from lintel.digests.book.access import key_held, may_keep
from lintel.digests.book.models import PURPOSE, Awaited, Edition
from lintel.digests.book.shape import Book
from lintel.people.access import Key
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale


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
    key = _key(by)
    row = _locked(edition)
    if hash_of(row) != content_hash:
        raise Stale("This edition changed since you read it.", way_out="Read it again, then sign it.")
    given = keys_of(row, PURPOSE).given
    if any(one.signer_id == by.pk for office, one in given.items() if office != key.office):
        raise Denied(
            "You have signed for the other office already; nobody signs for both.",
            way_out=f"The {key.office.label}’s holder or another delegate has to sign.",
        )
    if key.office in given:
        raise Problem(f"{given[key.office].signer} has signed for the {key.office.label} already.")
    signature = _recorded(row, key, by)
    given = {**given, key.office: signature}
    missing = [office for office in OFFICES if office not in given]
    row.awaits = Awaited(missing[0].value) if missing else Awaited.NOBODY
    if not missing:
        row.signed_at = timezone.now()
        row.marketing_signature, row.it_signature = given[Office.MARKETING], given[Office.IT]
    row.save()
    decided = "" if missing else "; with both keys it stands"
    facts = signature_facts(signature)
    entry.about(row, number=row.number, office=key.office.label, signature=facts, decided=decided)
    return signature


@audited("book.unsigned", says="took the {office}’s key to edition {number} back")
def withdraw(entry: Draft, edition: Edition, *, by: User) -> Edition:
    """Take one's office's key back before the other office has signed."""
    key = _key(by)
    row = _locked(edition)
    if row.signed_at is not None or key.office not in keys_of(row, PURPOSE).given:
        raise Problem(
            f"The {key.office.label} has not signed this edition, or both have.",
            way_out="Keep another edition instead.",
        )
    row.version += 1
    row.awaits = Awaited.BOTH
    row.save(update_fields=["version", "awaits"])
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


def _key(by: User) -> Key:
    key = key_held(by)
    if key is None:
        raise Denied(
            "Only the two offices sign the book.",
            way_out="Ask your office holder, or be made their delegate for some days.",
        )
    return key


def _recorded(row: Edition, key: Key, by: User) -> Signature:
    try:
        with transaction.atomic():
            return record(
                row, purpose=PURPOSE, office=key.office, signer=by, on_behalf_of=key.on_behalf_of,
                at=timezone.now(),
            )  # fmt: skip
    except IntegrityError:
        raise Stale("Somebody signed at the same moment.", way_out="Open the edition again.") from None
