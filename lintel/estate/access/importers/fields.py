"""What an access list holds: the importer reads these columns, the list of grants exports the same ones."""

from lintel.estate.access.models import PartyKind, Right
from lintel.estate.inventory.exchange.fields import END
from lintel.imports.contract import Field


def _words(choices: list[tuple[str, str]], **more: str) -> dict[str, str]:
    return {str(label): value for value, label in choices} | {value: value for value, _ in choices} | more


GRANT_FIELDS: tuple[Field, ...] = (
    Field("system", "System", required=True, aliases=("application", "app", "anwendung"), help=END,
          example="Web shop"),
    Field("party", "Who", required=True, aliases=("party", "team", "role", "group", "account"),
          help="A team, a role, a group, an agency or an account; never a single person.",
          example="Performance Marketing"),
    Field("kind", "Kind of party", "choice",
          choices=_words(list(PartyKind.choices), Group="group", Agency="vendor", Vendor="vendor"),
          help="Left empty it is a team.", example="Team"),
    Field("right", "May", "choice", required=True, aliases=("right", "permission", "access level"),
          choices=_words(list(Right.choices), Use="use", Read="read", Write="write", Integrate="integrate",
                         Administer="administer", Admin="administer"),
          example="Read its data"),
    Field("reason", "What for", aliases=("reason", "purpose"), example="Reports of the week."),
    Field("since", "Since", "date", aliases=("from", "granted on"), example="2025-03-01"),
    Field("until", "Until", "date", aliases=("expires", "valid until"),
          help="Its last day; empty means for good."),
    Field("people", "People", "int", aliases=("users", "accounts"), help="How many; only for a new party.",
          example="12"),
    Field("outside", "Outside", "bool", aliases=("external",), help="Agencies and vendors always are."),
    Field("approved_by", "Agreed by", "email", aliases=("approved by",), example="kofi.asante@example.org"),
)  # fmt: skip
