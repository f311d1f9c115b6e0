"""From what was counted to a grade with sentences. No database: numbers in, findings out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from lintel.insight.quality.expecting import Expected
from lintel.insight.quality.measuring import Measured
from lintel.insight.quality.models import Grade

WORST = [Grade.GOOD, Grade.WARNING, Grade.BAD]


@dataclass(frozen=True)
class Finding:
    """One check: its kind, the column or key it is about, the grade, and what was found in a sentence."""

    check: str
    column: str
    grade: str
    says: str

    def plain(self) -> dict[str, Any]:
        """As it is stored."""
        return asdict(self)


def judge(
    found: Measured, expected: Expected, *, published_at: dt.datetime, before: int | None, now: dt.datetime
) -> list[Finding]:
    """Every check of one state. `before` is the number of rows of the state looked at before, if any."""
    return [
        *freshness(expected, published_at, now),
        *_volume(found.rows, expected, before),
        *_nulls(found, expected),
        *_keys(found),
    ]


def worst(findings: Iterable[Finding]) -> str:
    """The grade of the whole."""
    return max(
        (one.grade for one in findings), key=lambda grade: WORST.index(Grade(grade)), default=Grade.GOOD
    )


def freshness(expected: Expected, published_at: dt.datetime, now: dt.datetime) -> Iterator[Finding]:
    """How old the state is; twice as old as allowed is bad."""
    if expected.oldest_hours is None:
        return
    hours = (now - published_at).total_seconds() / 3600
    allowed = expected.oldest_hours
    grade = Grade.GOOD if hours <= allowed else Grade.WARNING if hours <= 2 * allowed else Grade.BAD
    yield Finding("freshness", "", grade, f"{_age(hours)} old; expected is at most {_age(allowed)}.")


def _volume(rows: int, expected: Expected, before: int | None) -> Iterator[Finding]:
    fewest = expected.fewest_rows
    if fewest is not None:
        grade = Grade.GOOD if rows >= fewest else Grade.BAD
        yield Finding("volume", "", grade, f"{rows:,} rows; expected are at least {fewest:,}.")
    if expected.most_change is not None and before:
        change = 100 * (rows - before) / before
        fine = abs(change) <= expected.most_change
        says = f"{change:+.1f} % rows since the check before; expected is at most {expected.most_change} %."
        yield Finding("change", "", Grade.GOOD if fine else Grade.WARNING, says)


def _nulls(found: Measured, expected: Expected) -> Iterator[Finding]:
    for column, empty in found.nulls.items():
        allowed = expected.nulls[column]
        share = 100 * empty / found.rows if found.rows else 0.0
        fine = share <= allowed
        grade = Grade.GOOD if fine else Grade.WARNING if share <= allowed + 5 else Grade.BAD
        yield Finding("nulls", column, grade, f"{share:.1f} % empty; expected are at most {allowed} %.")


def _keys(found: Measured) -> Iterator[Finding]:
    for key, repeated in found.repeated.items():
        grade = Grade.GOOD if not repeated else Grade.BAD
        says = "No row repeats another." if not repeated else f"{repeated:,} rows repeat another."
        yield Finding("uniqueness", ", ".join(key), grade, says)


def _age(hours: float) -> str:
    if hours < 1:
        return "Less than an hour"
    if hours < 48:
        whole = round(hours)
        return f"{whole} hour{'' if whole == 1 else 's'}"
    return f"{round(hours / 24)} days"
