"""Metrics that look through moved bounds: cumulative, period over period, last values, conversions.

A spine has one row per bucket with the days it covers (lo included, hi not). Each step of a metric moves
those bounds, and the rows of the fact join the bucket in whose bounds they lie.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlglot import exp

from lintel.engines.metrics import calendars, facts, filters, splits
from lintel.engines.metrics.calendars import Step
from lintel.engines.metrics.facts import Named, Part
from lintel.engines.metrics.model import TIME, Dataset, Field, Measure
from lintel.engines.metrics.problems import MetricsError
from lintel.engines.metrics.resolve import Conversion, Leaf, Snapshot
from lintel.engines.metrics.rows import Rows
from lintel.engines.metrics.splits import Split

if TYPE_CHECKING:
    from lintel.engines.metrics.frame import Frame

Time = tuple[Dataset, Field]
LONGEST = 400  # days that hold any bucket
BEGIN = "0001-01-01"


def part(frame: Frame, by: Sequence[Split], leaves: Named) -> Part:
    """The step of leaves that look in the same special way."""
    first = leaves[0][1]
    time = _time(frame, by, first)
    rows = Rows(frame, first.measure.dataset)
    along = splits.axis(by)
    if not first.steps or along is None:
        return _unmoved(frame, by, leaves, rows, time)
    step = _moved(frame, by, leaves, time)
    if _merging(frame, leaves):
        return _by_day(frame, by, leaves, rows, time, step)
    return _by_row(frame, by, leaves, rows, time, step)


def _time(frame: Frame, by: Sequence[Split], leaf: Leaf) -> Time:
    """The time that buckets run along: the split's, which must be the one that the period limits."""
    own = facts.own_time(frame, leaf)
    times = [split for split in by if split.is_time]
    if len(times) > 1:
        raise MetricsError(
            times[1].place, "This metric follows one time grain.", "Keep one of the time splits."
        )
    if times and times[0].grain == "hour" and leaf.steps:
        raise MetricsError(times[0].place, "This metric moves by days.", "Split by day or more.")
    chosen = own
    if times and times[0].dataset and times[0].field:
        chosen = (times[0].dataset, times[0].field)
    elif frame.query.period and frame.query.period.dimension and not times:
        chosen = frame.model.dimension(frame.query.period.dimension, "period")
    limited = own
    if frame.query.period and frame.query.period.dimension:
        limited = frame.model.dimension(frame.query.period.dimension, "period")
    if chosen is None:
        raise MetricsError(leaf.place, "It has no time to run along.", "Give its dataset a time_field.")
    if leaf.steps and frame.query.period and limited != chosen:
        raise MetricsError(
            "period",
            "The period limits another time than the one this metric runs along.",
            f"Name “{chosen[0].name}.{chosen[1].name}” as the period's dimension, or split by “{TIME}”.",
        )
    return chosen


def _unmoved(frame: Frame, by: Sequence[Split], leaves: Named, rows: Rows, time: Time) -> Part:
    """Without a bucket to move: bounds are worked out here, as plain days."""
    first = leaves[0][1]
    values = splits.values(frame, rows, by, time)
    if first.steps:
        where = facts.between(frame, rows, time, *_bounds(frame, first.steps))
    else:
        where = facts.period(frame, rows, facts.own_time(frame, first))
    where = [*where, *filters.conditions(frame, rows)]
    if first.snapshot:
        along = splits.axis(by)
        bucket = values[along] if along is not None else ""
        _snapshot(frame, rows, first, first.snapshot, bucket, where, extra=())
    if first.conversion and first.hits:
        where.append(_converted(frame, rows, first, first.conversion))
    return facts.aggregate(frame, by, leaves, rows, values, where)


