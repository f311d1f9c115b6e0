"""How many matches there are, found out without labels, and what follows from it.

Expectation maximisation over the weights of compared pairs moves the prior until the matches it expects are
the matches it finds. Two corrections follow, both for records of the same person that were counted as
strangers: chance agreement (u) was measured on pairs of which some are matches, and a value's frequency
counts a person's own copies. On small files with many copies they move a pair by several bits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import log2
from typing import TYPE_CHECKING

from lintel.engines.matching.comparisons import Comparison, Level
from lintel.engines.matching.fields import IDENTIFYING
from lintel.engines.matching.sql import double, quoted

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from duckdb import DuckDBPyConnection
    from numpy.typing import NDArray


def bits(probability: float) -> float:
    """Log-odds in bits."""
    return log2(probability / (1 - probability))


def matches(weights: NDArray[np.float64], probability: float, records: int, share: float = 1.0) -> float:
    """Expected number of matching pairs among all, from the weights (bits) of a `share` of the compared
    pairs.

    `probability` is the prior the weights were computed with. Fixed point of Σ σ(w + shift) = λ(shift) · all
    pairs.
    """
    import numpy as np

    every = records * (records - 1) / 2
    shift, found = 0.0, 0.0
    for _ in range(100):
        found = float(np.sum(1 / (1 + np.exp2(-(weights + shift))))) / share
        again = bits(min(max(found, 0.5) / every, 0.5)) - bits(probability)
        if abs(again - shift) < 1e-4:
            break
        shift = again
    return max(found, 0.5)


def chance(comparisons: Sequence[Comparison], probability: float) -> tuple[Comparison, ...]:
    """u without the matches among random pairs: (u − λm) / (1 − λ), never below a twentieth of what was
    seen."""
    result = []
    for comparison in comparisons:
        levels: list[Level] = []
        for level in comparison.levels:
            m, u = level.m or 0.0, level.u or 0.0
            levels.append(replace(level, u=max((u - probability * m) / (1 - probability), u / 20)))
        result.append(replace(comparison, levels=tuple(levels)))
    return tuple(result)


def without_copies(
    terms: pa.Table, comparisons: Sequence[Comparison], copies: float, records: int
) -> pa.Table:
    """Term frequencies less a person's own `copies` (records beyond the first); e-mail and the like count
    people."""
    import numpy as np
    import pyarrow as pa

    by_people = [comparison.field for comparison in comparisons if comparison.role in IDENTIFYING]
    fields = np.array(terms["field"].to_pylist(), dtype=object)
    frequency = terms["frequency"].to_numpy()
    less = np.maximum(frequency - copies / records, 1 / records)
    kept = np.where(np.isin(fields, by_people), frequency, less)
    return terms.set_column(terms.column_names.index("frequency"), "frequency", pa.array(kept))


def forget_copies(
    connection: DuckDBPyConnection, table: str, comparisons: Sequence[Comparison], copies: float, records: int
) -> None:
    """The same correction in the clean table's frequency columns."""
    names = [c.field for c in comparisons if c.frequencies and c.role not in IDENTIFYING]
    if not names:
        return
    changed = ", ".join(
        f"greatest({quoted('tf_' + n)} - {double(copies / records)}, {double(1 / records)}) "
        f"as {quoted('tf_' + n)}"
        for n in names
    )
    connection.execute(f"create or replace temp table {table} as select * replace ({changed}) from {table}")
