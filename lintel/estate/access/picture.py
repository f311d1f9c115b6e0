"""Who gets in, all together: every grant in force with its score and its ways to data.

Worked out from what stands on a day in a fixed number of queries, and kept until somebody writes. It holds
numbers and names of entries only; parties and people are read from the database by whoever shows them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from lintel.audit.memory import remembered
from lintel.estate.access.models import USUAL_WEIGHT, DataWeight, Grant
from lintel.estate.access.running import Ground, Spread, ground_on
from lintel.estate.access.scoring import DEEP, Facts, Score, level, score


@dataclass(frozen=True)
class Risk:
    """One grant in force: its score, and the nearest way to each class of data it reaches."""

    grant: int
    party: int
    system: int
    right: str
    outside: bool
    score: Score
    ways: Mapping[int, tuple[int, ...]]


@dataclass(frozen=True)
class Reached:
    """One party reaches one class of data: over which grants, on the nearest way, and what it comes to."""

    party: int
    data: int
    score: float
    way: tuple[int, ...]
    grants: tuple[int, ...]
    outside: bool
    right: str

    @property
    def steps(self) -> int:
        """0 where the party is let into a system that has the data itself."""
        return len(self.way) - 1

    @property
    def level(self) -> str:
        """`high`, `middle` or `low`."""
        return level(self.score)


@dataclass(frozen=True)
class Picture:
    """Everything on one day. `weights` are those of every class of data in use."""

    ground: Ground
    weights: Mapping[int, int]
    weighed: frozenset[int]
    risks: Mapping[int, Risk]

    @cached_property
    def reached(self) -> tuple[Reached, ...]:
        """Each party with each class of data that it reaches, the riskiest first."""
        pairs: dict[tuple[int, int], list[Risk]] = {}
        for risk in self.risks.values():
            for data in risk.ways:
                pairs.setdefault((risk.party, data), []).append(risk)
        found = [_together(party, data, risks) for (party, data), risks in pairs.items()]
        return tuple(sorted(found, key=lambda one: (-one.score, one.party, one.data)))

    @cached_property
    def of_party(self) -> dict[int, float]:
        """What the grants of each party come to."""
        return _sums((risk.party, risk.score.value) for risk in self.risks.values())

    @cached_property
    def of_data(self) -> dict[int, float]:
        """What all ways to each class of data come to."""
        return _sums(pair for risk in self.risks.values() for pair in risk.score.parts.items())

    def score_of(self, grant: int) -> float | None:
        """The score of a grant, or None when it lets nobody in today."""
        risk = self.risks.get(grant)
        return risk.score.value if risk else None


def _together(party: int, data: int, risks: list[Risk]) -> Reached:
    nearest = min(risks, key=lambda risk: (len(risk.ways[data]), -risk.score.parts[data], risk.grant))
    ranked = sorted(risks, key=lambda risk: (-risk.score.parts[data], risk.grant))
    total = sum(risk.score.parts[data] for risk in risks)
    return Reached(
        party, data, total, nearest.ways[data], tuple(risk.grant for risk in ranked), nearest.outside,
        nearest.right,
    )  # fmt: skip


def _sums(pairs: Iterable[tuple[int, float]]) -> dict[int, float]:
    found: dict[int, float] = {}
    for key, value in pairs:
        found[key] = found.get(key, 0.0) + value
    return found


def picture_of(day: dt.date) -> Picture:
    """The picture of a day, found once for each state of the ledger.

    Whoever calls has asked whether the reader may see it.
    """
    return remembered(("who gets in", day), lambda: _draw(day))


def fresh_picture(day: dt.date) -> Picture:
    """The same, worked out anew: for actions, which may have changed something before they ask."""
    return _draw(day)


def _draw(day: dt.date) -> Picture:
    ground = ground_on(day)
    said = dict(DataWeight.objects.values_list("data_id", "weight"))
    weights = {data: said.get(data, USUAL_WEIGHT) for data in ground.classes}
    spreads: dict[tuple[int, bool], Spread] = {}
    rows = Grant.objects.in_force(day).order_by().values_list(
        "pk", "party_id", "system_id", "right", "since", "until", "attested_on", "party__people",
        "party__outside",
    )  # fmt: skip
    risks: dict[int, Risk] = {}
    for number, party, system, right, since, until, attested, people, outside in rows:
        key = (system, right in DEEP)
        if key not in spreads:
            spreads[key] = ground.spread(system, deep=key[1])
        spread = spreads[key]
        facts = Facts(
            right, spread.steps, weights, spread.systems, people, since, attested, outside, until is None
        )
        risks[number] = Risk(number, party, system, right, outside, score(facts, day), spread.ways)
    return Picture(ground, weights, frozenset(said), risks)
