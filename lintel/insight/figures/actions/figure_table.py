"""Bringing rows into a table of figures, and taking them back."""

from typing import Any

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.insight.figures.access import may_bring
from lintel.insight.figures.models import FigureLoad, FigureTable
from lintel.insight.figures.preparing import Prepared, returned
from lintel.ui.problems import Denied, Problem
from lintel.warehouse import writing
from lintel.warehouse.actions import snapshot


@audited("figures.taken-in", says="brought {rows} rows of figures in")
def take_in(entry: Draft, prepared: Prepared, *, batch: Any, by: Any) -> FigureLoad:
    """Publish a prepared state, in the transaction of the import."""
    if not may_bring(by):
        raise Denied("Figures are brought by who works on one of the sides.", way_out="Ask one of them.")
    table = prepared.table
    if table._state.adding:
        table.save()
    snapshot.publish([prepared.sealed], by=by)
    load = FigureLoad.objects.create(
        table=table, batch=batch, rows=prepared.rows, replaced=prepared.replaced, before=prepared.before
    )
    entry.about(table, rows=prepared.rows, dataset=table.dataset)
    return load


@audited("figures.taken-back", says="took {rows} rows of figures back")
def take_back(entry: Draft, load: FigureLoad, *, by: Any) -> int:
    """Publish the state without what a file brought. What it replaced does not come back."""
    if load.undone_at:
        raise Problem("This file was taken back already.", way_out="Reload the page to see where it stands.")
    table: FigureTable = load.table
    table.declared()
    sealed = returned(table.dataset, load.batch_id)
    if sealed is not None:
        try:
            snapshot.publish([sealed], by=by)
        except BaseException:
            writing.discard([sealed])
            raise
    load.undone_at = timezone.now()
    load.save(update_fields=["undone_at"])
    entry.about(table, rows=load.rows, dataset=table.dataset)
    return int(load.rows)
