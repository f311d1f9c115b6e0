"""What is chosen between, by which criteria, and what each side finds how important."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Score = float | str | tuple[float, float] | None


@dataclass(frozen=True)
class Criterion:
    """A criterion with a scale that does not depend on the options.

    Either a number with `worst` and `best` (the value rises in a straight line from 0 to 1 between them, and
    a score beyond an end counts as the end), or named `levels` with their values from 0 to 1. `least` is a
    knock-out: an option whose score is worse is out, whatever else it has.
    """

    name: str
    worst: float = 0.0
    best: float = 1.0
    levels: Mapping[str, float] = field(default_factory=dict)
    least: float | str | None = None


@dataclass(frozen=True)
class Option:
    """An option with its score by criterion: a number, a level, a pair (from, to) where one is not sure, or
    None (or nothing at all) where nobody knows, which counts as anything from worst to best."""

    name: str
    scores: Mapping[str, Score]


@dataclass(frozen=True)
class Comparison:
    """`one` is `times` as important as `other`, on Saaty's scale from 1 to 9 (or 1/9 to 1)."""

    one: str
    other: str
    times: float


@dataclass(frozen=True)
class Party:
    """One side: points by criterion, or comparisons of every pair of criteria."""

    name: str
    points: Mapping[str, float] = field(default_factory=dict)
    comparisons: tuple[Comparison, ...] = ()


@dataclass(frozen=True)
class Dossier:
    """A choice. `balance` is the share of the last party's word where their weights are averaged; with two
    parties 0.5 gives both the same."""

    criteria: tuple[Criterion, ...]
    options: tuple[Option, ...]
    parties: tuple[Party, ...]
    balance: float = 0.5
