"""Monte Carlo over a circuit: 64 worlds in a word, and only failures are drawn.

An event that fails with probability q receives Poisson(−S ln(1 − q)) hits among S worlds, wherever they fall:
each world is then hit at least once with probability exactly q, independently of all others. Every event has
a stream of random numbers of its own, by its name, so that a change elsewhere leaves its worlds as they were.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from lintel.engines.resilience.circuit import Circuit

if TYPE_CHECKING:
    import numpy as np

BLOCK, ROOM = 1 << 17, 1 << 30  # worlds at a time, fewer where all parts would take more than so many bytes
ALONE = 1 << 13  # single failures at a time
SPARSE = 0.2  # above this probability one number is drawn for each world instead
CONFIDENCE = 0.95


def counts(circuit: Circuit, tops: Sequence[int], samples: int, seed: int) -> np.ndarray[Any, Any]:
    """In how many of `samples` worlds each of the parts `tops` holds; int64, one for each."""
    import numpy as np

    found = np.zeros(len(tops), np.int64)
    for rows, worlds in blocks(circuit, samples, seed):
        found += held(rows[list(tops)], worlds)
    return found


def blocks(circuit: Circuit, samples: int, seed: int) -> Iterator[tuple[np.ndarray[Any, Any], int]]:
    """Every part in so many worlds, block by block: words of 64 worlds, and the number of worlds.

    Rows are parts by number. Bits beyond the last world mean nothing.
    """
    most = BLOCK
    while most > 64 and (len(circuit.events) + len(circuit.gates)) * most // 8 > ROOM:
        most >>= 1
    for block, start in enumerate(range(0, samples, most)):
        worlds = min(most, samples - start)
        rows = _blank(circuit, worlds)
        _draw(circuit, rows, worlds, seed, block)
        yield _evaluated(circuit, rows), worlds


def held(rows: np.ndarray[Any, Any], worlds: int) -> np.ndarray[Any, Any]:
    """In how many of so many worlds each row holds."""
    import numpy as np

    last = np.packbits(np.arange(64) < worlds - 64 * (rows.shape[1] - 1)).view(np.uint64)
    found: np.ndarray[Any, Any] = np.bitwise_count(rows[:, :-1]).sum(axis=1, dtype=np.int64)
    found += np.bitwise_count(rows[:, -1] & last)
    return found


def _blank(circuit: Circuit, worlds: int) -> np.ndarray[Any, Any]:
    import numpy as np

    return np.zeros((len(circuit.events) + len(circuit.gates), -(-worlds // 64)), np.uint64)


def _draw(circuit: Circuit, rows: np.ndarray[Any, Any], worlds: int, seed: int, block: int) -> None:
    """Sets the events' rows: which fails in which world."""
    import numpy as np

    bits = rows.view(np.uint8)
    scratch = np.zeros(rows.shape[1] * 64, np.uint8)
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


def _stream(name: str, seed: int, block: int) -> int:
    text = f"{seed} {block} {name}".encode()
    return int.from_bytes(hashlib.blake2b(text, digest_size=16).digest(), "little")


def _evaluated(circuit: Circuit, found: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Sets the gates' rows from those of the events, and gives back the same rows."""
    import numpy as np

    for number, (op, least, parts) in enumerate(circuit.gates, start=len(circuit.events)):
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


def one_world(circuit: Circuit, failing: Iterable[int]) -> np.ndarray[Any, Any]:
    """Whether each part holds when these events fail, beside those that are fixed to; 0 or 1, by number."""
    import numpy as np

    rows = _blank(circuit, 1)
    rows[[*failing, *_fixed(circuit)]] = 1
    return _evaluated(circuit, rows)[:, 0] & np.uint64(1)


def one_by_one(
    circuit: Circuit, failing: Sequence[int]
) -> Iterator[tuple[Sequence[int], np.ndarray[Any, Any]]]:
    """Every part in the worlds in which one of these events fails alone, beside those that are fixed to.

    For each block of events these events, one for each world, and the rows of all parts.
    """
    import numpy as np

    for start in range(0, len(failing), ALONE):
        block = failing[start : start + ALONE]
        rows = _blank(circuit, len(block))
        worlds = np.arange(len(block))
        rows.view(np.uint8)[block, worlds >> 3] = 128 >> (worlds & 7)  # the order of bits of packbits
        rows[_fixed(circuit)] = ~np.uint64(0)
        yield block, _evaluated(circuit, rows)


def _fixed(circuit: Circuit) -> list[int]:
    return [event for event in circuit.fixed if circuit.chances[event]]


def holding(row: np.ndarray[Any, Any], worlds: int) -> np.ndarray[Any, Any]:
    """The numbers of the worlds, out of so many, in which a part holds."""
    import numpy as np

    return np.flatnonzero(np.unpackbits(row.view(np.uint8), count=worlds))


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
