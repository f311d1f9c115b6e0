"""What the file of facts holds: the importer reads these columns, the list exports the same ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lintel.estate.inventory.exchange.columns import reference
from lintel.estate.inventory.exchange.fields import END
from lintel.estate.inventory.exchange.listing import joined, parted, written
from lintel.estate.inventory.importers.ends import Ends
from lintel.estate.inventory.models import Element
from lintel.estate.stress.models import Period, Resilience, Source
from lintel.imports.contract import Field
from lintel.ui.problems import Problem


def _words(choices: list[tuple[str, str]]) -> dict[str, str]:
    return {str(label): value for value, label in choices} | {value: value for value, _ in choices}


FIELDS: tuple[Field, ...] = (
    Field("element", "Entry", required=True, aliases=("element", "system"), help=END, example="Web shop"),
    Field(
        "availability", "Works, % of the time", "decimal", aliases=("availability", "uptime"),
        help="0 to 100; or the two columns of hours.", example="99.9",
    ),
    Field("over", "Over", "choice", choices=_words(Period.choices), aliases=("period",)),
    Field("mttf", "Hours until it fails", "decimal", aliases=("mttf", "mtbf"), example="2000"),
    Field("mttr", "Hours until it works again", "decimal", aliases=("mttr",), example="2"),
    Field(
        "source", "Where the figure is from", "choice", choices=_words(Source.choices), aliases=("source",)
    ),
    Field(
        "promised", "Promised in the contract, % of the time", "decimal", aliases=("sla", "promised"),
        example="99.5",
    ),
    Field("capacity", "Bears, requests an hour", "decimal", aliases=("capacity",), example="12000"),
    Field("essential", "Cannot be given up", "bool", aliases=("essential",), example="yes"),
    Field("revenue", "Revenue an hour", "decimal", aliases=("revenue",), example="4200"),
    Field("customers", "Customers an hour", "decimal", aliases=("customers",), example="600"),
    Field("worth_source", "Where these two are from", aliases=("worth source",), example="Orders"),
    Field("worth_on", "As of", "date", aliases=("as of",), example="2026-10-31"),
    Field(
        "enough", "How many are enough", aliases=("enough", "k of n"), example="serves=1; mail=1",
        help="“serves” for what serves it, else the word of its needs; =, how many; semicolons between.",
    ),
    Field(
        "degraded", "Keeps going in part", aliases=("degraded",), example="60 while shop + checkout",
        help="A percentage, “while”, ids or names with + between; semicolons between several.",
    ),
)  # fmt: skip


def read_degraded(cell: str, ends: Ends) -> list[dict[str, Any]]:
    """Degraded modes as a file writes them: `60 while shop + checkout; 20`. Errors: `Problem`."""
    found = []
    for part in parted(cell):
        share, _, names = part.partition("while")
        try:
            keeps = float(share.replace("%", "").replace("keeps", "").strip().replace(",", "."))
        except ValueError:
            raise Problem(
                f"“{part[:60]}” does not begin with a percentage.",
                way_out="Write it like “60 while Web shop + Payment gateway”.",
                field="degraded",
            ) from None
        named = [one.strip() for one in names.split("+") if one.strip()]
        found.append({"keeps": keeps, "while": [ends.need(one, "degraded").pk for one in named]})
    return found


def write_degraded(row: Resilience, elements: Mapping[int, Element]) -> str:
    """The same as a cell."""
    parts = []
    for one in row.degraded:
        names = [reference(elements[number]) for number in one["while"] if number in elements]
        parts.append(f"{one['keeps']:g}" + (f" while {' + '.join(names)}" if names else ""))
    return joined(parts)


def write_enough(row: Resilience) -> str:
    """How many are enough, as a cell."""
    return written(row.enough)


def lines(rows: Any) -> Iterator[list[Any]]:
    """The file's lines, in the order of `FIELDS`; one further query for what degraded modes name."""
    known = list(rows)
    wanted = {number for row in known for one in row.degraded for number in one["while"]}
    elements = Element.objects.in_bulk(wanted)
    special: dict[str, Callable[[Resilience], Any]] = {
        "element": lambda row: reference(row.element),
        "over": lambda row: row.get_over_display(), "source": lambda row: row.get_source_display(),
        "essential": lambda row: "yes" if row.essential else "",
        "enough": write_enough, "degraded": lambda row: write_degraded(row, elements),
    }  # fmt: skip
    for row in known:
        yield [special[one.name](row) if one.name in special else getattr(row, one.name) for one in FIELDS]
