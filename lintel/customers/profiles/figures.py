"""All customers as numbers, for everybody: groups that are too small to show are counted together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lintel.customers.profiles.reading import LABELS
from lintel.customers.profiles.small import FEWEST
from lintel.customers.shapes import ATTRIBUTES
from lintel.customers.sources.naming import names
from lintel.ui.charts import Figure
from lintel.warehouse import reading

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
MOST_BARS = 15


@dataclass(frozen=True)
class Figures:
    """Totals, and groups as (label, customers), largest first."""

    customers: int
    records: int
    sources: list[tuple[str, int]]
    countries: list[tuple[str, int]]
    sizes: list[tuple[str, int]]
    filled: list[tuple[str, float]]


def choices() -> tuple[list[str], list[str]]:
    """Sources, and countries of ten customers or more, by which the list can be narrowed."""
    with reading.connect("customers.golden") as connection:
        sources = connection.execute(
            "select distinct unnest(sources) as one from customers.golden order by 1"
        ).fetchall()
        countries = connection.execute(
            "select country from customers.golden where country is not null group by 1 "
            f"having count(*) >= {FEWEST} order by count(*) desc, 1 limit 60"
        ).fetchall()
    return [row[0] for row in sources], [row[0] for row in countries]


def figures() -> Figures:
    """Read from the golden records in four passes over a few columns."""
    with reading.connect("customers.golden") as connection:
        filled = ", ".join(f"100.0 * count({name}) / greatest(count(*), 1)" for name in ATTRIBUTES)
        row = connection.execute(
            f"select count(*), coalesce(sum(records), 0), {filled} from customers.golden"
        ).fetchone() or (0, 0)

        def groups(label: str, order: str = "2 desc, 1") -> list[tuple[str, int]]:
            said = f"select {label}, count(*) from customers.golden group by 1 order by {order}"
            return _folded(connection.execute(said).fetchall())

        sources = connection.execute(
            "select one, count(*) from (select unnest(sources) as one from customers.golden) "
            "group by 1 order by 2 desc, 1"
        ).fetchall()
        size = "case when records >= 5 then '5 or more' else records::varchar end"
        known = names()
        named = [(known.get(slug, slug), count) for slug, count in _folded(sources)]
        return Figures(
            customers=row[0], records=int(row[1]), sources=named,
            countries=groups("coalesce(country, 'not known')"), sizes=groups(size, "1"),
            filled=[(LABELS[name], round(share, 1)) for name, share in zip(ATTRIBUTES, row[2:], strict=True)],
        )  # fmt: skip


def _folded(groups: list[tuple[Any, ...]]) -> list[tuple[str, int]]:
    """Groups of ten or more, at most fifteen; the others as one, unless it would be small as well."""
    shown = [(str(label), int(count)) for label, count in groups if count >= FEWEST][:MOST_BARS]
    rest = sum(int(count) for _, count in groups) - sum(count for _, count in shown)
    return [*shown, ("all others", rest)] if rest >= FEWEST else shown


def charts(found: Figures) -> list[Figure]:
    """By source, by country, by number of records, and how complete the golden records are."""
    small = f"Groups of fewer than {FEWEST} customers stand under “all others”, or are left out."
    each = "A customer who is known from two sources counts in both."
    return [
        _bars("Customers by source", "customers", found.sources, each),
        _bars("Records of one customer", "customers", found.sizes, "How many records were joined into one."),
        _bars("Customers by country", "customers", found.countries, small),
        _bars(
            "How complete golden records are", "% filled", found.filled, "Share of customers with a value."
        ),
    ]


def _bars(title: str, unit: str, groups: list[tuple[str, Any]], note: str) -> Figure:
    spec = {
        "$schema": SCHEMA,
        "height": {"step": 22},
        "data": {"values": [{"group": label, "value": value} for label, value in groups]},
        "mark": {"type": "bar", "tooltip": True, "cornerRadiusEnd": 2},
        "encoding": {
            "y": {
                "field": "group",
                "type": "nominal",
                "title": None,
                "sort": None,
                "axis": {"labelLimit": 180},
            },
            "x": {"field": "value", "type": "quantitative", "title": unit},
        },
    }
    return Figure(title, spec, ["", unit], groups, note)
