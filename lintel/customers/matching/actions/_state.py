"""The engine's state, from the warehouse and back."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lintel.customers.matching.datasets import ASSIGNED, CLEAN, PAIRS, SHARED, TERMS
from lintel.customers.matching.models import Matching, PairDecision
from lintel.customers.shapes import ALIASES

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

    from lintel.engines.matching import Model, State


def load(connection: DuckDBPyConnection, last: Matching, decided: pa.Table) -> State:
    """The state that stands, with `decided` as people's part of it."""
    from lintel.engines.matching import State

    def table(name: str) -> pa.Table:
        return connection.execute(f"select * from {name}").to_arrow_table()

    aliases = dict(connection.execute(f"select customer_id, current from {ALIASES.name}").fetchall())
    return State(
        model_of(last.model, table(TERMS.name), table(SHARED.name)),
        table(CLEAN.name), table(PAIRS.name), table(ASSIGNED.name), decided, aliases,
    )  # fmt: skip


def model_of(body: Mapping[str, Any], terms: pa.Table | None = None, shared: pa.Table | None = None) -> Model:
    """The model of a body as `body_of` gives it; without its tables it can explain, and nothing else."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from lintel.engines.matching import model

    bare = pa.schema([("field", pa.string()), ("term", pa.uint64())])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        path.write_text(json.dumps(body), encoding="utf-8")
        for name, rows, kind in (("terms", terms, "frequency"), ("shared", shared, "people")):
            empty = bare.append(pa.field(kind, pa.float64() if kind == "frequency" else pa.int64()))
            pq.write_table(
                empty.empty_table() if rows is None else rows, path.with_suffix(f".{name}.parquet")
            )
        return model.load(path)


def body_of(model: Model) -> dict[str, Any]:
    """The model without its tables, as JSON holds it."""
    with tempfile.TemporaryDirectory() as folder:
        model.save(Path(folder) / "model.json")
        body: dict[str, Any] = json.loads((Path(folder) / "model.json").read_text(encoding="utf-8"))
    return body


def decided(decisions: Iterable[PairDecision]) -> pa.Table:
    """People's decisions as the engine keeps them."""
    import pyarrow as pa

    from lintel.engines.matching import edges

    rows = [
        {"record_l": one.record_l, "record_r": one.record_r, "kind": one.word, "rule": None, "weight": None,
         "model": None, "at": one.at}
        for one in sorted(decisions, key=lambda one: (one.record_l, one.record_r))
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=edges.schema())
