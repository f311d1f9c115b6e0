"""What comes out: frozen, values and weights from 0 to 1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Disturbance:
    """A comparison that does not fit the others: what was said, what the others imply, and the consistency
    ratio if one said that instead."""

    one: str
    other: str
    said: float
    implied: float
    ratio_then: float


@dataclass(frozen=True)
class Weights:
    """A side's weights, which add up to 1. Where they come from comparisons: Saaty's consistency ratio (above
    0.1 one should look again) and what disturbs it, most first."""

    party: str
    weights: Mapping[str, float]
    ratio: float | None
    disturbances: tuple[Disturbance, ...]


@dataclass(frozen=True)
class Ranked:
    """An option with its weighted sum, and between what it lies where scores are ranges. `parts` adds up to
    `score`. `knocked_out` names the criteria whose least it misses; such an option has no rank."""

    name: str
    rank: int | None
    score: float
    low: float
    high: float
    parts: Mapping[str, float]
    knocked_out: tuple[str, ...]


@dataclass(frozen=True)
class Turn:
    """The weight of a criterion at which another option wins, the others keeping their proportions; None
    where no weight from 0 to 1 does that. `shift` is how far that is from the present weight."""

    criterion: str
    weight: float
    turns_at: float | None
    shift: float | None
    winner_then: str


@dataclass(frozen=True)
class Stretch:
    """From one share of the last party's word to another, the same option wins."""

    start: float
    end: float
    winner: str


@dataclass(frozen=True)
class Acceptability:
    """How an option fares over all weights between the sides (Lahdelma and Salminen's SMAA-2): the share of
    draws in which it takes each rank, the mean weights of those in which it is first (None where it never
    is), and how often it is first by these very weights."""

    name: str
    ranks: tuple[float, ...]
    central: Mapping[str, float] | None
    confidence: float | None


@dataclass(frozen=True)
class Method:
    """Another way to rank the same values: its order, and which losing options, taken away, change its
    winner."""

    name: str
    order: tuple[str, ...]
    agrees: bool
    changed_by_removing: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """Everything about a choice. `certain` is false where ranges leave open who wins. `changed_by_removing`
    is the deletion test of the default: always empty, since no value depends on another option."""

    winner: str
    certain: bool
    weights: Mapping[str, float]
    parties: tuple[Weights, ...]
    ranking: tuple[Ranked, ...]
    turns: tuple[Turn, ...]
    between: tuple[Stretch, ...]
    acceptability: tuple[Acceptability, ...]
    draws: int
    seed: int
    changed_by_removing: tuple[str, ...]
    methods: tuple[Method, ...]
