"""Reads finished work from a CSV file."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

from lintel.engines.flow.problems import TooLittle
from lintel.engines.flow.times import Done

EXPECTED = "Write a header with `finished`, and `started` where it is known; one line for each finished item."


def read(path: Path, *, started: str = "started", finished: str = "finished") -> list[Done]:
    """The finished work of a file: dates as 2026-11-29; lines without an end are not finished and left out.

    Errors: `TooLittle`, with the line and the column; `OSError` where the file cannot be read.
    """
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = csv.DictReader(file)
        header = [name.strip().casefold() for name in rows.fieldnames or []]
        rows.fieldnames = header
        if finished.casefold() not in header:
            raise TooLittle(f"{path.name} has no column “{finished}”.", EXPECTED)
        found = []
        for row in rows:
            where = f"{path.name}, line {rows.line_num}"
            ended = _day(row.get(finished.casefold()), finished, where)
            if ended is None:
                continue
            began = _day(row.get(started.casefold()), started, where)
            if began is not None and began > ended:
                raise TooLittle(
                    f"{where}: it ends on {ended}, before it starts.", "Correct one of the dates."
                )
            found.append(Done(ended, began, (row.get("item") or "").strip()))
    return found


def _day(text: str | None, column: str, where: str) -> dt.date | None:
    if text is None or not text.strip():
        return None
    try:
        return dt.datetime.fromisoformat(text.strip()).date()
    except ValueError:
        raise TooLittle(
            f"{where}, column “{column}”: “{text.strip()[:40]}” is no date.", "Write it as 2026-11-29."
        ) from None
