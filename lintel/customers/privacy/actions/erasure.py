"""Erasing a customer: asked, confirmed by a second person, carried out, verified, certified."""

import datetime as dt
import hashlib
import json
import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.models import Entry, Run
from lintel.audit.runs import start
from lintel.customers.matching.anchors import note
from lintel.customers.matching.customers import current_id
from lintel.customers.privacy import hashing, journal
from lintel.customers.privacy.access import may_ask_erasure, may_confirm
from lintel.customers.privacy.actions import _removing
from lintel.customers.privacy.models import Erasure, ErasureState, Tombstone
from lintel.customers.privacy.searching import Search
from lintel.customers.privacy.subject import Subject
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem
from lintel.warehouse.actions import snapshot
from lintel.warehouse.models import Dataset

KIND = "privacy.erase"


@audited("erasure.asked", says="asked for a customer to be erased")
def ask(entry: Draft, customer_id: str | uuid.UUID, *, reason: str, by: User) -> Erasure:
    """Pass on that a customer wants to be erased; somebody of the other side confirms it."""
    if not may_ask_erasure(by):
        raise Denied(
            "Erasures are asked for by who works with customers and sees them by name.",
            way_out="Ask an office holder for a clearance.",
        )
    if not reason.strip():
        raise Problem(
            "An erasure needs a reason.", way_out="Say how the customer asked for it.", field="reason"
        )
    customer = note(current_id(str(customer_id)))
    erasure = _begin(customer.pk, ErasureState.ASKED, by)
    entry.about(erasure)
    entry.about(customer)
    entry.seal(customer, reason=reason.strip())
    return erasure


@audited("erasure.wanted", says="passed on what a customer asked on their own page: to be erased")
def want(entry: Draft, customer_id: str | uuid.UUID, *, by: None = None) -> Erasure:
    """The customer's own wish, said twice on their own page: it begins at once, as a run."""
    customer = note(current_id(str(customer_id)))
    erasure = _begin(customer.pk, ErasureState.CONFIRMED, by)
    entry.about(erasure)
    entry.about(customer)
    _start(erasure, by)
    return erasure


@audited("erasure.repeated", says="began to erase a customer again whom a restored backup brought back")
def again(entry: Draft, customer_id: str, *, by: User | None) -> Erasure:
    """The erasure of somebody who was erased before: it was decided then."""
    customer = note(customer_id)
    open_one = Erasure.objects.under_way().filter(customer_id=customer.pk).first()
    erasure = open_one or _begin(customer.pk, ErasureState.CONFIRMED, None)
    entry.about(erasure)
    entry.about(customer)
    return erasure


def _begin(customer_id: uuid.UUID, state: ErasureState, by: User | None) -> Erasure:
    try:
        with transaction.atomic():
            return Erasure.objects.create(customer_id=customer_id, state=state, asked_by=by)
    except IntegrityError:
        raise Problem(
            "This customer’s erasure is under way already.", way_out="See it among the erasures."
        ) from None


@audited("erasure.confirmed", says="confirmed the erasure of a customer")
def confirm(entry: Draft, erasure: Erasure, *, by: User | None) -> Erasure:
    """The second person of the other side agrees; the run begins. `by=None` is the command line's owner."""
    if by is not None and not may_confirm(by, erasure):
        raise Denied(
            "An erasure is confirmed by somebody of the other side.", way_out="Ask a colleague over there."
        )
    changed = Erasure.objects.filter(pk=erasure.pk, state=ErasureState.ASKED).update(
        state=ErasureState.CONFIRMED, confirmed_by=by, confirmed_at=timezone.now()
    )
    if not changed:
        raise Problem("This erasure does not wait for a confirmation.", way_out="Look at it again.")
    erasure.refresh_from_db()
    entry.about(erasure)
    entry.about(note(erasure.customer_id))
    _start(erasure, by)
    return erasure


@audited("erasure.declined", says="declined the erasure of a customer")
def decline(entry: Draft, erasure: Erasure, *, reason: str, by: User) -> Erasure:
    """Say no, with a reason that the customer can be told; the law knows few."""
    if not may_confirm(by, erasure) and by.pk != erasure.asked_by_id:
        raise Denied(
            "An erasure is declined by somebody of the other side.", way_out="Ask a colleague over there."
        )
    if not reason.strip():
        raise Problem("Say why.", way_out="The customer has a right to know.", field="reason")
    if not Erasure.objects.filter(pk=erasure.pk, state=ErasureState.ASKED).update(
        state=ErasureState.DECLINED, done_at=timezone.now()
    ):
        raise Problem("This erasure does not wait for a confirmation.", way_out="Look at it again.")
    erasure.refresh_from_db()
    entry.about(erasure)
    entry.about(note(erasure.customer_id))
    entry.seal(note(erasure.customer_id), reason=reason.strip())
    return erasure


