"""The book as a document: laid out by Typst from data, so that no text is ever markup."""

import datetime as dt
import json
from pathlib import Path

from lintel.digests.book.models import Edition
from lintel.digests.book.shape import Book
from lintel.ui.formats import date_text

LAYOUT = Path(__file__).with_name("book.typ")


def pdf(book: Book, day: dt.date, edition: Edition | None = None) -> bytes:
    """PDF bytes of today's book, or of an edition with who signed it."""
    import typst

    data = book.plain() | {"day": date_text(day), "standing": _standing(edition)}
    found: bytes = typst.compile(LAYOUT, format="pdf", sys_inputs={"data": json.dumps(data)})
    return found


def _standing(edition: Edition | None) -> str:
    if edition is None:
        return "As the house says today; not an edition."
    signed = edition.turn.label[:1].lower() + edition.turn.label[1:]
    return f"Edition {edition.number}, {signed}."
