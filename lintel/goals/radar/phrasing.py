"""How findings speak of things: figures with units, a few names, whose goals."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

from lintel.goals.radar.ground import Ground, ResultRow
from lintel.goals.radar.registry import GOAL, METRIC, Evidence

MOST = 25  # pieces of evidence that are kept; the rest is a number


def figure(value: Decimal, unit: str = "") -> str:
    """`1,200 EUR`, `0.03`."""
    shown = f"{value.normalize():,f}"
    return f"{shown} {unit}" if unit else shown


def cut(text: str, most: int = 80) -> str:
    """A title short enough for a sentence."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def quoted(text: str) -> str:
    """A title in quotation marks."""
    return f"“{cut(text)}”"


def named(ground: Ground, slug: str) -> str:
    """A metric's name at the beginning of a sentence."""
    name = ground.label(slug)
    return name[:1].upper() + name[1:]


def several(number: int, one: str, many: str = "") -> str:
    """`1 goal`, `3 goals`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


@lru_cache(maxsize=4096)
def day(date: dt.date) -> str:
    """`31 December 2026`."""
    return f"{date:%-d %B %Y}"


def aim(result: ResultRow) -> str:
    """What a key result is after: `to rise from 2 to 5 % by 31 December 2026`."""
    way = "rise" if result.up else "fall"
    return (
        f"is to {way} from {figure(result.baseline)} to {figure(result.target, result.unit)} "
        f"by {day(result.ends_on)}"
    )


def of_results(ground: Ground, results: Sequence[ResultRow]) -> list[Evidence]:
    """A piece of evidence for each key result, on its goal; of very many the first, and how many more."""
    found = [
        Evidence(GOAL, one.goal, f"{quoted(one.name)}: {ground.label(one.metric)} {aim(one)}")
        for one in results[:MOST]
    ]
    left = len(results) - MOST
    return [*found, Evidence("", 0, f"and {left} more")] if left > 0 else found


def of_metric(ground: Ground, slug: str, says: str) -> Evidence:
    """A metric as evidence, or its name where this house does not know it."""
    known = ground.metrics.get(slug)
    return Evidence(METRIC, known.id, says) if known else Evidence("", 0, f"{slug}: {says}")


def capped(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The first of many, and how many more there are."""
    left = len(evidence) - MOST
    if left <= 0 or not evidence[-1].type:  # the last piece says already how many more there are
        return tuple(evidence)
    return (*evidence[:MOST], Evidence("", 0, f"and {left} more"))


def owners_of(ground: Ground, results: Iterable[ResultRow]) -> frozenset[int]:
    """Everybody who carries one of their goals, also of those that the evidence no longer names."""
    return frozenset().union(*(ground.goals[one.goal].owners for one in results))


def goals_of(results: Iterable[ResultRow]) -> list[int]:
    """Their goals, each once, in order."""
    return list(dict.fromkeys(one.goal for one in results))
