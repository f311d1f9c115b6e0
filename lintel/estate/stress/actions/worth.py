"""What an hour of a touchpoint is worth by a metric: bound, measured, let go."""

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

from lintel.audit import runs
from lintel.audit.audited import Draft, audited
from lintel.audit.models import Run
from lintel.estate.inventory.keeping import checked, locked
from lintel.estate.inventory.models import Element, Kind
from lintel.estate.stress import meter
from lintel.estate.stress.models import MONEY, Measure, Worth
from lintel.estate.stress.rules import require_tester
from lintel.people.models import User
from lintel.ui.problems import Problem

KIND = "estate.worth"


@audited("worth.bound", says="had {what} measured by “{metric}”")
def bind(
    entry: Draft, element: Element, measure: str, *, metric: str, part: meter.Part, by: User | None
) -> Worth:
    """Have what an hour brings measured by an agreed metric; said anew it replaces what was said before, and
    is measured at once."""
    require_tester(by)
    locked(element)
    if element.kind != Kind.TOUCHPOINT:
        raise Problem(
            f"A {element.get_kind_display().lower()} is worth nothing by itself.",
            way_out="Say it of the touchpoint where customers meet you.",
        )
    known = meter.choices()
    labels, fields = dict(known.metrics), dict(known.fields)
    if metric not in labels:
        raise Problem(
            "Both offices have not agreed on such a metric.", way_out="Choose from the list.", field="metric"
        )
    if bool(part.field) != bool(part.value):
        raise Problem(
            "A field and its value belong together.", way_out="Say both, or neither.",
            field="part" if part.field else "field",
        )  # fmt: skip
    row = Worth.objects.filter(element=element, measure=measure).first()
    row = row or Worth(element=element, measure=measure)
    row.metric, row.label, row.bound_by = metric, labels[metric], by
    row.field, row.part = part.field, part.value
    row.field_label = fields.get(part.field, part.field)[:200]
    _read(row, timezone.now())
    checked(row).save()
    entry.about(element, what=row.get_measure_display().lower(), metric=row.label)
    return row


@audited("worth.let-go", says="no longer had {what} measured by “{metric}”")
def let_go(entry: Draft, worth: Worth, *, by: User | None) -> None:
    """Let the metric go; what was typed counts again."""
    require_tester(by)
    entry.about(worth.element, what=worth.get_measure_display().lower(), metric=worth.label)
    worth.delete()


@audited("worth.measured", says="measured what an hour is worth: {known} of {bound} have a value")
def measure(entry: Draft, worths: Iterable[Worth], *, by: User | None) -> list[Worth]:
    """Ask the metrics again; what says nothing keeps no older value. `by` is nobody once a day."""
    require_tester(by)
    rows, now = list(worths), timezone.now()
    for row in rows:
        _read(row, now)
        checked(row).save()
        entry.about(row.element)
    entry.facts |= {"known": sum(row.value is not None for row in rows), "bound": len(rows)}
    return rows


@audited("worth.ordered", says="had what an hour is worth measured")
def order(entry: Draft, *, by: User | None) -> Run:
    """Measure everything that is bound, in the background."""
    require_tester(by)
    run = runs.start(KIND, "What an hour of each touchpoint is worth", {}, by=by)
    entry.about(run)
    return run


def _read(row: Worth, now: dt.datetime) -> None:
    unit = MONEY if row.measure == Measure.REVENUE else ""
    found = meter.read(row.metric, meter.Part(row.field, row.part), unit, timezone.localdate(now))
    row.measured_at = now
    if isinstance(found, meter.Unread):
        row.value = row.first_on = row.last_on = row.metric_version = None
        row.why_not = found.why[:300]
    else:
        row.value, row.first_on, row.last_on = round(found.value, 4), found.first, found.last
        row.metric_version, row.why_not = found.version, ""
