"""What a report is made of: sections of words, figures, charts with their tables, and tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lintel.ui.charts import Figure

NOTHING_YET = "Nothing yet."


@dataclass(frozen=True)
class Fact:
    """A figure with its unit as people read it, what it counts, and what to know of it."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class Sheet:
    """A table. Cells are texts as the page shows them, or numbers and dates."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Section:
    """One section; `charts` are those of the page, and each brings its own table along."""

    title: str
    words: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    charts: tuple[Figure, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    missing: str = NOTHING_YET  # what to say, and to do, where there is nothing to tell

    @property
    def lines(self) -> tuple[str, ...]:
        """The words; where there is nothing at all to tell, what is missing."""
        if self.words or self.facts or self.charts or any(sheet.rows for sheet in self.sheets):
            return self.words
        return (self.missing,)

    @property
    def parts(self) -> list[tuple[Figure | None, Sheet]]:
        """Charts, each with its table, then tables; tables without rows are left out."""
        drawn = [(one, table_of(one)) for one in self.charts]
        return [*drawn, *((None, sheet) for sheet in self.sheets if sheet.rows)]


@dataclass(frozen=True)
class Report:
    """A report of a day: `name` is its file's, `address` the page that it was taken from.

    `every_figure` holds figures with all their digits, which only a workbook has room for.
    """

    name: str
    title: str
    subtitle: str
    day: dt.date
    address: str
    sections: tuple[Section, ...]
    every_figure: tuple[Sheet, ...] = ()


def table_of(figure: Figure) -> Sheet:
    """The figures of a chart as a table."""
    return sheet(figure.title, figure.columns, figure.rows)


def sheet(title: str, head: Sequence[str], rows: Sequence[Sequence[Any]]) -> Sheet:
    """A table of lists as rooms have them."""
    return Sheet(title, tuple(head), tuple(tuple(row) for row in rows))