def _bounds(frame: Frame, steps: Sequence[Step]) -> tuple[date | None, date]:
    """First and last day after all steps; without a period, windows end at `as_of`."""
    period, calendar = frame.query.period, frame.model.calendar
    today = frame.as_of.astimezone(ZoneInfo(frame.zone)).date()
    low: date | None = period.first if period else None
    high = (max(min(period.last, today), period.first) if period else today) + timedelta(1)
    for step in steps:
        if step.kind == "shift":
            if period is None or low is None:
                raise MetricsError(
                    "period", "It compares with an earlier period.", "Say which period is asked."
                )
            whole = step.span
            low = calendars.moved(calendar, low, whole, grain=None)
            high = calendars.moved(calendar, high, whole, grain=None)
        elif step.kind == "rolling":
            low = calendars.moved(calendar, high, step.span, grain=None)
        elif step.kind == "to_date":
            low = calendars.bucket(calendar, step.span.unit, high - timedelta(1))
        else:
            low = None
    return low, high - timedelta(1)


def _spine(frame: Frame, by: Sequence[Split], leaf: Leaf, time: Time) -> str:
    """One row per bucket: the buckets of the period up to today, or those that have rows."""
    sql, quoted, calendar = frame.sql, frame.sql.quoted, frame.model.calendar
    grain = next(split.grain for split in by if split.is_time) or "day"
    period, add = frame.query.period, frame.parameters.add
    today = frame.as_of.astimezone(ZoneInfo(frame.zone)).date()
    name, day = ("spine" if period else f"spine_of_{time[0].name}_{time[1].name}"), quoted("day")
    if name in frame.steps:
        return name
    bucket = calendars.bucket_sql(sql, calendar, grain, day)
    having = ""
    if period:
        last = max(min(period.last, today), period.first)
        days = sql.days(sql.date(add(period.first)), sql.date(add(last)))
    else:
        rows = Rows(frame, leaf.measure.dataset)
        moment = sql.day(rows.field(*time, leaf.place), time[1].type, frame.zone)
        ends = [("first", f"MIN({moment})"), ("last", f"MAX({moment})")]
        extent = frame.step("extent", facts.select(frame, [], ends, rows, filters.conditions(frame, rows)))
        low, high = (f"(SELECT {quoted(end)} FROM {quoted(extent)})" for end in ("first", "last"))
        days = sql.days(sql.add_days(low, -LONGEST), sql.add_days(high, LONGEST))
        edges = [calendars.bucket_sql(sql, calendar, grain, edge) for edge in (low, high)]
        having = f"\nHAVING {bucket} BETWEEN {edges[0]} AND {edges[1]}"
    text = (
        f"SELECT {bucket} AS {quoted('bucket')}, MIN({day}) AS {quoted('lo')}, "
        f"{sql.add_days(f'MAX({day})', 1)} AS {quoted('hi')}\n"
        f"FROM ({days}) AS {quoted('days')}\nGROUP BY {bucket}"
    )
    return frame.step(name, text + having)


def _moved(frame: Frame, by: Sequence[Split], leaves: Named, time: Time) -> str:
    """The spine with its bounds moved by the steps."""
    sql, quoted, calendar = frame.sql, frame.sql.quoted, frame.model.calendar
    leaf = leaves[0][1]
    grain = next(split.grain for split in by if split.is_time) or "day"
    spine = _spine(frame, by, leaf, time)
    low, high = quoted("lo"), quoted("hi")
    for step in leaf.steps:
        if step.kind == "shift":
            low = calendars.moved_sql(sql, calendar, low, step.span, grain=grain)
            one_day = grain == "day" and step is leaf.steps[0]
            high = (
                sql.add_days(low, 1)
                if one_day
                else calendars.moved_sql(sql, calendar, high, step.span, grain=grain)
            )
        elif step.kind == "rolling":
            low = calendars.moved_sql(sql, calendar, high, step.span, grain=None)
        elif step.kind == "to_date":
            low = calendars.bucket_sql(sql, calendar, step.span.unit, sql.add_days(high, -1))
        else:
            low = sql.date(sql.text(BEGIN))
    name = "_".join(
        [
            "bounds",
            *(f"{s.kind}_{s.span.count}_{s.span.unit}" if s.span.count else s.kind for s in leaf.steps),
        ]
    )
    text = (
        f"SELECT {quoted('bucket')}, {low} AS {quoted('lo')}, {high} AS {quoted('hi')}\nFROM {quoted(spine)}"
    )
    same = next((known for known, body in frame.steps.items() if body == text), None)
    return same or frame.step(name, text)


