"""The units of a trial from a CSV file, for the command line."""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lintel.engines.evidence.measures import Measure
from lintel.engines.evidence.moments import Arm, Moments, joined, of_columns
from lintel.engines.evidence.problems import TooLittle


@dataclass(frozen=True)
class Units:
    """The variants, control first, at the end and as they stood at the end of each day."""

    arms: tuple[Arm, ...]
    by_day: Mapping[dt.date, tuple[Arm, ...]]


def pairs(given: Sequence[str]) -> dict[str, str]:
    """`a=b` as a mapping."""
    found: dict[str, str] = {}
    for text in given:
        left, equals, right = text.partition("=")
        if not (left and equals and right):
            raise TooLittle(f"“{text}” is no pair.", "Write it as name=value.")
        found[left] = right
    return found


def measures(
    shares: Sequence[str], means: Sequence[str], ratios: Sequence[str], before: Mapping[str, str]
) -> tuple[Measure, ...]:
    """Metrics from columns; the first of them is the primary one."""
    found = [Measure(name, "proportion", name, before=before.get(name, "")) for name in shares]
    found += [Measure(name, "mean", name, before=before.get(name, "")) for name in means]
    for text in ratios:
        value, slash, over = text.partition("/")
        if not (value and slash and over):
            raise TooLittle(f"“{text}” is no ratio.", "Write it as orders/visits.")
        earlier, earlier_over = before.get(value, ""), before.get(over, "")
        both = (earlier, earlier_over) if earlier and earlier_over else ("", "")
        found.append(Measure(text, "ratio", value, over, *both))
    if not found:
        raise TooLittle("There is no metric.", "Name one with --share, --mean or --ratio.")
    return tuple(found)


def read_units(
    path: Path,
    variant: str,
    control: str,
    at: str,
    measured: Sequence[Measure],
    planned: Mapping[str, float],
) -> Units:
    """The file's units by variant. A unit whose metrics are not all filled counts as assigned only."""
    columns = list(dict.fromkeys(column for one in measured for column in one.columns))
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        header = list(reader.fieldnames or [])
        for name in (variant, *([at] if at else []), *columns):
            if name not in header:
                raise TooLittle(f"{path.name} has no column “{name}”.", f"It has {', '.join(header)}.")
        rows = list(reader)
    names = sorted({row[variant] for row in rows})
    if control not in names:
        raise TooLittle(f"No unit is in “{control}”.", f"The variants are {', '.join(names)}.")
    order = [control, *(name for name in names if name != control)]
    days = sorted({row[at][:10] for row in rows}) if at else [""]
    groups: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        groups[row[variant], row[at][:10] if at else ""].append(row)
    found: dict[str, list[Arm]] = {day: [] for day in days}
    for name in order:
        parts: list[Moments] = []
        assigned = 0
        for day in days:
            those = groups[name, day]
            assigned += len(those)
            whole = [row for row in those if all(row[column].strip() for column in columns)]
            if whole:
                parts = [joined([*parts, of_columns(_columns(path, whole, columns))])]
            sums = parts[0] if parts else Moments(0, {}, {})
            found[day].append(Arm(name, planned.get(name, 1.0), assigned, sums))
    last = tuple(found[days[-1]])
    return Units(last, {dt.date.fromisoformat(day): tuple(arms) for day, arms in found.items()} if at else {})


def _columns(
    path: Path, rows: Sequence[Mapping[str, str]], columns: Sequence[str]
) -> Mapping[str, Sequence[float]]:
    return {column: [_number(path, column, row[column]) for row in rows] for column in columns}


def _number(path: Path, column: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise TooLittle(
            f"{path.name}, column “{column}”: “{text}” is no number.", "Write numbers as 1234.5."
        ) from None
