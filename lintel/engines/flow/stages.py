"""The cumulative flow diagram: how much stood in which stage at the end of each day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Step:
    """One piece of work reached a stage; None is off the board."""

    item: Hashable
    stage: str | None
    at: dt.datetime


@dataclass(frozen=True)
class Diagram:
    """For each stage one count a day, in the order of `stages`."""

    first: dt.date
    stages: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]

    def rows(self) -> list[tuple[dt.date, tuple[int, ...]]]:
        """Each day with the count of every stage."""
        return [(self.first + DAY * number, day) for number, day in enumerate(zip(*self.counts, strict=True))]


def diagram(steps: Iterable[Step], stages: Sequence[str], first: dt.date, last: dt.date) -> Diagram:
    """Where everything stood at the end of each day from `first` to `last`.

    Days are those of the steps' own moments. A stage that is not named is off the board. What stands in the
    last stage is counted from `first` on only: the diagram shows what was delivered in its own time.
    """
    held: dict[Hashable, str | None] = {}
    counts: Counter[str] = Counter()
    ordered = sorted(steps, key=lambda step: step.at)
    place, days = 0, []
    for number in range((last - first).days + 1):
        day = first + DAY * number
        while place < len(ordered) and ordered[place].at.date() <= day:
            step = ordered[place]
            _move(counts, held, step, stages, before=step.at.date() < first)
            place += 1
        days.append(tuple(counts[stage] for stage in stages))
    return Diagram(first, tuple(stages), tuple(zip(*days, strict=True)) if days else ((),) * len(stages))


def _move(
    counts: Counter[str], held: dict[Hashable, str | None], step: Step, stages: Sequence[str], *, before: bool
) -> None:
    was = held.get(step.item)
    if was is not None:
        counts[was] -= 1
    now = step.stage if step.stage in stages else None
    if before and stages and now == stages[-1]:
        now = None
    held[step.item] = now
    if now is not None:
        counts[now] += 1
