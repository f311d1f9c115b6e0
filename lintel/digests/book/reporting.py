"""The book as a report to take along: today’s, or an edition with who signed it."""

import datetime as dt

from django.urls import reverse

from lintel.digests.book import shape
from lintel.digests.book.models import Edition
from lintel.digests.book.shape import Book
from lintel.ui.formats import date_text
from lintel.ui.reports.sending import full_address
from lintel.ui.reports.shape import NOTHING_YET, Report, Section, sheet

TITLE = "Strategy book"


def report(book: Book, day: dt.date) -> Report:
    """What the house says on this day."""
    address = full_address(reverse("book:book"))
    said = f"As the house says on {date_text(day)}; not an edition"
    return Report("strategy book", TITLE, said, day, address, _sections(book))


def report_of(edition: Edition, book: Book) -> Report:
    """What an edition says for ever."""
    signed = edition.turn.label[:1].lower() + edition.turn.label[1:]
    said = f"Edition {edition.number} of {date_text(edition.day)}, {signed}"
    address = full_address(edition.get_absolute_url())
    name = f"strategy book edition {edition.number}"
    return Report(name, TITLE, said, edition.day, address, _sections(book))


def _sections(book: Book) -> tuple[Section, ...]:
    return tuple(_section(one) for one in book.sections)


def _section(one: shape.Section) -> Section:
    sheets = tuple(sheet(each.title, each.head, each.rows) for each in one.sheets)
    missing = f"{NOTHING_YET} {one.missing}".strip()
    return Section(one.title, tuple(one.words), sheets=sheets, missing=missing)
