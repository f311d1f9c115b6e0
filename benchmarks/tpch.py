"""The TPC-H schema as a semantic model, the published queries that it can express, and rows of that shape.

`python -m benchmarks.tpch FOLDER` writes the official rows and answers at scale factor 1 as Parquet, made by
DuckDB's own generator in a throw-away environment.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from lintel.engines.metrics import By, Filter, Order, Period, Query

_KEYS = {
    "region": ("r_regionkey",),
    "nation": ("n_nationkey",),
    "customer": ("c_custkey",),
    "supplier": ("s_suppkey",),
    "part": ("p_partkey",),
    "partsupp": ("ps_partkey", "ps_suppkey"),
    "orders": ("o_orderkey",),
    "lineitem": ("l_orderkey", "l_linenumber"),
}
_FIELDS = {
    "region": "r_name",
    "nation": "n_name",
    "customer": "c_custkey:number c_name c_acctbal:number c_phone c_address c_comment c_mktsegment "
    "c_nationkey:number",
    "supplier": "s_suppkey:number s_name s_address s_phone s_nationkey:number s_comment",
    "part": "p_type p_brand p_size:number p_name p_container polished",
    "partsupp": "ps_supplycost:number ps_suppkey:number",
    "orders": "o_orderdate:date o_shippriority:number o_orderpriority o_orderkey:number",
    "lineitem": "l_returnflag l_linestatus l_shipdate:date l_receiptdate:date l_commitdate:date l_shipmode "
    "l_orderkey:number l_discount:number l_quantity:number",
}
_LINKS = [
    ("lineitem", "orders", "l_orderkey", "o_orderkey"),
    ("lineitem", "partsupp", "l_partkey l_suppkey", "ps_partkey ps_suppkey"),
    ("lineitem", "supplier", "l_suppkey", "s_suppkey"),
    ("orders", "customer", "o_custkey", "c_custkey"),
    ("lineitem", "part", "l_partkey", "p_partkey"),
    ("partsupp", "part_supplied", "ps_partkey", "p_partkey"),
    ("partsupp", "supplier_of_part", "ps_suppkey", "s_suppkey"),
    ("customer", "customer_nation", "c_nationkey", "n_nationkey"),
    ("customer_nation", "customer_region", "n_regionkey", "r_regionkey"),
    ("supplier", "supplier_nation", "s_nationkey", "n_nationkey"),
]
_REVENUE = "sum(l_extendedprice * (1 - l_discount))"
_LATE = "l_commitdate < l_receiptdate and l_shipdate < l_commitdate"
_URGENT = "orders.o_orderpriority in ('1-URGENT', '2-HIGH')"
_DEALS = " or ".join(
    f"(part.p_brand = '{brand}' "
    f"and part.p_container in ('{size} {first}', '{size} BOX', '{size} PKG', '{size} PACK') "
    f"and l_quantity >= {least} and l_quantity <= {least + 10} and part.p_size between 1 and {most})"
    for brand, size, first, least, most in (
        ("Brand#12", "SM", "CASE", 1, 5),
        ("Brand#23", "MED", "BAG", 10, 10),
        ("Brand#34", "LG", "CASE", 20, 15),
    )
)
_PERSON = "l_shipmode in ('AIR', 'AIR REG') and l_shipinstruct = 'DELIVER IN PERSON'"
_SILENT = "not supplier_of_part.s_comment like '%Customer%Complaints%'"
_PROFIT = "sum(l_extendedprice * (1 - l_discount) - partsupp.ps_supplycost * l_quantity)"
_PAIR = (
    "(supplier_nation.n_name = 'FRANCE' and customer_nation.n_name = 'GERMANY') or "
    "(supplier_nation.n_name = 'GERMANY' and customer_nation.n_name = 'FRANCE')"
)
_METRICS: dict[str, tuple[str, str, str]] = {
    "sum_qty": ("lineitem", "sum(l_quantity)", ""),
    "sum_base_price": ("lineitem", "sum(l_extendedprice)", ""),
    "revenue": ("lineitem", _REVENUE, ""),
    "sum_charge": ("lineitem", "sum(l_extendedprice * (1 - l_discount) * (1 + l_tax))", ""),
    "avg_qty": ("lineitem", "avg(l_quantity)", ""),
    "avg_price": ("lineitem", "avg(l_extendedprice)", ""),
    "avg_disc": ("lineitem", "avg(l_discount)", ""),
    "lines": ("lineitem", "count(*)", ""),
    "late_orders": ("lineitem", "count(distinct l_orderkey)", "l_commitdate < l_receiptdate"),
    "local_revenue": ("lineitem", _REVENUE, "customer.c_nationkey = supplier.s_nationkey"),
    "discounts": ("lineitem", "sum(l_extendedprice * l_discount)", ""),
    "shipped_between": ("lineitem", _REVENUE, _PAIR),
    "brazil": ("lineitem", _REVENUE, "supplier_nation.n_name = 'BRAZIL'"),
    "profit": ("lineitem", _PROFIT, ""),
    "urgent_lines": ("lineitem", "count(*)", f"{_LATE} and {_URGENT}"),
    "other_lines": ("lineitem", "count(*)", f"{_LATE} and not {_URGENT}"),
    "promo": ("lineitem", _REVENUE, "part.p_type like 'PROMO%'"),
    "deals": ("lineitem", _REVENUE, f"{_PERSON} and ({_DEALS})"),
    "suppliers": ("partsupp", "count(distinct ps_suppkey)", _SILENT),
    "orders": ("orders", "count(*)", ""),
    "order_value": ("orders", "sum(o_totalprice)", ""),
}  # fmt: skip
"""Name: dataset, aggregate, filter."""


def model(schema: str = "tpch", *, complete: bool = True) -> dict[str, Any]:
    """The document of the model; `lintel.engines.metrics.reading.model` reads it."""
    names = {"customer_nation": "nation", "supplier_nation": "nation", "customer_region": "region"}
    names |= {"supplier_of_part": "supplier", "part_supplied": "part"}
    tables = [name for name in _KEYS if name not in ("nation", "region")]
    times = {"lineitem": "l_shipdate", "orders": "o_orderdate"}
    datasets = [
        {
            "name": name,
            "source": f"{schema}.{names.get(name, name)}",
            "primary_key": list(_KEYS[names.get(name, name)]),
            "fields": [_field(text) for text in _FIELDS[names.get(name, name)].split()],
            "lintel": {"time_field": times[name]} if name in times else {},
        }
        for name in (*tables, *names)
    ]
    relationships = [
        {
            "name": f"{start}_{end}",
            "from": start,
            "to": end,
            "from_columns": left.split(),
            "to_columns": right.split(),
            "lintel": {"complete": complete},
        }
        for start, end, left, right in _LINKS
    ]
    simple = [
        {
            "name": name,
            "lintel": {"measure": {"dataset": dataset, "expression": text, "filter": condition or None}},
        }
        for name, (dataset, text, condition) in _METRICS.items()
    ]
    shares = [
        {
            "name": "brazil_share",
            "lintel": {"kind": "ratio", "numerator": "brazil", "denominator": "revenue"},
        },
        {"name": "promo_share", "lintel": {"kind": "derived", "expression": "100 * promo / revenue"}},
        {
            "name": "value_per_line",
            "lintel": {"kind": "ratio", "numerator": "order_value", "denominator": "lines"},
        },
    ]
    return {"name": "tpch", "datasets": datasets, "relationships": relationships, "metrics": simple + shares}


def _field(text: str) -> dict[str, Any]:
    name, _, kind = text.partition(":")
    if name == "polished":
        return {"name": name, "expression": "p_type like 'MEDIUM POLISHED%'", "datatype": "Boolean"}
    datatypes = {"number": "Decimal", "date": "Date", "": "String"}
    return {"name": name, "expression": name, "datatype": datatypes[kind]}


def _by(text: str) -> tuple[By, ...]:
    return tuple(By(*part.split(":")) for part in text.split())  # type: ignore[arg-type] # grains


def _span(first: str, last: str, dimension: str | None = None) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last), dimension)


def _down(*names: str) -> tuple[Order, ...]:
    return tuple(Order(name.lstrip("-"), name.startswith("-")) for name in names)


_CUSTOMER = "c_custkey c_name c_acctbal c_phone customer_nation.n_name c_address c_comment"
QUESTIONS: dict[int, tuple[Query, tuple[str, ...]]] = {
    1: (
        Query(
            (
                *("sum_qty", "sum_base_price", "revenue", "sum_charge"),
                *("avg_qty", "avg_price", "avg_disc", "lines"),
            ),
            by=_by("l_returnflag l_linestatus"),
            where=(Filter("l_shipdate", "<=", (date(1998, 9, 2),)),),
        ),
        (),
    ),
    3: (
        Query(
            ("revenue",),
            by=_by("l_orderkey o_orderdate o_shippriority"),
            where=(
                Filter("c_mktsegment", "in", ("BUILDING",)),
                Filter("o_orderdate", "<", (date(1995, 3, 15),)),
                Filter("l_shipdate", ">", (date(1995, 3, 15),)),
            ),
            order=_down("-revenue", "o_orderdate"),
            limit=10,
        ),
        ("l_orderkey", "revenue", "o_orderdate", "o_shippriority"),
    ),
    4: (
        Query(
            ("late_orders",),
            by=_by("o_orderpriority"),
            period=_span("1993-07-01", "1993-09-30", "o_orderdate"),
        ),
        (),
    ),
    5: (
        Query(
            ("local_revenue",),
            by=_by("supplier_nation.n_name"),
            where=(Filter("r_name", "in", ("ASIA",)),),
            period=_span("1994-01-01", "1994-12-31", "o_orderdate"),
            order=_down("-local_revenue"),
        ),
        (),
    ),
    6: (
        Query(
            ("discounts",),
            where=(
                Filter("l_discount", "between", (Decimal("0.05"), Decimal("0.07"))),
                Filter("l_quantity", "<", (24,)),
            ),
            period=_span("1994-01-01", "1994-12-31"),
        ),
        (),
    ),
    7: (
        Query(
            ("shipped_between",),
            by=_by("supplier_nation.n_name customer_nation.n_name l_shipdate:year"),
            period=_span("1995-01-01", "1996-12-31"),
        ),
        (),
    ),
    8: (
        Query(
            ("brazil_share",),
            by=_by("o_orderdate:year"),
            where=(
                Filter("r_name", "in", ("AMERICA",)),
                Filter("part.p_type", "in", ("ECONOMY ANODIZED STEEL",)),
            ),
            period=_span("1995-01-01", "1996-12-31", "o_orderdate"),
        ),
        (),
    ),
    9: (
        Query(
            ("profit",),
            by=_by("supplier_nation.n_name o_orderdate:year"),
            where=(Filter("part.p_name", "contains", ("green",)),),
            order=_down("supplier_nation.n_name", "-o_orderdate"),
        ),
        (),
    ),
    10: (
        Query(
            ("revenue",),
            by=_by(_CUSTOMER),
            where=(Filter("l_returnflag", "in", ("R",)),),
            period=_span("1993-10-01", "1993-12-31", "o_orderdate"),
            order=_down("-revenue"),
            limit=20,
        ),
        ("c_custkey", "c_name", "revenue", "c_acctbal", "n_name", "c_address", "c_phone", "c_comment"),
    ),
    12: (
        Query(
            ("urgent_lines", "other_lines"),
            by=_by("l_shipmode"),
            where=(Filter("l_shipmode", "in", ("MAIL", "SHIP")),),
            period=_span("1994-01-01", "1994-12-31", "l_receiptdate"),
        ),
        (),
    ),
    14: (Query(("promo_share",), period=_span("1995-09-01", "1995-09-30")), ()),
    15: (
        Query(
            ("revenue",),
            by=_by("supplier.s_suppkey supplier.s_name supplier.s_address supplier.s_phone"),
            period=_span("1996-01-01", "1996-03-31"),
            order=_down("-revenue"),
            limit=1,
        ),
        (),
    ),
    16: (
        Query(
            ("suppliers",),
            by=_by("part_supplied.p_brand part_supplied.p_type part_supplied.p_size"),
            where=(
                Filter("part_supplied.p_brand", "not_in", ("Brand#45",)),
                Filter("part_supplied.polished", "in", (False,)),
                Filter("part_supplied.p_size", "in", (49, 14, 23, 45, 19, 3, 36, 9)),
            ),
            order=_down("-suppliers", "p_brand", "p_type", "p_size"),
        ),
        (),
    ),
    19: (Query(("deals",)), ()),
}  # fmt: skip
"""Number of the query: the question, and the order of the published columns where it is another.

