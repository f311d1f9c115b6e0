"""The columns of the glossary file: what the importer reads and what the list exports, one for one."""

from collections.abc import Callable
from typing import Any

from lintel.imports.contract import Field
from lintel.language.models import Term
from lintel.language.wording import joined
from lintel.people.models import User
from lintel.people.texts import shown_email

FIELDS: tuple[Field, ...] = (
    Field(
        "uri",
        "Id",
        aliases=("identifier", "uri", "kennung"),
        help="The term’s name in every house, from an export. Left empty, the term itself tells it apart.",
    ),
    Field("name", "Term", required=True, aliases=("name", "word", "begriff", "label"), example="Lead"),
    Field(
        "marketing",
        "Marketing means",
        aliases=("marketing", "marketing meaning", "marketing versteht"),
        example="A person who has shown interest.",
    ),
    Field(
        "it", "IT means", aliases=("it", "it meaning", "it versteht"), example="A record of the type Lead."
    ),
    Field(
        "alike",
        "Both mean the same",
        kind="bool",
        help="Left empty, two meanings that read differently count as different.",
        example="no",
    ),
    Field(
        "agreed",
        "Agreed meaning",
        aliases=("definition", "both mean", "agreed"),
        help="Comes in as a proposal: both offices sign it here.",
    ),
    Field(
        "synonyms",
        "Synonyms",
        aliases=("synonym", "also called"),
        help="With commas between them.",
        example="Prospect",
    ),
    Field(
        "distinct_from",
        "Not to be confused with",
        aliases=("confused with", "related"),
        help="Other terms, with commas between them.",
        example="Contact",
    ),
    Field("note", "Note", aliases=("usage", "scope note", "bemerkung")),
    Field("marketing_owner", "Owner in marketing", kind="email", example="nele.vogt@example.org"),
    Field("it_owner", "Owner in IT", kind="email", example="tomas.okafor@example.org"),
)


VALUES: dict[str, Callable[[Term, User], Any]] = {
    "uri": lambda term, _: term.uri,
    "name": lambda term, _: term.name,
    "marketing": lambda term, _: term.marketing_meaning,
    "it": lambda term, _: term.it_meaning,
    "alike": lambda term, _: term.alike,
    "agreed": lambda term, _: term.agreed_meaning,
    "synonyms": lambda term, _: joined(term.synonyms),
    "distinct_from": lambda term, _: joined(other.name for other in distinct_from(term)),
    "note": lambda term, _: term.note,
    "marketing_owner": lambda term, reader: shown_email(term.marketing_owner, reader),
    "it_owner": lambda term, reader: shown_email(term.it_owner, reader),
}
COLUMNS = [(field.name, field.label, VALUES[field.name]) for field in FIELDS]


def distinct_from(term: Term) -> list[Term]:
    """What a term is not to be confused with, by name; prefetch both sides for many terms."""
    rows = [row.other for row in term.distinctions.all()] + [
        row.term for row in term.distinctions_from_others.all()
    ]
    return sorted(rows, key=lambda other: (other.name.casefold(), other.pk))
