"""When so much will be done, and how much by a day: weeks drawn at random from the weeks that were.

A Monte-Carlo forecast from throughput alone (T. Magennis, Forecasting and Simulating Software Development
Projects, 2011): the coming weeks are drawn, with replacement, from the past ones. Nobody estimates anything,
and what it says holds only while work and people stay as they were.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lintel.engines.flow.problems import TooLittle

LEVELS = (50, 85, 95)
LEAST_WEEKS, LEAST_DONE = 6, 5  # with less, one lucky week says everything
MOST_WEEKS = 520  # ten years
MOST_ITEMS = 10_000
BLOCK = 64  # weeks that are drawn at once


@dataclass(frozen=True)
class When:
    """By which day so many items are done: for each level in per cent the last day of its week.

    `chances` holds, week by week, the day and the share of draws that were done by it.
    """

    items: int
    start: dt.date
    days: Mapping[int, dt.date]
    chances: Sequence[tuple[dt.date, float]] = field(default_factory=tuple)


@dataclass(frozen=True)
class HowMany:
    """How many items are done by a day: for each level in per cent at least so many.

    `chances` holds each number and the share of draws that reached it.
    """

    by: dt.date
    start: dt.date
    weeks: int
    counts: Mapping[int, int]
    chances: Sequence[tuple[int, float]] = field(default_factory=tuple)


def when(counts: Sequence[int], items: int, start: dt.date, *, draws: int = 20_000, seed: int = 1) -> When:
    """When `items` more are done if work goes on from `start` as in the weeks of `counts`.

    At level 85, 85 per cent of all draws are done by that day. Errors: `TooLittle`.
    """
    import numpy as np

    sample = _checked(counts, draws)
    if not 1 <= items <= MOST_ITEMS:
        raise TooLittle(f"{items} items cannot be forecast.", f"Ask for 1 to {MOST_ITEMS:,}.")
    if items / (sum(counts) / len(counts)) > MOST_WEEKS / 2:
        raise TooLittle(
            f"{items} items would take many years at {sum(counts)} in {len(counts)} weeks.", "Ask for fewer."
        )
    weeks = _weeks_until(sample, items, np.random.default_rng(seed), draws)
    ordered = np.sort(weeks)
    days = {level: _end(start, int(ordered[_place(level, draws)])) for level in LEVELS}
    last = int(ordered[_place(99, draws)])
    done = np.searchsorted(ordered, np.arange(1, last + 1), side="right") / draws
    return When(items, start, days, tuple((_end(start, n + 1), float(share)) for n, share in enumerate(done)))


def how_many(
    counts: Sequence[int], start: dt.date, by: dt.date, *, draws: int = 20_000, seed: int = 1
) -> HowMany:
    """How many are done in the whole weeks from `start` to `by`, this day included.

    At level 85, 85 per cent of all draws reach at least that number. Errors: `TooLittle`.
    """
    import numpy as np

    sample = _checked(counts, draws)
    weeks = ((by - start).days + 1) // 7
    if not 1 <= weeks <= MOST_WEEKS:
        raise TooLittle(
            f"Between {start} and {by} there is no whole week, or there are more than {MOST_WEEKS}.",
            "Choose a day that lies a week to ten years ahead.",
        )
    dice = np.random.default_rng(seed)
    totals = np.zeros(draws, dtype=np.int64)
    for begun in range(0, weeks, BLOCK):
        totals += dice.choice(sample, size=(draws, min(BLOCK, weeks - begun))).sum(axis=1)
    falling = np.sort(totals)[::-1]
    found = {level: int(falling[_place(level, draws)]) for level in LEVELS}
    numbers = np.arange(int(falling[_place(99, draws)]), int(falling[_place(1, draws)]) + 1)
    reached = 1 - np.searchsorted(falling[::-1], numbers, side="left") / draws
    chances = tuple((int(number), float(share)) for number, share in zip(numbers, reached, strict=True))
    return HowMany(by, start, weeks, found, chances)


def _checked(counts: Sequence[int], draws: int) -> Any:
    """The weeks as an array; refuses a history that is too short to say anything."""
    import numpy as np

    if len(counts) < LEAST_WEEKS or sum(counts) < LEAST_DONE:
        raise TooLittle(
            f"The history is too short: {sum(counts)} finished in {len(counts)} whole weeks.",
            f"A forecast needs {LEAST_DONE} finished in {LEAST_WEEKS} weeks; wait, or look further back.",
        )
    if min(counts) < 0:
        raise TooLittle("A week cannot have less than nothing finished.", "Correct the counts.")
    if not 100 <= draws <= 200_000:
        raise TooLittle(f"{draws} draws are too few or too many.", "Use 100 to 200,000.")
    return np.asarray(counts, dtype=np.int64)


def _weeks_until(sample: Any, items: int, dice: Any, draws: int) -> Any:
    """For each draw the number of the week in which the items are done; all draws at once."""
    import numpy as np

    found = np.full(draws, MOST_WEEKS, dtype=np.int64)
    open_ones, carried = np.arange(draws), np.zeros(draws, dtype=np.int64)
    for begun in range(0, MOST_WEEKS, BLOCK):
        block = dice.choice(sample, size=(len(open_ones), BLOCK)).cumsum(axis=1) + carried[:, None]
        done = block[:, -1] >= items
        found[open_ones[done]] = begun + 1 + (block[done] >= items).argmax(axis=1)
        open_ones, carried = open_ones[~done], block[~done, -1]
        if not len(open_ones):
            break
    return np.minimum(found, MOST_WEEKS)


def _place(level: float, draws: int) -> int:
    """Where in sorted draws the level lies (nearest rank)."""
    return math.ceil(level / 100 * draws - 1e-9) - 1


def _end(start: dt.date, weeks: int) -> dt.date:
    return start + dt.timedelta(days=7 * weeks - 1)
