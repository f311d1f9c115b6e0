"""Files of units: published as a new state of the dataset, and taken out again."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.experiments.keeping import lock_in, require_planner
from lintel.experiments.models import Load, State
from lintel.experiments.preparing import Prepared, Returned
from lintel.warehouse.actions import snapshot


@audited("experiment.units-brought", says="brought {rows} units in")
def take_in(entry: Draft, prepared: Prepared, *, batch: Any, by: Any) -> Load:
    """Publishes prepared units, in the transaction of the import."""
    require_planner(by)
    locked = lock_in(prepared.experiment, State.READY, State.RUNNING, State.ANALYSED, doing="given units")
    snapshot.publish([prepared.sealed], by=by)
    load = Load.objects.create(
        experiment=locked, batch=batch, by=by, rows=prepared.rows, columns=list(prepared.columns)
    )
    entry.about(locked, rows=prepared.rows, load=load.pk)
    return load


@audited("experiment.units-taken-back", says="took {rows} units back")
def take_back(entry: Draft, returned: Returned, *, by: Any) -> Load:
    """Publishes the state without a file's units."""
    load = returned.load
    lock_in(load.experiment, State.READY, State.RUNNING, State.ANALYSED, doing="changed")
    if returned.sealed:
        snapshot.publish([returned.sealed], by=by)
    load.undone_at = timezone.now()
    load.save(update_fields=["undone_at"])
    entry.about(load.experiment, rows=returned.rows, load=load.pk)
    return load
