"""Shapes of the room's API."""

import datetime as dt
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from lintel.language.models import LONGEST_MEANING, LONGEST_NAME, Term
from lintel.ui.api import LARGEST_ID, Line, Text

Meaning = Annotated[Text, Field(max_length=LONGEST_MEANING)]
Name = Annotated[Line, Field(min_length=1, max_length=LONGEST_NAME)]
StateName = Literal["clashing", "one_sided", "open", "proposed", "agreed"]


class TermIn(Schema):
    """A term's words; the other side's meaning has to be left as it is."""

    name: Name
    marketing_meaning: Meaning = ""
    it_meaning: Meaning = ""
    synonyms: Annotated[list[Line], Field(max_length=20)] = []
    alike: bool = Field(False, description="Both sides mean the same, in other words.")


class TermPut(TermIn):
    """New words for a term."""

    version: int = Field(ge=0, le=2**31 - 1, description="The version that was read.")


class TermOut(Schema):
    """A term: both meanings, the agreed one, and whose word is missing."""

    id: int
    uri: str
    name: str
    synonyms: list[str]
    marketing_meaning: str
    it_meaning: str
    alike: bool
    agreed_meaning: str
    note: str
    state: StateName
    awaits: Literal["", "marketing", "it", "both"]
    clashes: bool
    marketing_owner: int | None = Field(None, alias="marketing_owner_id")
    it_owner: int | None = Field(None, alias="it_owner_id")
    flags: int = Field(alias="flag_count")
    is_retired: bool
    version: int
    changed_at: dt.datetime


class TroubleOut(TermOut):
    """A term that was flagged or had to be talked about."""

    comments: int = Field(alias="comment_count")
    trouble: int


class TermWholeOut(TermOut):
    """One term with what a signature covers and who has signed."""

    content_hash: str
    signed_by: list[str] = Field(description="Offices whose signature counts now.")
    distinct_from: list[int] = Field(description="Terms that it is not to be confused with.")


class MeaningIn(Schema):
    """The meaning that both offices are to sign."""

    text: Annotated[Meaning, Field(min_length=1)]
    version: int = Field(ge=0, le=2**31 - 1, description="The version that was read.")


class TermSignatureIn(Schema):
    """A signature on exactly one content."""

    content_hash: str = Field(min_length=64, max_length=64, description="As `get_term` gave it.")


class SurroundingsIn(Schema):
    """What stands around a term; none of it is signed."""

    marketing_owner: int | None = Field(None, ge=1, le=LARGEST_ID)
    it_owner: int | None = Field(None, ge=1, le=LARGEST_ID)
    note: Meaning = ""
    distinct_from: Annotated[list[Line], Field(max_length=30)] = Field(
        [], description="Names of other terms."
    )


class WritingIn(Schema):
    """A text that somebody is writing."""

    text: Annotated[str, Field(max_length=100_000)]


class FoundOut(Schema):
    """A word of the text that the glossary knows."""

    spelling: str
    term: int
    name: str
    state: StateName
    clashes: bool


class WritingOut(Schema):
    """The words of a text that the glossary knows, each once."""

    found: list[FoundOut]


class VocabularyOut(Schema):
    """What became of the starter vocabulary."""

    terms: int
    stayed: int = 0


class PrimerIn(Schema):
    """A plain-language note."""

    title: Annotated[Line, Field(min_length=1, max_length=160)]
    subject: Literal["system", "capability", "demand", "practice"] = "capability"
    text: Annotated[Text, Field(min_length=1)]


class PrimerPut(PrimerIn):
    """A primer's new words."""

    version: int = Field(ge=0, le=2**31 - 1, description="The version that was read.")


class PrimerOut(Schema):
    """A primer."""

    id: int
    title: str
    subject: str
    text: str
    version: int
    written_by: int | None = Field(None, alias="written_by_id")
    changed_at: dt.datetime


class AttachmentIn(Schema):
    """Where a primer hangs."""

    thing: Annotated[Line, Field(min_length=1)] = Field(description="Address of its page, such as /terms/5/.")


class AttachmentOut(Schema):
    """What a primer explains."""

    type: str
    id: int
    title: str


def whole(term: Term, content_hash: str, signed_by: list[str], distinct_from: list[int]) -> dict[str, Any]:
    """One term as `TermWholeOut`."""
    plain = TermOut.from_orm(term).dict(by_alias=False)
    return {
        **plain,
        "marketing_owner_id": term.marketing_owner_id,
        "it_owner_id": term.it_owner_id,
        "flag_count": term.flag_count,
        "content_hash": content_hash,
        "signed_by": signed_by,
        "distinct_from": distinct_from,
    }
