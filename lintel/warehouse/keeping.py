"""What lies in the warehouse, what nobody reads any more, and what a killed writer left behind."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from lintel.warehouse.actions import snapshot as snapshots
from lintel.warehouse.models import Dataset, Snapshot
from lintel.warehouse.places import place
from lintel.warehouse.shapes import shapes

ABANDONED_AFTER = timedelta(hours=24)  # a file of no snapshot that is older was left by a killed writer


@dataclass(frozen=True)
class Standing:
    """One dataset as it stands: `rows` and `bytes` of the snapshot in use, and how many old ones are kept."""

    name: str
    says: str
    rows: int
    bytes: int
    published_at: datetime | None
    source: str
    snapshot: str
    kept: int


def standings() -> list[Standing]:
    """Every declared dataset, by name; unpublished ones have no rows. Two queries."""
    found = {dataset.name: dataset for dataset in Dataset.objects.with_current()}
    kept: dict[int, int] = {}
    for pk in Snapshot.objects.kept().filter(retired_at__isnull=False).values_list("dataset", flat=True):
        kept[pk] = kept.get(pk, 0) + 1
    return [_standing(shape.name, shape.says, found.get(shape.name), kept) for shape in shapes()]


def _standing(name: str, says: str, dataset: Dataset | None, kept: dict[int, int]) -> Standing:
    now = dataset.current if dataset else None
    if dataset is None or now is None:
        return Standing(name, says, 0, 0, None, "", "", 0)
    return Standing(
        name, says, now.rows, now.bytes, now.published_at, now.source, now.key, kept.get(dataset.pk, 0)
    )


@dataclass(frozen=True)
class Swept:
    """What a vacuum removed: snapshots and their files, and files that belonged to nothing."""

    snapshots: int
    files: int
    abandoned: int


def vacuum(*, by: Any, grace: timedelta = snapshots.GRACE) -> Swept:
    """Remove snapshots that were replaced before `grace` and that no run holds, and abandoned files."""
    now = timezone.now()
    unused = list(Snapshot.objects.unused(now - grace, now).select_related("dataset"))
    files = snapshots.vacuum(unused, by=by) if unused else 0
    left = list(_abandoned(now - ABANDONED_AFTER))
    for path in left:
        place().remove(path)
    return Swept(len(unused), files, len(left))


def _abandoned(before: datetime) -> Iterator[str]:
    needed = {
        file["path"] for files in Snapshot.objects.kept().values_list("files", flat=True) for file in files
    }
    for path, made in place().listed().items():
        if path not in needed and made < before.timestamp():
            yield path


def faults(dataset: Dataset | None = None) -> list[str]:
    """Files in use, of all datasets or of one, that are missing or changed in size since, as sentences."""
    found: list[str] = []
    where = place()
    for one in [dataset] if dataset else Dataset.objects.with_current():
        for file in one.current.files if one.current else []:
            full = f"{where.root}/{file['path']}"
            if not where.files.exists(full):
                found.append(f"{one.name}: {file['path']} is missing. Restore it from a backup.")
            elif where.files.size(full) != file["bytes"]:
                found.append(f"{one.name}: {file['path']} was changed. Restore it from a backup.")
    return found
