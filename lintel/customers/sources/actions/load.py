"""Loads: what a file brought into a source, and its taking back."""

from typing import Any

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.customers.sources import ports
from lintel.customers.sources.actions._refusals import require
from lintel.customers.sources.models import Load, Source
from lintel.customers.sources.preparing import Prepared, Returned, described
from lintel.warehouse import reading
from lintel.warehouse.actions import snapshot


@audited("load.taken-in", says="loaded a source: {created} new, {updated} changed, {removed} gone")
def take_in(entry: Draft, prepared: Prepared, *, batch: Any, by: Any) -> Load:
    """Publishes a prepared state, in the transaction of the import, and remembers it as a load."""
    require(by)
    merged = prepared.merged
    source, _ = Source.objects.get_or_create(
        slug=prepared.slug,
        defaults={"name": prepared.name, "kind": prepared.form.kind, "created_by": by},
    )
    names = [sealed.name for sealed in merged.sealed]
    before = {name: found.key for name, found in reading.current(*names).items()}
    if merged.sealed:
        snapshot.publish(merged.sealed, by=by)
        entry.afterwards(lambda: ports.changed(by))
    load = Load.objects.create(
        source=source, number=prepared.number, batch=batch, whole=prepared.whole, by=by,
        created=merged.created, updated=merged.updated, unchanged=merged.unchanged,
        removed=merged.removed, erased=merged.erased, bad=batch.bad_count,
        before=before, after={sealed.name: sealed.key for sealed in merged.sealed},
    )  # fmt: skip
    source.importer, source.fields, source.options = prepared.form.slug, batch.mapping, batch.options
    _describe(source)
    counts = {"created": merged.created, "updated": merged.updated, "removed": merged.removed}
    entry.about(source, **counts, unchanged=merged.unchanged, erased=merged.erased, load=load.number)
    return load


@audited("load.taken-back", says="took a load back: {rows} rows")
def take_back(entry: Draft, returned: Returned, *, by: Any) -> Load:
    """Publishes the state without a load. Rows that a later load changed keep what that load brought."""
    load = returned.load
    if returned.merged.sealed:
        snapshot.publish(returned.merged.sealed, by=by)
        entry.afterwards(lambda: ports.changed(by))
    load.undone_at, load.undone_by = timezone.now(), by
    load.save(update_fields=["undone_at", "undone_by"])
    _describe(load.source)
    entry.about(load.source, rows=returned.merged.taken_back, load=load.number)
    return load


def _describe(source: Source) -> None:
    for name, value in described(source).items():
        setattr(source, name, value)
    source.save()