def _reach(frame: Frame, by: Sequence[Split], steps: Sequence[Step], rows: Rows, time: Time) -> list[str]:
    """Bounds on the bare time column, a little wide: no bucket reaches beyond them, and less is read."""
    period, calendar = frame.query.period, frame.model.calendar
    if period is None:
        return []
    grain = next(split.grain for split in by if split.is_time)
    low: date | None = period.first
    high = calendars.next_day(period.last)
    for step in steps:
        if step.kind == "shift":
            low = low and calendars.moved(calendar, low, step.span, grain=grain)
            high = calendars.moved(calendar, high, step.span, grain=grain)
        elif step.kind == "rolling":
            low = low and calendars.moved(calendar, low, step.span, grain=None)
        elif step.kind == "to_date":
            low = low and calendars.bucket(calendar, step.span.unit, low)
        else:
            low = None
    margin = timedelta(7)
    return facts.between(frame, rows, time, low and low - margin, high + margin)


def _joined(frame: Frame, step: str, day: str) -> str:
    quoted = frame.sql.quoted
    return f"INNER JOIN {quoted(step)} ON {day} >= {quoted(step, 'lo')} AND {day} < {quoted(step, 'hi')}"


def _merging(frame: Frame, leaves: Named) -> bool:
    """Whether figures of days add up to those of longer spans, so that rows need be read only once."""
    leaf = leaves[0][1]
    plain = leaf.snapshot is None and leaf.conversion is None and not frame.guards.group_minimum
    return plain and all(_merge(one.tree) for _, one in leaves)


def _merge(tree: exp.Expr) -> str:
    """The function that puts the values of days together."""
    inner = tree.this if isinstance(tree, exp.Filter) else tree
    if isinstance(inner, exp.Min | exp.Max):
        return "MIN" if isinstance(inner, exp.Min) else "MAX"
    plain = isinstance(inner, exp.Sum | exp.Count | exp.CountIf) and inner.find(exp.Distinct) is None
    return "SUM" if plain else ""


def _by_day(frame: Frame, by: Sequence[Split], leaves: Named, rows: Rows, time: Time, step: str) -> Part:
    """Aggregates by day first, then puts days together per bucket."""
    quoted, keys, along = frame.sql.quoted, splits.keys(by), splits.axis(by)
    day = frame.sql.day(rows.field(*time, leaves[0][1].place), time[1].type, frame.zone)
    values = splits.values(frame, rows, by, time, day)
    where = [*filters.conditions(frame, rows), *_reach(frame, by, leaves[0][1].steps, rows, time)]
    daily = facts.aggregate(frame, by, leaves, rows, values, where)
    chosen = [
        f"{quoted(step, 'bucket') if index == along else quoted(daily.step, key)} AS {quoted(key)}"
        for index, key in enumerate(keys)
    ]
    chosen += [f"{_merge(leaf.tree)}({quoted(daily.step, name)}) AS {quoted(name)}" for name, leaf in leaves]
    text = (
        "SELECT\n  " + ",\n  ".join(chosen) + f"\nFROM {quoted(daily.step)}\n"
        f"{_joined(frame, step, quoted(daily.step, keys[along or 0]))}\n"
        f"GROUP BY {', '.join(str(index + 1) for index in range(len(keys)))}"
    )
    return Part(frame.step(f"{daily.step}_moved", text), daily.columns)


