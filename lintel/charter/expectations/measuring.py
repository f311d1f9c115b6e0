"""The port to the metrics: an accepted condition measures itself, or says why it cannot.

`read` finds a metric's value up to a day; `figures` fills it with the metrics that both offices signed. A
value that is missing stays missing, with its reason.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from lintel.charter.expectations.wording import Comparison


@dataclass(frozen=True)
class Reading:
    """A metric's value, and the day it speaks of."""

    value: Decimal
    as_of: dt.date


@dataclass(frozen=True)
class Measured:
    """A value held against its target."""

    value: Decimal
    met: bool
    as_of: dt.date


@dataclass(frozen=True)
class Unmeasured:
    """No value, and why in a sentence."""

    why: str


@dataclass(frozen=True)
class KnownMetric:
    """A metric that a condition may be bound to."""

    slug: str
    label: str
    unit: str = ""


Read = Callable[[str, dt.date], Reading | Unmeasured]
Known = Callable[[], list[KnownMetric]]
NO_METRICS = Unmeasured("No metrics are defined in this house yet.")
_port: list[tuple[Read, Known]] = []


def register_metrics(read: Read, known: Known) -> None:
    """Say where metrics are read and which there are; called once at start-up."""
    _port[:] = [(read, known)]


def known_metrics() -> list[KnownMetric]:
    """The metrics that a condition may be bound to."""
    return _port[0][1]() if _port else []


def read(metric: str, until: dt.date) -> Reading | Unmeasured:
    """The metric's value up to a day, or why there is none."""
    return _port[0][0](metric, until) if _port else NO_METRICS


def measure(metric: str, comparison: str, target: Decimal, until: dt.date) -> Measured | Unmeasured:
    """The metric's value up to a day, held against the target."""
    if not metric:
        return Unmeasured("It is bound to no metric.")
    found = read(metric, until)
    if isinstance(found, Unmeasured):
        return found
    return Measured(found.value, holds(found.value, comparison, target), found.as_of)


def holds(value: Decimal, comparison: str, target: Decimal) -> bool:
    """Whether a value keeps its comparison with the target."""
    match Comparison(comparison):
        case Comparison.AT_LEAST:
            return value >= target
        case Comparison.AT_MOST:
            return value <= target
        case Comparison.MORE_THAN:
            return value > target
        case Comparison.LESS_THAN:
            return value < target
