"""The state of matching without some records."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from lintel.customers.matching.actions import _finding, _sealing, _state
from lintel.customers.matching.models import Matching, PairDecision
from lintel.customers.shapes import EVENTS, RECORDS, spelled
from lintel.warehouse.writing import Sealed

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

    from lintel.engines.matching import State

READ = _finding.READ


def without(
    connection: DuckDBPyConnection,
    last: Matching,
    keys: list[str],
    identities: list[tuple[str, str]],
    now: dt.datetime,
) -> list[Sealed]:
    """All tables anew, without these records and identities; none when matching knows none of the records."""
    import pyarrow as pa

    from lintel.engines.matching import Standing

    connection.register("erased", pa.table({"record": pa.array(keys, pa.string())}))
    known = connection.execute(
        "select 1 from customers.matching_clean semi join erased using (record) limit 1"
    ).fetchone()
    if not known:
        return []
    _hide(connection, identities)
    decided = _state.decided(PairDecision.objects.in_force())
    with Standing(_state.load(connection, last, decided)) as standing:
        step = standing.remove(keys, now=now)
        found = _finding.found(connection, standing, [step], keys, changed=True, kind=Matching.Kind.ERASURE)
    if found.settled is None:
        return []
    settled = replace(found.settled, state=_forgetting(found.settled.state))
    return _sealing.seal(connection, replace(found, settled=settled), now)


def _hide(connection: DuckDBPyConnection, identities: list[tuple[str, str]]) -> None:
    """Let the connection's records be those that stay and that matching knows, for later ones come with a
    run; and its events those that name nobody who goes."""
    import pyarrow as pa

    kinds, names = ([pair[at] for pair in identities] for at in (0, 1))
    gone = pa.table({"kind": pa.array(kinds, pa.string()), "identity": pa.array(names, pa.string())})
    connection.register("gone", gone)
    named = " or ".join(
        f"coalesce(({kind}, {spelled(kind, identity)}) in (select (kind, identity) from gone), false)"
        for kind, identity in (("identity_kind", "identity"), ("also_kind", "also"))
    )
    connection.execute(f"alter view {EVENTS.name} rename to every_event")
    connection.execute(f"create view {EVENTS.name} as from customers.every_event where not ({named})")
    connection.execute(
        f"create temp table staying as select r.* from {RECORDS.name} r semi join customers.members "
        "using (source, source_record_id) where source || ':' || source_record_id not in "
        "(select record from erased)"
    )
    connection.execute(f"create or replace view {RECORDS.name} as select * from staying")


def _forgetting(state: State) -> State:
    """Without the term frequencies and shared values that no record holds any more, and people's words about
    records that are gone."""
    return replace(
        state,
        model=replace(state.model, terms=_held(state.model.terms, state.records)),
        decided=_about(state.decided, state.records),
    )


def _held(terms: pa.Table, records: pa.Table) -> pa.Table:
    import duckdb

    with duckdb.connect() as connection:
        connection.register("terms", terms)
        connection.register("records", records)
        fields = sorted(set(terms["field"].to_pylist()) & set(records.column_names))
        held = " union all ".join(
            f"select distinct '{name}' as field, md5_number_lower(\"{name}\") as term from records"
            for name in fields
        )
        query = f"select t.* from terms t semi join ({held}) using (field, term)" if fields else "from terms"
        return connection.execute(query).to_arrow_table()


def _about(decided: pa.Table, records: pa.Table) -> pa.Table:
    import pyarrow.compute as pc

    there = pc.and_(
        pc.is_in(decided["record_l"], value_set=records["record"].combine_chunks()),
        pc.is_in(decided["record_r"], value_set=records["record"].combine_chunks()),
    )
    return decided.filter(there)
