"""What the files of the inventory hold: the importers read these columns, the lists export the same ones."""

from lintel.estate.inventory.models import KINDS, CostKind, Disposition, FlowState, Kind, Means
from lintel.estate.inventory.models.element import CRITICALITY
from lintel.estate.inventory.models.relation import RelationKind
from lintel.imports.contract import Field

END = "Its id, “kind: name”, or its name alone where no other entry has it."
SEMICOLONS = "With semicolons between them."


def _words(choices: list[tuple[str, str]]) -> dict[str, str]:
    """What people may write: the label, or the short name that other programs use."""
    return {str(label): value for value, label in choices} | {value: value for value, _ in choices}


_KINDS = {str(kind.label): kind.value for kind in Kind} | {
    word: kind.value for kind in Kind for word in (kind.value, KINDS[kind].plural)
}
_CRITICALITY = {word: str(number) for number, word in CRITICALITY} | {
    str(number): str(number) for number, _ in CRITICALITY
}

ELEMENT_FIELDS: tuple[Field, ...] = (
    Field("kind", "Kind", "choice", required=True, choices=_KINDS, aliases=("type", "art"), example="System"),
    Field(
        "key", "Id", aliases=("identifier", "key", "kennung"), example="crm",
        help="What it is called in your files. Left empty, kind and name tell it apart.",
    ),
    Field("name", "Name", required=True, aliases=("bezeichnung", "application", "system"), example="CRM"),
    Field(
        "description", "What it is for", aliases=("description", "purpose", "beschreibung"),
        example="Remembers people, companies and what was agreed with them.",
    ),
    Field(
        "business_owner", "Business owner", "email", aliases=("business owner e-mail",),
        example="nele.vogt@example.org",
    ),
    Field(
        "technical_owner", "Technical owner", "email", aliases=("technical owner e-mail", "it owner"),
        example="tomas.okafor@example.org",
    ),
    Field("live_from", "In use from", "date", aliases=("live from", "go live"), example="2024-03-01"),
    Field("phase_out_from", "Phased out from", "date", aliases=("phase out from", "phase out")),
    Field("retired_from", "Gone from", "date", aliases=("retired from", "end of life")),
    Field(
        "disposition", "What is to become of it", "choice", choices=_words(Disposition.choices),
        aliases=("disposition", "time"), help="Tolerate, invest, migrate or eliminate; systems only.",
    ),
    Field(
        "criticality", "How bad it is when it stands still", "choice", choices=_CRITICALITY,
        aliases=("criticality", "kritikalität"),
        help="In words, or 1 (hardly noticed) to 4 (business stops).",
    ),
    Field("address", "Web address", aliases=("url", "link", "address"), example="https://crm.example.com"),
    Field(
        "extra", "Further fields", aliases=("extra", "extras"), example="tier=gold; users=40",
        help="Short name or label, =, value; with semicolons between them. “name=” empties a field.",
    ),
)  # fmt: skip

RELATION_FIELDS: tuple[Field, ...] = (
    Field("key", "Id", aliases=("identifier", "key"), help="Its id in another tool; empty leaves it."),
    Field("source", "From", required=True, aliases=("source", "von"), help=END, example="crm"),
    Field(
        "kind", "Relation", "choice", required=True, choices=_words(RelationKind.choices),
        aliases=("relation", "verb", "kind"), example="needs",
    ),
    Field("target", "To", required=True, aliases=("target", "zu"), help=END, example="System: Mail relay"),
    Field(
        "instead", "One of these is enough", aliases=("instead", "substitute"),
        help="The same word on several needs: each can stand in for the others.", example="mail",
    ),
)  # fmt: skip

FLOW_FIELDS: tuple[Field, ...] = (
    Field(
        "key", "Id", aliases=("identifier", "key"),
        help="Left empty, both ends and what goes through it tell it apart.",
    ),
    Field("source", "From", required=True, aliases=("source", "von"), help=END, example="Web shop"),
    Field("target", "To", required=True, aliases=("target", "zu", "an"), help=END, example="Warehouse"),
    Field("name", "What goes through it", required=True, aliases=("name", "flow"), example="Orders"),
    Field("data", "Data classes", aliases=("data",), help=SEMICOLONS, example="Orders; Contact data"),
    Field("state", "State", "choice", choices=_words(FlowState.choices), aliases=("status", "state")),
    Field("means", "How", "choice", choices=_words(Means.choices), aliases=("means", "protocol")),
    Field("records_a_day", "Records a day", "int", aliases=("records", "volume"), example="1200"),
    Field("description", "What one should know", aliases=("description", "note")),
)  # fmt: skip

CONTRACT_FIELDS: tuple[Field, ...] = (
    Field("key", "Number", aliases=("contract number", "vertragsnummer", "number"), example="C-1042"),
    Field("title", "Contract", required=True, aliases=("title", "name"), example="Newsletters, 40 seats"),
    Field("vendor", "Vendor", required=True, aliases=("supplier",), help=END, example="Mailfinch"),
    Field("systems", "Systems", aliases=("covers",), help=SEMICOLONS),
    Field("owner", "Who keeps it", "email", aliases=("owner",), example="nele.vogt@example.org"),
    Field("starts_on", "Starts", "date", aliases=("start", "from"), example="2025-04-01"),
    Field("ends_on", "Ends or renews", "date", aliases=("end", "ends", "renewal", "until")),
    Field("renews", "Goes on by itself", "bool", aliases=("renews", "auto renewal"), example="yes"),
    Field("notice_days", "Days of notice", "int", aliases=("notice",), example="90"),
    Field("a_year", "Cost a year", "decimal", aliases=("annual cost", "a year"), example="24000"),
    Field("currency", "Currency", aliases=("währung",), example="EUR"),
    Field("seats", "Seats bought", "int", aliases=("seats", "licences"), example="40"),
)  # fmt: skip

COST_FIELDS: tuple[Field, ...] = (
    Field("element", "Entry", required=True, aliases=("element", "system"), help=END, example="Web shop"),
    Field(
        "month", "Month", "date", required=True, aliases=("date", "monat"),
        help="Any day of the month.", example="2026-11-01",
    ),
    Field("kind", "For", "choice", choices=_words(CostKind.choices), aliases=("kind", "cost kind")),
    Field("amount", "Amount", "decimal", required=True, aliases=("cost", "betrag"), example="1250.00"),
    Field("currency", "Currency", aliases=("währung",), example="EUR"),
)  # fmt: skip

SEAT_FIELDS: tuple[Field, ...] = (
    Field(
        "contract", "Contract", required=True, aliases=("contract number", "vertrag"), example="C-1042",
        help="Its number, “vendor: contract”, or its name alone where no other contract has it.",
    ),
    Field("counted_on", "Counted on", "date", required=True, aliases=("date", "day"), example="2026-11-01"),
    Field("used", "Seats used", "int", required=True, aliases=("used", "in use"), example="31"),
)  # fmt: skip
