"""How risky it is that a party is let in. The formula stands here, on the page that explains it, and
beside each number; it knows neither the database nor Django.

    score of a grant = Σ over data classes it reaches ( weight × ½^steps )
                       × right × people × systems × age × outside × open end

Every factor is at least 1, except ½^steps. So a stronger right, more people, more data or systems, more
time and fewer promises never lower a score, and an attestation never raises one.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass

RIGHT_FACTORS: Mapping[str, float] = {
    "use": 1.0, "read": 1.5, "write": 2.0, "integrate": 3.0, "administer": 4.0,
}  # fmt: skip
RIGHT_WORDS: Mapping[str, str] = {
    "use": "use it", "read": "read its data", "write": "write its data",
    "integrate": "connect it with others", "administer": "administer it",
}  # fmt: skip
DEEP = frozenset({"integrate", "administer"})  # these also reach what the system is connected with
NEARER = 0.5  # what one step further counts
MOST_STEPS = 3  # data further away is not counted
DOUBLING = 0.25  # more for each doubling of people
FURTHER_SYSTEM = 0.05  # more for each further system
OLDEST = 24  # months after which an attestation cannot get older
DAYS = 30.4375  # of a month
OUTSIDE = 1.5
OPEN_END = 1.2
HIGH, MIDDLE = 300, 100


@dataclass(frozen=True)
class Facts:
    """What is known about one grant on a day. `steps` are those to each class of data, `weights` what each
    weighs; `systems` how many systems it opens; `attested` the last day on which somebody stood up for it,
    `since` the day from which it counts; `people` None means that nobody counted."""

    right: str
    steps: Mapping[int, int]
    weights: Mapping[int, int]
    systems: int = 1
    people: int | None = None
    since: dt.date | None = None
    attested: dt.date | None = None
    outside: bool = False
    open_end: bool = True


@dataclass(frozen=True)
class Factor:
    """One factor with what it stands for, in words."""

    name: str
    value: float
    because: str


@dataclass(frozen=True)
class Score:
    """A score, its factors, and how much of it each class of data is: these parts add up to it."""

    value: float
    sensitivity: float
    factors: tuple[Factor, ...]
    parts: Mapping[int, float]

    @property
    def level(self) -> str:
        """`high`, `middle` or `low`."""
        return level(self.value)


def level(value: float) -> str:
    """Where a score stands: 300 and more is high, 100 and more in the middle."""
    if value >= HIGH:
        return "high"
    return "middle" if value >= MIDDLE else "low"


def months_between(earlier: dt.date | None, day: dt.date) -> float:
    """Months from a day to a later one, between 0 and the oldest that counts; unknown is the oldest."""
    if earlier is None:
        return float(OLDEST)
    return min(max((day - earlier).days / DAYS, 0.0), float(OLDEST))


def score(facts: Facts, day: dt.date) -> Score:
    """The score of a grant on a day, with everything that it is made of."""
    shares = {
        data: facts.weights[data] * NEARER**steps
        for data, steps in facts.steps.items()
        if steps <= MOST_STEPS
    }
    factors = _factors(facts, day)
    times = math.prod(factor.value for factor in factors)
    parts = {data: share * times for data, share in shares.items()}
    return Score(sum(parts.values()), sum(shares.values()), factors, parts)


def _factors(facts: Facts, day: dt.date) -> tuple[Factor, ...]:
    known = [one for one in (facts.since, facts.attested) if one is not None]
    months = months_between(max(known) if known else None, day)
    people = max(facts.people or 1, 1)
    counted = "nobody counted them" if facts.people is None else _several(facts.people, "person", "people")
    return (
        Factor("Right", RIGHT_FACTORS[facts.right], RIGHT_WORDS[facts.right]),
        Factor("People", 1 + DOUBLING * math.log2(people), counted),
        Factor(
            "Systems", 1 + FURTHER_SYSTEM * (max(facts.systems, 1) - 1),
            _several(facts.systems, "system", "systems"),
        ),
        Factor("Age", 1 + months / 12, _age(facts, months, bool(known))),
        Factor("Outside", OUTSIDE if facts.outside else 1.0, "yes" if facts.outside else "no"),
        Factor("Open end", OPEN_END if facts.open_end else 1.0, "yes" if facts.open_end else "no"),
    )  # fmt: skip


def _several(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _age(facts: Facts, months: float, known: bool) -> str:
    if not known:
        return "nobody knows since when: counts as two years"
    whole = round(months)
    spoken = "this month" if whole == 0 else f"{_several(whole, 'month', 'months')} ago"
    spoken = "two years ago or more" if months >= OLDEST else spoken
    return f"attested {spoken}" if facts.attested else f"given {spoken}, never attested"
