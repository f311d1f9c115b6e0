"""Takes everything of one customer out of the warehouse, the files and the database."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache
from django.db import OperationalError
from django.db import connection as database
from django.db.models import Q
from django.utils import timezone

from lintel.audit import sealing
from lintel.audit.models import type_label
from lintel.customers.consent.models import ConsentWord
from lintel.customers.matching import removal
from lintel.customers.matching.models import Customer, PairDecision
from lintel.customers.privacy import hashing, searching
from lintel.customers.privacy.gate import identities_in
from lintel.customers.privacy.models import Correction, OwnLink
from lintel.customers.privacy.subject import Subject
from lintel.customers.profiles.models import Override
from lintel.customers.segments import exports
from lintel.customers.segments.models import SegmentExport
from lintel.customers.shapes import spelled
from lintel.imports import storing
from lintel.imports.models import BadRow, Batch, ImportedObject
from lintel.people.models import Comment
from lintel.warehouse import reading, writing
from lintel.warehouse.shapes import shapes

if TYPE_CHECKING:
    from lintel.warehouse.writing import Sealed


def from_warehouse(subject: Subject) -> list[Sealed]:
    """New states of every dataset that holds something of the customer; not published.

    Matching takes the records out of what it keeps and settles the rest anew; every other table loses the
    rows that name one of the customer's identities.
    """
    import duckdb
    import pyarrow as pa

    sealed = removal.remove_records(subject.records, subject.identities)
    done = {one.name for one in sealed}
    rest = [
        shape.name for shape in shapes() if shape.name not in done and shape.name.startswith("customers.")
    ]
    kinds = [kind for kind, _ in subject.identities]
    identities = [hashing.spelled(*pair) for pair in subject.identities]
    with duckdb.connect() as connection:
        table = pa.table(
            {"kind": pa.array(kinds, pa.string()), "identity": pa.array(identities, pa.string())}
        )
        connection.register("erased", table)
        for snapshot in reading.current(*rest).values():
            columns = {column["name"] for column in snapshot.columns}
            unwanted = " or ".join(
                f"coalesce(({kind}, {spelled(kind, identity)}) in "
                "(select (kind, identity) from erased), false)"
                for kind, identity in identities_in(columns)
            )
            if unwanted and (state := writing.without(connection, snapshot, unwanted, source="an erasure")):
                sealed.append(state)
    return sealed


def from_database(subject: Subject) -> dict[str, int]:
    """Delete or empty every row that speaks about the customer under any id, and destroy the keys of what the
    ledger holds sealed; returns how many of each."""
    ids, keys = subject.ids, list(subject.records)
    covered = [
        word.pk
        for word in ConsentWord.objects.all()
        if any((kind, identity) in subject.identities for kind, identity in word.covers)
    ]
    decisions = PairDecision.objects.filter(Q(record_l__in=keys) | Q(record_r__in=keys))
    about = Comment.objects.filter(object_type=type_label(Customer), object_id__in=ids)
    sealed = [*Customer.objects.filter(pk__in=ids), *decisions]
    words = Q(pk__in=covered) | Q(customer_id__in=ids)
    return {
        "keys of sealed texts": sum(sealing.shred(one) for one in sealed),
        "consent words": ConsentWord.objects.filter(words).delete()[0],
        "decisions": decisions.delete()[0],
        "own links": OwnLink.objects.filter(customer_id__in=ids).delete()[0],
        "overrides": Override.objects.filter(customer_id__in=ids).delete()[0],
        "corrections": Correction.objects.filter(customer_id__in=ids).delete()[0],
        "comments": about.exclude(text="").update(text=""),
    }


def from_files(subject: Subject) -> dict[str, int]:
    """Remove uploads, exports and kept mails that hold one of the customer's values, and empty what the
    imports remember of their rows. The data itself stays in the warehouse, without the customer."""
    wanted = searching.holding(subject)
    exported = exports.files()
    gone = 0
    for folder in (Path(settings.MEDIA_ROOT), Path(settings.DATA_DIR) / "mail"):
        for path in folder.rglob("*") if folder.exists() else ():
            if path.is_file() and searching.holds(path, wanted):
                path.unlink(missing_ok=True)
                gone += 1
    lost = [one.pk for one in exported if not one.path.exists()]
    SegmentExport.objects.filter(pk__in=lost).update(removed_at=timezone.now())
    emptied = 0
    for batch in Batch.objects.all():
        if batch.stored and not batch.path.exists():
            storing.delete(batch.stored)
            detected = {**batch.detected, "samples": {}, "notes": [], "date_order": {}, "decimal": {}}
            Batch.objects.filter(pk=batch.pk).update(
                stored="", detected=detected, sample=[], topics=[], repeated={}, kept=[]
            )
            BadRow.objects.filter(batch=batch).update(cells=[])
            ImportedObject.objects.filter(batch=batch).update(before={})
            emptied += 1
    return {"files": gone, "imports emptied": emptied}


def traces() -> None:
    """Overwrite what the database file still holds of deleted rows, and forget what was cached."""
    cache.clear()
    if database.vendor != "sqlite" or database.in_atomic_block:
        return
    # Another writer may hold the file: then the search finds what is left, and the erasure stays open.
    with contextlib.suppress(OperationalError), database.cursor() as cursor:
        cursor.execute("vacuum")
        cursor.execute("pragma wal_checkpoint(truncate)")
