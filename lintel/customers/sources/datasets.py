"""The datasets that sources write: their keys, and the earlier rows that undo needs."""

from dataclasses import dataclass

from lintel.customers import shapes
from lintel.customers.sources.models import SourceKind
from lintel.warehouse.shapes import Shape, declare


def _replaced(shape: Shape) -> Shape:
    """Rows that a later load changed or found gone; `replaced_by` is that load's number."""
    return declare(
        Shape(
            f"{shape.name}_replaced",
            f"Earlier rows of {shape.name}, kept so that a load can be undone.",
            {**shape.columns, "replaced_by": "BIGINT"},
            sorted_by=("source",),
        )
    )


@dataclass(frozen=True)
class Ground:
    """A dataset, the SQL of a row's key within its source, and the columns that say when a row came."""

    shape: Shape
    replaced: Shape
    key: str
    stamps: tuple[str, ...]

    @property
    def content(self) -> str:
        """The SQL of a hash over all that a row says."""
        said = ", ".join(f'"{name}"' for name in self.shape.columns if name not in self.stamps)
        return f"hash({said})"

    @property
    def columns(self) -> str:
        """The columns as a list in SQL."""
        return ", ".join(f'"{name}"' for name in self.shape.columns)


_WORD = """concat_ws(chr(31), identity_kind, identity, purpose, channel, epoch_us("at"))"""

GROUNDS = {
    SourceKind.PEOPLE: Ground(
        shapes.RECORDS, _replaced(shapes.RECORDS), "source_record_id", ("loaded_at", "load")
    ),
    SourceKind.EVENTS: Ground(shapes.EVENTS, _replaced(shapes.EVENTS), "event_id", ("load",)),
    SourceKind.CONSENTS: Ground(shapes.CONSENTS, _replaced(shapes.CONSENTS), _WORD, ("load",)),
}