def _by_row(frame: Frame, by: Sequence[Split], leaves: Named, rows: Rows, time: Time, step: str) -> Part:
    """Joins every row to the buckets in whose bounds it lies: right for every aggregate."""
    first = leaves[0][1]
    day = frame.sql.day(rows.field(*time, first.place), time[1].type, frame.zone)
    bucket = frame.sql.quoted(step, "bucket")
    values = splits.values(frame, rows, by, time, bucket)
    where = [*filters.conditions(frame, rows), *_reach(frame, by, first.steps, rows, time)]
    joined = _joined(frame, step, day)
    if first.snapshot:
        _snapshot(frame, rows, first, first.snapshot, bucket, where, extra=(joined,))
    if first.conversion and first.hits:
        where.append(_converted(frame, rows, first, first.conversion))
    rows.extra.insert(0, joined)
    return facts.aggregate(frame, by, leaves, rows, values, where)


def _snapshot(
    frame: Frame,
    rows: Rows,
    leaf: Leaf,
    snapshot: Snapshot,
    bucket: str,
    where: Sequence[str],
    extra: Sequence[str],
) -> None:
    """Joins the last (or first) time in each bucket, of each entity, so that only those rows are left."""
    sql, quoted = frame.sql, frame.sql.quoted
    over = rows.expression(exp.column(*reversed(snapshot.over.split("."))), f"{leaf.place}.over")
    keys = [("bucket", bucket)] if bucket else []
    if snapshot.entity:
        keys.append(("entity", rows.expression(exp.column(snapshot.entity), f"{leaf.place}.entity")))
    limit = [f"({facts.condition_sql(rows, leaf)})"] if leaf.measure.filter else []
    kept, rows.extra = rows.extra, list(extra)
    pick = "MAX" if snapshot.pick == "last" else "MIN"
    text = facts.select(frame, keys, [("moment", f"{pick}({over})")], rows, [*where, *limit])
    step = frame.step(f"{snapshot.pick}_of_{leaf.measure.dataset}", text)
    same = [sql.same(value, quoted(step, name)) for name, value in keys]
    same.append(f"{over} = {quoted(step, 'moment')}")
    rows.extra = [*kept, f"INNER JOIN {quoted(step)} ON {' AND '.join(same)}"]


def _converted(frame: Frame, rows: Rows, leaf: Leaf, conversion: Conversion) -> str:
    """Whether the row's entity did the other thing from then on, within the span."""
    place = f"metrics.{conversion.metric}.converted"
    then = Rows(frame, conversion.converted.dataset, taken=rows.aliases)
    began = facts.own_time(frame, leaf)
    dataset = frame.model.dataset(conversion.converted.dataset, place)
    other = Leaf(
        conversion.converted if conversion.converted.time else _timed(conversion, dataset.time_field), place
    )
    done = facts.own_time(frame, other)
    if began is None or done is None:
        raise MetricsError(place, "Both sides need a time.", "Give their datasets a time_field.")
    start, end = rows.field(*began, place), then.field(*done, place)
    entity = exp.column(conversion.entity)
    months = calendars.MONTHS.get(conversion.within.unit)
    unit, size = ("month", months) if months else ("day", calendars.DAYS[conversion.within.unit])
    limit = frame.sql.later(start, unit, conversion.within.count * size)
    conditions = [
        f"{then.expression(entity, place)} = {rows.expression(entity, place)}",
        f"{end} >= {start}",
        f"{end} < {limit}",
        *then.conditions,
    ]
    if conversion.converted.filter:
        conditions.append(f"({facts.condition_sql(then, other)})")
    return f"EXISTS (\n    SELECT 1 {then.from_sql()}\n    WHERE " + "\n      AND ".join(conditions) + "\n  )"


def _timed(conversion: Conversion, time: str | None) -> Measure:
    return replace(conversion.converted, time=time)
