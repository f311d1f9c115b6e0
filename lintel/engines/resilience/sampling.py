"""Monte Carlo over a circuit: 64 worlds in a word, and only failures are drawn.

An event that fails with probability q receives Poisson(−S ln(1 − q)) hits among S worlds, wherever they fall:
each world is then hit at least once with probability exactly q, independently of all others. Every event has
a stream of random numbers of its own, by its name, so that a change elsewhere leaves its worlds as they were.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from lintel.engines.resilience.circuit import Circuit

if TYPE_CHECKING:
    import numpy as np

BLOCK = 1 << 17  # worlds at a time: what bounds the memory
SPARSE = 0.2  # above this probability one number is drawn for each world instead
CONFIDENCE = 0.95


def counts(circuit: Circuit, tops: Sequence[int], samples: int, seed: int) -> np.ndarray[Any, Any]:
    """In how many of `samples` worlds each of the parts `tops` holds; int64, one for each."""
    import numpy as np

    found = np.zeros(len(tops), np.int64)
    for rows, worlds in blocks(circuit, samples, seed):
        found += held(circuit, rows[list(tops)], tops, worlds)
    return found


def blocks(circuit: Circuit, samples: int, seed: int) -> Iterator[tuple[np.ndarray[Any, Any], int]]:
    """Every part in so many worlds, as `evaluate` gives it, and the number of worlds in each block."""
    for block, start in enumerate(range(0, samples, BLOCK)):
        worlds = min(BLOCK, samples - start)
        yield evaluate(circuit, draw(circuit, worlds, seed, block)), worlds


def held(
    circuit: Circuit, rows: np.ndarray[Any, Any], tops: Sequence[int], worlds: int
) -> np.ndarray[Any, Any]:
    """In how many worlds each row of a block holds. Bits beyond the last world are those of a world in which
    nothing fails that could also work, and do not count."""
    import numpy as np

    found: np.ndarray[Any, Any] = np.bitwise_count(rows).sum(axis=1, dtype=np.int64)
    spare = rows.shape[1] * 64 - worlds
    if spare:
        found -= _nothing_fails(circuit, tops) * spare
    return found


def _nothing_fails(circuit: Circuit, tops: Sequence[int]) -> np.ndarray[Any, Any]:
    import numpy as np

    rows = np.zeros((len(circuit.events), 1), np.uint64)
    for number in range(len(circuit.events)):
        if circuit.chances[number] >= 1.0:
            rows[number] = ~np.uint64(0)
    return (evaluate(circuit, rows)[list(tops), 0] & np.uint64(1)).astype(np.int64)


def draw(circuit: Circuit, worlds: int, seed: int, block: int = 0) -> np.ndarray[Any, Any]:
    """Which events fail in which world: words of 64 worlds, shape (events, ⌈worlds / 64⌉)."""
    import numpy as np

    words = -(-worlds // 64)
    rows = np.zeros((len(circuit.events), words), np.uint64)
    bits = rows.view(np.uint8)
    scratch = np.zeros(words * 64, np.uint8)
    for number, (name, q) in enumerate(zip(circuit.events, circuit.chances, strict=True)):
        if q <= 0.0:
            continue
        if q >= 1.0:
            rows[number] = ~np.uint64(0)
            continue
        random = np.random.Generator(np.random.Philox(key=_stream(name, seed, block)))
        if q > SPARSE:
            scratch[:worlds] = random.random(worlds) < q
            bits[number] = np.packbits(scratch)
            scratch[:worlds] = 0
        else:
            hits = random.integers(0, worlds, random.poisson(-worlds * math.log1p(-q)))
            scratch[hits] = 1
            bits[number] = np.packbits(scratch)
            scratch[hits] = 0
    return rows


def _stream(name: str, seed: int, block: int) -> int:
    text = f"{seed} {block} {name}".encode()
    return int.from_bytes(hashlib.blake2b(text, digest_size=16).digest(), "little")


def evaluate(circuit: Circuit, rows: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Every part in every world, from the events' rows: shape (events + gates, words), uint64."""
    import numpy as np

    events = len(circuit.events)
    found = np.empty((events + len(circuit.gates), rows.shape[1]), np.uint64)
    found[:events] = rows
    for number, (op, least, parts) in enumerate(circuit.gates, start=events):
        row = found[number]
        if op == "not":
            np.invert(found[parts[0]], out=row)
        elif op == "atleast":
            row[:] = _at_least(least, [found[part] for part in parts])
        else:
            joined = {"and": np.bitwise_and, "or": np.bitwise_or, "xor": np.bitwise_xor}[op]
            row[:] = found[parts[0]]
            for part in parts[1:]:
                joined(row, found[part], out=row)
    return found


def _at_least(least: int, rows: Sequence[np.ndarray[Any, Any]]) -> np.ndarray[Any, Any]:
    import numpy as np

    reached = [np.zeros_like(rows[0]) for _ in range(least)]  # at least j + 1 of those seen so far
    for row in rows:
        for j in range(least - 1, 0, -1):
            reached[j] |= reached[j - 1] & row
        reached[0] |= row
    return reached[-1]


def interval(hits: Any, samples: int, confidence: float = CONFIDENCE) -> tuple[Any, Any]:
    """Between which two probabilities the true one lies, at least so often (C. J. Clopper, E. S. Pearson,
    1934).

    `hits` is a number or an array; so is what comes back.
    """
    import numpy as np
    from scipy.special import betaincinv

    hits, rest = np.asarray(hits, float), (1.0 - confidence) / 2.0
    low = np.where(hits > 0, betaincinv(np.maximum(hits, 1), samples - hits + 1, rest), 0.0)
    high = np.where(hits < samples, betaincinv(hits + 1, np.maximum(samples - hits, 1), 1.0 - rest), 1.0)
    return low, high
