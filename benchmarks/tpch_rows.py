"""Rows of TPC-H's shape without its generator: the same tables and value sets, made with hashes, any size."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_REGIONS = "AFRICA AMERICA ASIA EUROPE MIDDLEEAST".split()
_NATIONS = (
    "FRANCE GERMANY BRAZIL INDIA CHINA JAPAN KENYA PERU CANADA EGYPT IRAN IRAQ JORDAN RUSSIA ROMANIA".split()
)
_SEGMENTS = "AUTOMOBILE BUILDING FURNITURE HOUSEHOLD MACHINERY".split()
_MODES = ["AIR", "AIR REG", "FOB", "MAIL", "RAIL", "SHIP", "TRUCK"]
_TYPES = ["PROMO BURNISHED TIN", "ECONOMY ANODIZED STEEL", "MEDIUM POLISHED BRASS", "SMALL PLATED COPPER"]
_PRIORITIES = ["1-URGENT", "2-HIGH", "3-MEDIUM", "4-NOT SPECIFIED", "5-LOW"]
_CONTAINERS = ["SM CASE", "SM PKG", "MED BAG", "MED BOX", "LG CASE", "LG PACK", "JUMBO JAR"]


def fill(connection: DuckDBPyConnection, lines: int, schema: str = "tpch") -> None:
    """Creates the eight tables with about so many line items; the same number gives the same rows."""
    orders, parts = max(lines // 4, 1), max(lines // 30, 4)
    suppliers, customers = max(lines // 600, 4), max(lines // 40, 1)
    connection.execute(f"create schema if not exists {schema}")
    for name, columns, count in (
        ("region", f"i as r_regionkey, {_pick(_REGIONS, 'i')} as r_name", len(_REGIONS)),
        (
            "nation",
            f"i as n_nationkey, {_pick(_NATIONS, 'i')} as n_name, i % 5 as n_regionkey",
            len(_NATIONS),
        ),
        ("customer", _customer(), customers),
        ("supplier", _supplier(), suppliers),
        ("part", _part(), parts),
        ("orders", _orders(customers), orders),
    ):
        connection.execute(f"create table {schema}.{name} as select {columns} from range({count}) t(i)")
    connection.execute(
        f"create table {schema}.partsupp as select p as ps_partkey, (p * 7 + s * {max(suppliers // 4, 1)}) "
        f"% {suppliers} as ps_suppkey, (hash(p, s) % 100000 / 100.0)::decimal(15, 2) as ps_supplycost "
        f"from range({parts}) a(p), range(4) b(s)"
    )
    connection.execute(_lines(schema, lines, parts, suppliers))


def _pick(values: list[str], number: str) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"[{listed}][({number} % {len(values)})::integer + 1]"


def _customer() -> str:
    return (
        "i as c_custkey, 'Customer#' || i as c_name, "
        "(hash(i) % 1000000 / 100.0)::decimal(15, 2) as c_acctbal, "
        f"'10-' || i as c_phone, 'address ' || i as c_address, "
        f"{_pick(_SEGMENTS, 'hash(i, 1)')} as c_mktsegment, "
        f"(hash(i, 2) % {len(_NATIONS)})::bigint as c_nationkey, 'comment ' || i as c_comment"
    )


def _supplier() -> str:
    return (
        "i as s_suppkey, 'Supplier#' || i as s_name, 'address ' || i as s_address, '20-' || i as s_phone, "
        f"(hash(i, 3) % {len(_NATIONS)})::bigint as s_nationkey, "
        "case when i % 50 = 0 then 'some Customer had Complaints' else 'comment' end as s_comment"
    )


def _part() -> str:
    return (
        f"i as p_partkey, {_pick(_TYPES, 'hash(i, 4)')} as p_type, 'Brand#' || (hash(i, 5) % 5 + 1) || "
        f"(hash(i, 6) % 5 + 1) as p_brand, (hash(i, 7) % 50 + 1)::integer as p_size, "
        f"case when i % 17 = 0 then 'green' else 'plain' end || ' part' as p_name, "
        f"{_pick(_CONTAINERS, 'hash(i, 8)')} as p_container"
    )


def _orders(customers: int) -> str:
    return (
        f"i as o_orderkey, (hash(i, 9) % {customers})::bigint as o_custkey, "
        "date '1992-01-01' + (hash(i, 10) % 2400)::integer as o_orderdate, 0 as o_shippriority, "
        f"{_pick(_PRIORITIES, 'hash(i, 11)')} as o_orderpriority, "
        "(hash(i, 12) % 50000000 / 100.0)::decimal(15, 2) as o_totalprice"
    )


def _lines(schema: str, lines: int, parts: int, suppliers: int) -> str:
    return f"""create table {schema}.lineitem as
        select i // 4 as l_orderkey, (i % 4 + 1)::integer as l_linenumber,
            (hash(i, 1) % {parts})::bigint as l_partkey,
            (((hash(i, 1) % {parts}) * 7 + (hash(i, 2) % 4) * {max(suppliers // 4, 1)}) % {suppliers})::bigint
                as l_suppkey,
            (hash(i, 3) % 50 + 1)::decimal(15, 2) as l_quantity,
            (hash(i, 4) % 10000000 / 100.0)::decimal(15, 2) as l_extendedprice,
            (hash(i, 5) % 11 / 100.0)::decimal(15, 2) as l_discount,
            (hash(i, 6) % 9 / 100.0)::decimal(15, 2) as l_tax,
            {_pick(["A", "N", "R"], "hash(i, 7)")} as l_returnflag,
            {_pick(["F", "O"], "hash(i, 8)")} as l_linestatus,
            o.o_orderdate + (hash(i, 9) % 121 + 1)::integer as l_shipdate,
            o.o_orderdate + (hash(i, 10) % 61 + 30)::integer as l_commitdate,
            o.o_orderdate + (hash(i, 9) % 121 + 2)::integer + (hash(i, 11) % 30)::integer as l_receiptdate,
            {_pick(_MODES, "hash(i, 12)")} as l_shipmode,
            {_pick(["DELIVER IN PERSON", "NONE"], "hash(i, 13)")} as l_shipinstruct
        from range({lines // 4 * 4}) t(i) inner join {schema}.orders o on o.o_orderkey = i // 4"""
