"""What the API says about the strategy book."""

import datetime as dt
from typing import Annotated

from ninja import Field, Schema


class BookSheetOut(Schema):
    """A table."""

    title: str
    head: list[str]
    rows: list[list[str]]


class BookSectionOut(Schema):
    """A section: words and tables."""

    slug: str
    title: str
    url: str
    words: list[str]
    sheets: list[BookSheetOut]
    missing: str


class BookOut(Schema):
    """The book of a day."""

    sections: list[BookSectionOut]


class BookEditionIn(Schema):
    """What the edition is for."""

    note: Annotated[str, Field(max_length=300)] = ""


class BookEditionOut(Schema):
    """An edition in a list."""

    id: int
    number: int
    note: str
    day: dt.date
    awaits: str
    taken_by_id: int
    taken_at: dt.datetime
    signed_at: dt.datetime | None


class OneBookEditionOut(BookEditionOut):
    """An edition with what it says, and the hash that a signature is put to."""

    body: BookOut
    content_hash: str


class BookSignatureIn(Schema):
    """The hash of exactly what was read."""

    content_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class BookChangeOut(Schema):
    """What came and went in one section."""

    title: str
    came: list[str]
    went: list[str]
