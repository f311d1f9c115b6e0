"""Gaps in time: a row for every bucket and every combination of the other splits, when asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lintel.engines.metrics import calendars, splits
from lintel.engines.metrics.problems import MetricsError
from lintel.engines.metrics.splits import Split

if TYPE_CHECKING:
    from lintel.engines.metrics.frame import Frame


def filled(frame: Frame, by: Sequence[Split], source: str, columns: Sequence[str]) -> str:
    """The step with the gaps filled; rows whose time is unknown stay."""
    times = [index for index, split in enumerate(by) if split.is_time]
    if len(times) != 1:
        raise MetricsError(
            "fill", f"There are {len(times)} time splits.", "Split by one time to fill its gaps."
        )
    quoted, keys, along = frame.sql.quoted, splits.keys(by), times[0]
    buckets = _buckets(frame, by[along].grain or "day", source, keys[along])
    others = [key for index, key in enumerate(keys) if index != along]
    every = f"FROM {quoted(buckets)}"
    matches = [f"{quoted(source, keys[along])} = {quoted(buckets, 'bucket')}"]
    if others:
        chosen = ", ".join(quoted(key) for key in others)
        groups = frame.step("groups", f"SELECT DISTINCT {chosen}\nFROM {quoted(source)}")
        every += f"\nCROSS JOIN {quoted(groups)}"
        matches += [frame.sql.same(quoted(source, key), quoted(groups, key)) for key in others]
    selected = [
        f"{quoted(buckets, 'bucket') if index == along else quoted(groups, key)} AS {quoted(key)}"
        for index, key in enumerate(keys)
    ]
    selected += [f"{quoted(source, column)} AS {quoted(column)}" for column in columns]
    plain = ", ".join(quoted(name) for name in (*keys, *columns))
    return frame.step(
        "filled",
        f"SELECT {', '.join(selected)}\n{every}\nLEFT JOIN {quoted(source)} ON {' AND '.join(matches)}\n"
        f"UNION ALL\nSELECT {plain} FROM {quoted(source)} WHERE {quoted(keys[along])} IS NULL",
    )


def _buckets(frame: Frame, grain: str, source: str, key: str) -> str:
    """Every bucket of the period, or from the first to the last that has rows."""
    sql, quoted, period = frame.sql, frame.sql.quoted, frame.query.period
    add = frame.parameters.add
    ends = [f"(SELECT {f}({quoted(key)}) FROM {quoted(source)})" for f in ("MIN", "MAX")]
    if grain == "hour":
        if period:
            first, last = (
                calendars.midnight(d, frame.zone) for d in (period.first, calendars.next_day(period.last))
            )
            ends = [sql.moment(add(moment.replace(tzinfo=None))) for moment in (first, last)]
        else:
            ends[1] = sql.later(ends[1], "hour", 1)
        return frame.step(
            "buckets", f"SELECT {quoted('hour')} AS {quoted('bucket')} FROM ({sql.hours(*ends)}) AS h"
        )
    if period:
        ends = [sql.date(add(day)) for day in (period.first, period.last)]
    bucket = calendars.bucket_sql(sql, frame.model.calendar, grain, quoted("day"))
    return frame.step(
        "buckets",
        f"SELECT DISTINCT {bucket} AS {quoted('bucket')}\nFROM ({sql.days(*ends)}) AS {quoted('days')}",
    )