2, 11, 13, 17, 18, 20, 21 and 22 need nested aggregates or subqueries over groups: a model has none.
"""

GENERATE = """
import sys, duckdb, duckdb_extensions
duckdb_extensions.import_extension("tpch")
folder = sys.argv[1]
connection = duckdb.connect()
connection.execute("load tpch; call dbgen(sf = 1)")
for (name,) in connection.execute("show tables").fetchall():
    connection.execute(f"copy {name} to '{folder}/{name}.parquet'")
connection.execute(f"copy (from tpch_answers() where scale_factor = 1) to '{folder}/answers.parquet'")
"""
PACKAGES = ("duckdb==1.5.5", "duckdb-extensions==1.5.5", "duckdb-extension-tpch==1.5.5")


def official(folder: Path) -> None:
    """Writes the official rows and answers at scale factor 1, with an environment that is thrown away."""
    folder.mkdir(parents=True, exist_ok=True)
    python = throw_away(folder / "environment", PACKAGES)
    subprocess.run([python, "-c", GENERATE, str(folder)], check=True)


def throw_away(folder: Path, packages: tuple[str, ...]) -> str:
    """A Python with these packages and nothing of ours."""
    import venv

    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    subprocess.run(
        [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *packages], check=True
    )
    return str(python)


if __name__ == "__main__":
    official(Path(sys.argv[1]))
