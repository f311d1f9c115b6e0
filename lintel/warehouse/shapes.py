"""Which datasets there are and what columns they have; rooms declare theirs when they start."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """A dataset's name, what it holds in a sentence, and its columns with DuckDB's type names, in order.

    `sorted_by` are the columns by which writers order the rows, so that readers skip what they do not need.
    Without columns the dataset is free: each state has the columns of what was written first.
    """

    name: str
    says: str
    columns: Mapping[str, str]
    sorted_by: tuple[str, ...] = ()


_shapes: dict[str, Shape] = {}


def declare(shape: Shape) -> Shape:
    """Make a dataset known; it can be read at once, as an empty table until something is published."""
    room, _, table = shape.name.partition(".")
    if not (room.isidentifier() and table.isidentifier()):
        raise ValueError(f"A dataset is called room.table, not {shape.name!r}")
    _shapes[shape.name] = shape
    return shape


def shape_of(name: str) -> Shape:
    """The shape of a declared dataset."""
    return _shapes[name]


def shapes() -> list[Shape]:
    """All declared datasets, by name."""
    return [_shapes[name] for name in sorted(_shapes)]
