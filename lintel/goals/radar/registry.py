"""Detectors: small named functions that look over what stands and say what does not fit.

A room above registers its own at start-up; each may ask the database a fixed number of questions.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lintel.goals.radar.models import Severity

if TYPE_CHECKING:
    from lintel.goals.radar.ground import Ground

BOTH = "both"


@dataclass(frozen=True)
class Evidence:
    """A thing that a finding rests on, by the name of its type and its number, and what is said of it.

    Without a type it is words alone.
    """

    type: str
    id: int
    says: str


@dataclass(frozen=True)
class Step:
    """What to do next: one button, and where it leads."""

    label: str
    url: str


@dataclass(frozen=True)
class Found:
    """What a detector found once.

    `key` makes it the same finding the next time, however its evidence grows. `side` says whom it asks first.
    `people` are those it concerns besides the owners of the goals in its evidence. `figures` are plain values
    that its page draws.
    """

    key: str
    summary: str
    evidence: tuple[Evidence, ...]
    step: Step
    side: str = BOTH
    severity: Severity | None = None
    people: frozenset[int] = frozenset()
    figures: dict[str, Any] = field(default_factory=dict)


Find = Callable[["Ground"], Iterator[Found]]


@dataclass(frozen=True)
class Detector:
    """One way in which two sides drift apart, and how it is found.

    `explanation` says in plain words what is looked for and why it matters; `about` names the types of things
    that its evidence may name: who may not see one of them does not see the finding.
    """

    key: str
    title: str
    explanation: str
    severity: Severity
    find: Find
    about: tuple[str, ...]


GOAL, METRIC = "objectives.goal", "definitions.metric"
EXPECTATION, CONCERN, TERM = "expectations.expectation", "concerns.concern", "language.term"
_detectors: dict[str, Detector] = {}


def register(detector: Detector) -> None:
    """Add a detector; called once at start-up."""
    _detectors[detector.key] = detector


def detector(
    key: str, title: str, explanation: str, severity: Severity, about: tuple[str, ...]
) -> Callable[[Find], Find]:
    """Make a function a detector."""

    def add(find: Find) -> Find:
        register(Detector(key, title, explanation, severity, find, about))
        return find

    return add


def detectors() -> list[Detector]:
    """All of them, the gravest first."""
    return sorted(_detectors.values(), key=lambda one: (-one.severity, one.title))


def detector_of(key: str) -> Detector | None:
    """The one with this key; None for one that a later version no longer has."""
    return _detectors.get(key)


def types() -> list[str]:
    """Every type of thing that evidence may name."""
    return sorted({name for one in _detectors.values() for name in one.about})
