"""Publishing a new state, retiring the old one, and removing what nobody reads any more."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.models import Run
from lintel.ui.problems import Problem, Stale
from lintel.warehouse import ports
from lintel.warehouse.models import Dataset, Snapshot
from lintel.warehouse.places import place
from lintel.warehouse.writing import Sealed

GRACE = timedelta(minutes=15)  # longer than any page reads


@audited("snapshot.published", says="published {datasets}")
def publish(entry: Draft, sealed: Sequence[Sealed], *, by: Any, run: Run | None = None) -> list[Snapshot]:
    """Switch every reader to these states at once: all of them or none, in the transaction of the caller.

    Errors: `Stale` when one of the datasets got a newer snapshot since the state was begun.
    """
    if not sealed:
        raise Problem("There is nothing to publish.", way_out="Bring data in first.")
    published = [_switch(one, run) for one in sorted(sealed, key=lambda one: one.name)]
    names = ", ".join(f"{one.dataset.name} ({one.rows:,} rows)" for one in published)
    for one in published:
        entry.about(one.dataset)
    entry.facts |= {"datasets": names, "snapshots": {one.dataset.name: one.key for one in published}}
    entry.afterwards(lambda: _point_at(published))
    entry.afterwards(lambda: ports.tell([one.dataset.name for one in published]))
    return published


def _switch(sealed: Sealed, run: Run | None) -> Snapshot:
    Dataset.objects.get_or_create(name=sealed.name)
    dataset = Dataset.objects.select_for_update(of=("self",)).select_related("current").get(name=sealed.name)
    if (dataset.current.key if dataset.current else None) != sealed.previous:
        raise Stale(
            f"{sealed.name} got a newer snapshot while this one was written.", way_out="Start the run again."
        )
    now = timezone.now()
    if dataset.current:
        Snapshot.objects.filter(pk=dataset.current.pk).update(retired_at=now)
    snapshot = Snapshot.objects.create(
        dataset=dataset, key=sealed.key, files=list(sealed.files), columns=list(sealed.columns),
        rows=sealed.rows, bytes=sealed.bytes, hash=sealed.hash, source=sealed.source, run=run,
        published_at=now,
    )  # fmt: skip
    dataset.current = snapshot
    dataset.save(update_fields=["current"])
    return snapshot


def _point_at(published: Sequence[Snapshot]) -> None:
    """Write the manifests for readers without this database, such as Spark."""
    for snapshot in published:
        place().put_json(f"{snapshot.dataset.name}/current.json", _manifest(snapshot))


def _manifest(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "dataset": snapshot.dataset.name, "snapshot": snapshot.key, "rows": snapshot.rows,
        "bytes": snapshot.bytes, "hash": snapshot.hash, "source": snapshot.source,
        "published_at": snapshot.published_at.isoformat(), "schema": snapshot.columns,
        "files": snapshot.files,
    }  # fmt: skip


@audited("snapshot.vacuumed", says="removed {files} files that nobody read any more")
def vacuum(entry: Draft, unused: Sequence[Snapshot], *, by: Any) -> int:
    """Remove these retired snapshots; files that a kept snapshot shares stay. Returns the number of files."""
    return _remove(entry, unused)


@audited("snapshot.purged", says="removed every earlier state of {datasets} after an erasure")
def purge(entry: Draft, datasets: Sequence[Dataset], *, by: Any) -> int:
    """Remove all retired snapshots of these datasets at once, even if somebody still reads them."""
    earlier = Snapshot.objects.kept().filter(dataset__in=datasets, retired_at__isnull=False)
    entry.facts["datasets"] = ", ".join(dataset.name for dataset in datasets)
    for dataset in datasets:
        entry.about(dataset)
    return _remove(entry, list(earlier.select_related("dataset")))


def _remove(entry: Draft, gone: Sequence[Snapshot]) -> int:
    datasets = {snapshot.dataset for snapshot in gone}
    Snapshot.objects.filter(pk__in=[snapshot.pk for snapshot in gone]).update(removed_at=timezone.now())
    needed = {
        file["path"]
        for files in Snapshot.objects.kept().filter(dataset__in=datasets).values_list("files", flat=True)
        for file in files
    }
    paths = {file["path"] for snapshot in gone for file in snapshot.files} - needed
    for dataset in sorted(datasets, key=lambda dataset: dataset.name):
        entry.about(dataset)
    entry.facts["files"] = len(paths)
    entry.afterwards(lambda: place().remove(*sorted(paths)))
    return len(paths)
