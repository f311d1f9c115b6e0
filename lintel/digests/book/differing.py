"""What differs between two books, section by section: words and rows that came and went."""

from __future__ import annotations

from dataclasses import dataclass

from lintel.digests.book.shape import Book, Section, Sheet


@dataclass(frozen=True)
class Changed:
    """One section: what is new in it and what is gone, as lines of text."""

    title: str
    came: tuple[str, ...]
    went: tuple[str, ...]


def differences(before: Book, after: Book) -> list[Changed]:
    """Only sections in which something differs, in the order of the newer book, then those that are gone."""
    old = {one.slug: one for one in before.sections}
    new = {one.slug: one for one in after.sections}
    found = [_changed(old.get(slug), one) for slug, one in new.items()]
    found += [_changed(one, None) for slug, one in old.items() if slug not in new]
    return [one for one in found if one.came or one.went]


def _changed(before: Section | None, after: Section | None) -> Changed:
    old, new = _lines(before), _lines(after)
    title = after.title if after else before.title if before else ""
    return Changed(title, _without(new, old), _without(old, new))


def _without(lines: list[str], others: list[str]) -> tuple[str, ...]:
    known = set(others)
    return tuple(dict.fromkeys(line for line in lines if line not in known))


def _lines(section: Section | None) -> list[str]:
    if section is None:
        return []
    return [*section.words, *(line for sheet in section.sheets for line in _rows(sheet))]


def _rows(sheet: Sheet) -> list[str]:
    """Rows as sentences that stand without their table."""
    return [
        f"{sheet.title}: "
        + "; ".join(
            f"{name} {cell}" if place else cell
            for place, (name, cell) in enumerate(zip(sheet.head, row, strict=True))
            if cell
        )
        for row in sheet.rows
    ]
