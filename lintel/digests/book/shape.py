"""What the strategy book is made of: sections of words and tables, the same on the page, in a file and in an
edition that was signed. Plain texts alone, so that an edition says for ever what was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Sheet:
    """A table: its title, the heads of its columns, its rows as texts."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Section:
    """One section: what it is called, where its subject lives in the house, what it says."""

    slug: str
    title: str
    url: str
    words: tuple[str, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    missing: str = ""  # what to do where there is nothing to tell yet

    @property
    def is_empty(self) -> bool:
        """There is nothing to tell yet."""
        return not self.words and not any(sheet.rows for sheet in self.sheets)


@dataclass(frozen=True)
class Book:
    """All sections, in order."""

    sections: tuple[Section, ...] = field(default=())

    def plain(self) -> dict[str, Any]:
        """As it is kept and signed."""
        return {"sections": [_plain(one) for one in self.sections]}


def _plain(one: Section) -> dict[str, Any]:
    sheets = [
        {"title": s.title, "head": list(s.head), "rows": [list(row) for row in s.rows]} for s in one.sheets
    ]
    words = {"slug": one.slug, "title": one.title, "url": one.url, "missing": one.missing}
    return words | {"words": list(one.words), "sheets": sheets}


def book_of(plain: Mapping[str, Any]) -> Book:
    """A book as it was kept."""
    return Book(tuple(_section(one) for one in plain["sections"]))


def _section(one: Mapping[str, Any]) -> Section:
    sheets = tuple(
        Sheet(s["title"], tuple(s["head"]), tuple(tuple(row) for row in s["rows"])) for s in one["sheets"]
    )
    return Section(one["slug"], one["title"], one["url"], tuple(one["words"]), sheets, one["missing"])
