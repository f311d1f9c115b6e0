"""Why two records are one customer, and what holds a customer together; both looks leave a trace."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from lintel.audit.audited import Draft, audited
from lintel.customers.matching.access import may_see_identified
from lintel.customers.matching.actions import _state
from lintel.customers.matching.anchors import note
from lintel.customers.matching.customers import customers_of, resolved
from lintel.customers.matching.datasets import ASSIGNED, CLEAN, PAIRS
from lintel.customers.matching.models import Matching, PairDecision
from lintel.customers.shapes import ALIASES, EDGES, MEMBERS
from lintel.people.models import User
from lintel.ui.problems import Denied, Missing
from lintel.warehouse import reading

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from lintel.engines.matching import Model
    from lintel.engines.matching.bench import Bench
    from lintel.engines.matching.explain import Link, Waterfall

MOST_VETOED = 50


@dataclass(frozen=True)
class Why:
    """A customer’s records, the chain of edges that holds them, and close pairs that were kept apart.

    `apart` are (record of this customer, record of another, `veto` or `cannot`).
    """

    customer_id: str
    records: tuple[str, ...]
    chain: tuple[Link, ...]
    apart: tuple[tuple[str, str, str], ...]


@audited("pair.explained", says="looked at why two records are one customer or not")
def pair(entry: Draft, left: str, right: str, *, by: User | None) -> Waterfall:
    """Explain two records ("source:id"): what each field adds, in bits, and a sentence."""
    from lintel.engines.matching import explain

    _refuse_uncleared(by)
    held = customers_of([left, right])
    for record in (left, right):
        if record not in held:
            raise Missing(f"There is no record {record}.", way_out="Look it up in its source.")
    for customer in sorted(set(held.values())):
        entry.about(note(customer))
    one, other = sorted((left, right))
    word = PairDecision.objects.in_force().filter(record_l=one, record_r=other).first()
    with reading.connect(CLEAN.name) as connection, _bench(connection) as bench:
        connection.execute(
            f"create temp table clean as select * from {CLEAN.name} where record = $l "
            f"union all select * from {CLEAN.name} where record = $r",
            {"l": left, "r": right},
        )
        try:
            together = held[left] == held[right]
            return explain.pair(bench, left, right, word=word.word if word else None, together=together)
        except LookupError as error:
            raise Missing(f"{error} It was not matched yet.", way_out="Match first.") from error


@audited("customer.explained", says="looked at what holds a customer together")
def customer(entry: Draft, customer_id: str, *, by: User | None) -> Why:
    """Explain a customer, also by an old id: the chain of edges, and close pairs that were kept apart."""
    from lintel.engines.matching import explain

    _refuse_uncleared(by)
    names = (PAIRS.name, ASSIGNED.name, MEMBERS.name, ALIASES.name, EDGES.name)
    with reading.connect(*names) as connection, _bench(connection) as bench:
        today = resolved(connection, customer_id)
        connection.execute(
            f"create temp table assigned as select * from {ASSIGNED.name} where customer_id = $id",
            {"id": today},
        )
        connection.execute(
            f"create temp table pairs as select * from {PAIRS.name} "
            "where rid_l in (select rid from assigned) and rid_r in (select rid from assigned)"
        )
        rows = connection.execute("select record from assigned order by record").fetchall()
        records = tuple(row[0] for row in rows)
        must = PairDecision.objects.in_force().filter(word=PairDecision.Word.MUST, record_l__in=records)
        said = [(one.record_l, one.record_r) for one in must if one.record_r in records]
        chain = explain.customer(bench, today, said)
        apart = connection.execute(
            f"select case when a.record is null then record_r else record_l end, "
            "case when a.record is null then record_l else record_r end, kind "
            f"from {EDGES.name} left join assigned a on a.record = record_l "
            "left join assigned b on b.record = record_r "
            "where kind in ('veto', 'cannot') and (a.record is null) <> (b.record is null) "
            f"order by all limit {MOST_VETOED}"
        ).fetchall()
    entry.about(note(today))
    return Why(today, records, chain, tuple(apart))


def _refuse_uncleared(by: User | None) -> None:
    if by is not None and not may_see_identified(by):
        raise Denied("Records are shown to who has a clearance.", way_out="Ask an office holder for one.")


@contextmanager
def _bench(connection: DuckDBPyConnection) -> Iterator[Bench]:
    from lintel.engines.matching.bench import Bench

    last = Matching.objects.order_by("-pk").values_list("pk", "version").first()
    if last is None:
        raise Missing("Nothing was matched yet.", way_out="Match first.")
    yield Bench(connection, _model(*last))


@lru_cache(maxsize=2)
def _model(matching: int, version: str) -> Model:
    """The model without its tables: clean records carry their own frequencies.

    Remembered by its version too, because a restored database may give a number out again.
    """
    return _state.model_of(Matching.objects.values_list("model", flat=True).get(pk=matching))
