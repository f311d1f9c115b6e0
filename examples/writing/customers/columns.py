"""Columns of text made without a loop over a million rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow import csv

from .season import Bools, Ints


def chosen(values: Sequence[str | None], index: Ints, where: Bools | None = None) -> pa.Array:
    """`values[index]`; nothing where `where` is false or the index is below zero."""
    kept = index >= 0 if where is None else where & (index >= 0)
    return pa.array(values, pa.string()).take(pa.array(index.clip(0), mask=~kept))


def numbered(prefix: str, numbers: Ints, where: Bools | None = None) -> pa.Array:
    """`prefix` and the number."""
    texts = pa.array(numbers, mask=None if where is None else ~where).cast(pa.string())
    return pc.binary_join_element_wise(prefix, texts, "")


def joined(*parts: str | pa.Array) -> pa.Array:
    """Texts put together; nothing where one of them is missing."""
    return pc.binary_join_element_wise(*parts, "")


def iso(stamps: NDArray[np.datetime64]) -> pa.Array:
    """As in 2026-11-20T18:03:12.250Z, to the stamps' own fraction."""
    return pc.strftime(pa.array(stamps), format="%Y-%m-%dT%H:%M:%SZ")


def decimals(amounts: NDArray[np.float64]) -> pa.Array:
    """With two decimals and a point."""
    return pa.array(amounts).cast(pa.decimal128(12, 2), safe=False).cast(pa.string())


def write_csv(path: Path, table: pa.Table, *, after: str = "") -> Path:
    """Writes a table and then the lines of `after` as they are."""
    with path.open("wb") as file:
        csv.write_csv(table, file, csv.WriteOptions(quoting_style="needed"))
        file.write(after.encode())
    return path
