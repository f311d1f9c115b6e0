"""Counting journeys in whole columns: visits in, paths and hops out.

Visits stand in the order of their customers and times, so a journey is a stretch of rows and a path an index.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from lintel.customers.journeys.flow import (
    ENDS,
    LEAST,
    LEFT,
    MOST_LABELS,
    ON,
    OTHER,
    Flow,
    Hop,
    Path,
    Question,
)

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

MICROSECONDS_PER_HOUR = 3_600_000_000


@dataclass
class Visits:
    """Columns of one length: whose, when (microseconds), which label (place in `names`), whether the end."""

    person: Ints
    moment: Ints
    label: Ints
    ends: NDArray[np.bool_]
    names: list[str]

    @classmethod
    def of(cls, rows: pa.Table) -> Visits:
        """From the columns person, moment, label, ends; sorted unless they are already."""
        import numpy as np

        coded = rows["label"].combine_chunks().dictionary_encode()
        found = cls(
            rows["person"].to_numpy().astype(np.int64),
            rows["moment"].to_numpy().astype(np.int64),
            coded.indices.to_numpy().astype(np.int64),
            rows["ends"].to_numpy(zero_copy_only=False).astype(bool),
            [str(name) for name in coded.dictionary.to_pylist()],
        )
        step = np.diff(found.person)
        if np.any(step < 0) or np.any((step == 0) & (np.diff(found.moment) < 0)):
            found = found.take(np.lexsort((found.moment, found.person)))
        return found

    def take(self, rows: Any) -> Visits:
        """Some of the rows, by a mask or by their places."""
        return Visits(self.person[rows], self.moment[rows], self.label[rows], self.ends[rows], self.names)

    def journeys(self) -> Ints:
        """The number of each visit's journey: a new one for each customer and after each end."""
        import numpy as np

        begins = np.ones(len(self.person), bool)
        begins[1:] = (np.diff(self.person) != 0) | self.ends[:-1]
        return np.cumsum(begins) - 1


def count(visits: Visits, question: Question) -> Flow:
    """Paths and hops of the visits; what fewer than `LEAST` customers did is put together or left out."""
    import numpy as np

    customers = int(np.count_nonzero(np.diff(visits.person)) + 1) if len(visits.person) else 0
    if customers < LEAST:
        return Flow(question, 0, 0, 0, too_few=customers > 0)
    visits = _common(visits)
    journey = visits.journeys()
    reached = visits.ends[np.flatnonzero(np.r_[np.diff(journey) != 0, True])]
    if question.once:
        keep = np.r_[True, (np.diff(journey) != 0) | (np.diff(visits.label) != 0)]
        visits, journey = visits.take(keep), journey[keep]
    first = np.flatnonzero(np.r_[True, np.diff(journey) != 0])
    paths = _paths(visits, first, reached, question)
    ended = int(reached.sum())
    told = None if 0 < ended < LEAST else ended
    return Flow(question, len(first), customers, told, paths, _hops(visits, journey))


def _common(visits: Visits) -> Visits:
    """The labels that most visits have and enough customers share keep their names; all others are one."""
    import numpy as np

    often = np.bincount(visits.label, minlength=len(visits.names))
    kept = [
        code
        for code in sorted(range(len(often)), key=lambda code: (-often[code], visits.names[code]))
        if np.count_nonzero(np.diff(visits.person[visits.label == code])) + 1 >= LEAST
    ][:MOST_LABELS]
    places = np.full(len(visits.names), len(kept))
    places[kept] = np.arange(len(kept))
    names = [*(visits.names[code] for code in kept), OTHER]
    return Visits(visits.person, visits.moment, places[visits.label], visits.ends, names)


def _paths(visits: Visits, first: Ints, reached: Any, question: Question) -> list[Path]:
    """The steps of each journey as one number in base labels + 1, counted by value."""
    import numpy as np

    last = np.r_[first[1:], len(visits.person)] - 1
    length, width, base = last - first + 1, question.steps, len(visits.names) + 1
    code = np.zeros(len(first), np.int64)
    for step in range(width):
        at = last - step if question.before else first + step
        inside = (at >= first) & (at <= last)
        code += np.where(inside, visits.label[np.clip(at, 0, len(visits.label) - 1)] + 1, 0) * base**step
    if question.before:
        outcome, chosen = np.zeros(len(first), np.int64), reached
    else:
        outcome, chosen = np.where(length > width, 2, np.where(reached, 0, 1)), np.ones(len(first), bool)
    endings = (ENDS[question.end], LEFT, ON)
    code = (code * 3 + outcome)[chosen]
    order = np.argsort(code, kind="stable")  # stable: customers stay in order within a path
    sorted_code, person = code[order], visits.person[first][chosen][order]
    begins = np.flatnonzero(np.r_[True, np.diff(sorted_code) != 0]) if len(order) else np.array([], np.int64)
    new_person = np.r_[True, (np.diff(person) != 0) | (np.diff(sorted_code) != 0)][: len(person)]
    people = np.add.reduceat(new_person.astype(np.int64), begins) if len(begins) else begins
    found, rare = [], Counter[str]()
    for at, size, customers in zip(begins, np.diff(np.r_[begins, len(order)]), people, strict=True):
        steps, ending = (
            _spelled(int(sorted_code[at]), base, visits.names, question),
            endings[sorted_code[at] % 3],
        )
        if customers >= LEAST:
            found.append(Path(steps, ending, int(size), int(customers)))
        else:
            rare[ending] += int(size)
    found.sort(key=lambda path: (-path.journeys, path.steps, path.outcome))
    return [*found, *(Path((OTHER,), ending, n, 0) for ending, n in sorted(rare.items()) if n >= LEAST)]


def _spelled(code: int, base: int, names: list[str], question: Question) -> tuple[str, ...]:
    digits, rest = [], code // 3
    while rest:
        rest, digit = divmod(rest, base)
        digits.append(names[digit - 1])
    return tuple(reversed(digits)) if question.before else tuple(digits)


def _hops(visits: Visits, journey: Ints) -> list[Hop]:
    """From each visit to the next of the same journey, by the pair of labels."""
    import numpy as np

    on = np.flatnonzero(np.diff(journey) == 0)
    pair = visits.label[on] * len(visits.names) + visits.label[on + 1]
    order = np.argsort(pair, kind="stable")
    hours = ((visits.moment[on + 1] - visits.moment[on]) / MICROSECONDS_PER_HOUR)[order]
    person, pair = visits.person[on][order], pair[order]
    edges = np.flatnonzero(np.r_[True, np.diff(pair) != 0, True]) if len(pair) else np.array([0])
    found = []
    for start, stop in pairwise(edges):
        if np.count_nonzero(np.diff(person[start:stop])) + 1 >= LEAST:
            before, after = divmod(int(pair[start]), len(visits.names))
            median, p90 = np.quantile(hours[start:stop], (0.5, 0.9))
            quantiles = (round(float(median), 1), round(float(p90), 1))
            found.append(Hop(visits.names[before], visits.names[after], int(stop - start), *quantiles))
    return sorted(found, key=lambda hop: (-hop.journeys, hop.start, hop.end))
