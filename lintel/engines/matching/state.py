"""What a run leaves behind, so that the next can continue: a handful of Arrow tables and the model."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from lintel.engines.matching import identity
from lintel.engines.matching import model as models
from lintel.engines.matching.model import Model

if TYPE_CHECKING:
    import pyarrow as pa

TABLES = ("records", "pairs", "assigned", "decided")


@dataclass(frozen=True)
class State:
    """`records`: the clean table. `pairs`: rid_l, rid_r, weight (thousandths of a bit), rule. `assigned`:
    rid, record, component, customer_id. `decided`: people's part of the edge ledger. `aliases`: old id →
    customer."""

    model: Model
    records: pa.Table
    pairs: pa.Table
    assigned: pa.Table
    decided: pa.Table
    aliases: Mapping[str, str] = field(default_factory=dict)

    def customer(self, identifier: str) -> str:
        """The customer an id, perhaps an old one, stands for today."""
        return identity.resolve(self.aliases, identifier)

    def word(self, left: str, right: str) -> str | None:
        """What people decided about two records: `must`, `cannot` or nothing."""
        import pyarrow.compute as pc

        about = pc.and_(
            pc.equal(self.decided["record_l"], min(left, right)),
            pc.equal(self.decided["record_r"], max(left, right)),
        )
        kinds: list[str] = self.decided.filter(about)["kind"].to_pylist()
        return kinds[0] if kinds else None

    def save(self, folder: Path) -> None:
        """Writes the state into `folder` (Parquet and JSON); publishing it atomically is the warehouse's
        part."""
        import pyarrow.parquet as pq

        folder.mkdir(parents=True, exist_ok=True)
        self.model.save(folder / "model.json")
        for name in TABLES:
            pq.write_table(getattr(self, name), folder / f"{name}.parquet")
        (folder / "aliases.json").write_text(json.dumps(dict(self.aliases)), encoding="utf-8")


def load(folder: Path) -> State:
    """Reads what `State.save` wrote."""
    import pyarrow.parquet as pq

    tables = {name: pq.read_table(folder / f"{name}.parquet") for name in TABLES}
    aliases = json.loads((folder / "aliases.json").read_text(encoding="utf-8"))
    return State(models.load(folder / "model.json"), aliases=aliases, **tables)