@audited("erasure.resumed", says="started an erasure again")
def resume(entry: Draft, erasure: Erasure, *, by: User | None) -> Run:
    """Erase and verify again what an earlier run left open."""
    if by is not None and not may_ask_erasure(by):
        raise Denied("Erasures are carried out by who sees customers by name.", way_out="Ask one of them.")
    if erasure.state not in {ErasureState.OPEN, ErasureState.CONFIRMED}:
        raise Problem("This erasure is not open.", way_out="Look at it again.")
    entry.about(erasure)
    return _start(erasure, by)


def _start(erasure: Erasure, by: User | None) -> Run:
    return start(KIND, "Erase a customer", {"erasure": erasure.pk}, by=by)


@audited("erasure.carried-out", says="removed a customer: {removed}")
def carry_out(entry: Draft, erasure: Erasure, subject: Subject, *, by: Any) -> Erasure:
    """Remove everything and leave tombstones, in one transaction; earlier snapshots are purged with it."""
    customer = note(erasure.customer_id)
    sealed = _removing.from_warehouse(subject)
    counts: dict[str, int] = {}
    if sealed:
        before = {one.name: one.current.rows for one in _datasets(sealed) if one.current}
        snapshot.publish(sealed, by=by)
        counts = {one.name: max(0, before.get(one.name, 0) - one.rows) for one in sealed}
    touched = Dataset.objects.filter(name__startswith="customers.", current__isnull=False)
    snapshot.purge(list(touched), by=by)
    counts |= _removing.from_database(subject)
    counts = {name: count + erasure.removed.get(name, 0) for name, count in counts.items()}
    now = timezone.now()
    identities = [*subject.identities, *(("customer", one) for one in subject.ids)]
    hashes = {hashing.keyed(*pair) for pair in identities}
    known = set(Tombstone.objects.filter(hash__in=hashes).values_list("hash", flat=True))
    Tombstone.objects.bulk_create(
        Tombstone(hash=one, erasure=erasure, at=now) for one in sorted(hashes - known)
    )
    Erasure.objects.filter(pk=erasure.pk).update(removed=counts)
    erasure.refresh_from_db()
    entry.about(erasure, removed=", ".join(f"{count} {name}" for name, count in counts.items() if count > 0))
    entry.about(customer)
    entry.afterwards(lambda: journal.append(now.isoformat(), hashes))
    return erasure


def _datasets(sealed: list[Any]) -> list[Dataset]:
    return list(Dataset.objects.filter(name__in=[one.name for one in sealed]).select_related("current"))


@audited("erasure.verified", says="verified an erasure: nothing was found in {places} places")
def certify(entry: Draft, erasure: Erasure, subject: Subject, search: Search, *, by: Any) -> Erasure:
    """Close the erasure with a certificate: what was searched, and nothing personal."""
    now = timezone.now()
    certificate = _certificate(erasure, subject, search, now)
    Erasure.objects.filter(pk=erasure.pk).update(
        state=ErasureState.DONE, done_at=now, found=[], certificate=certificate, subject=None
    )
    erasure.refresh_from_db()
    places = search.tables + search.files + search.parquet_files
    entry.about(erasure, places=places, certificate=certificate["sha256"])
    return erasure


@audited("erasure.left-open", says="verified an erasure: something is left in {places} places")
def leave_open(entry: Draft, erasure: Erasure, search: Search, *, by: Any) -> Erasure:
    """Keep the erasure open, with the places where something was found."""
    Erasure.objects.filter(pk=erasure.pk).update(state=ErasureState.OPEN, found=search.found)
    erasure.refresh_from_db()
    entry.about(erasure, places=len(search.found))
    return erasure


def _certificate(erasure: Erasure, subject: Subject, search: Search, now: dt.datetime) -> dict[str, Any]:
    carried = Entry.objects.about(erasure).filter(action="erasure.carried-out").last()
    body: dict[str, Any] = {
        "erasure": erasure.pk,
        "asked_at": erasure.asked_at.isoformat(),
        "verified_at": now.isoformat(),
        "removed": erasure.removed,
        "searched": search.searched,
        "values_searched_for": len(
            {*subject.values, *subject.marks, *(one for _, one in subject.identities)}
        ),
        "values_that_others_have_too": subject.shared,
        "found": 0,
        "tombstones": sorted(erasure.tombstones.values_list("hash", flat=True)),
        "ledger": {"entry": carried.seq, "hash": carried.hash} if carried else None,
    }
    text = json.dumps(body, sort_keys=True, separators=(",", ":"))
    return {**body, "sha256": hashlib.sha256(text.encode()).hexdigest()}
