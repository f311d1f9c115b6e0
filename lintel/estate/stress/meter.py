"""The port by which a room above says what an hour of a touchpoint is worth, by a metric that both signed.

This room cannot read metrics. A value that is missing stays missing, with its reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Reading:
    """What an hour brought on average over some days, both included, and by which version of the metric."""

    value: Decimal
    first: dt.date
    last: dt.date
    version: int


@dataclass(frozen=True)
class Unread:
    """No value, and why in a sentence."""

    why: str


@dataclass(frozen=True)
class Part:
    """Which part of a metric is meant: where a field has this value; everything where `field` is empty."""

    field: str = ""
    value: str = ""


@dataclass(frozen=True)
class Choices:
    """What can be bound: metrics that both offices signed, and the fields by which they are narrowed; each
    as its name in formulas and what it is called."""

    metrics: tuple[tuple[str, str], ...] = ()
    fields: tuple[tuple[str, str], ...] = ()


NO_METRICS = Unread("No metrics are defined in this house yet.")
Read = Callable[[str, Part, str, dt.date], Reading | Unread]
_port: list[tuple[Read, Callable[[], Choices]]] = []


def register(read: Read, choices: Callable[[], Choices]) -> None:
    """Say where metrics are read and which there are; called once at start-up. `read` gets the metric, the
    part of it, the unit in which it has to be (empty: any), and the day before which figures count."""
    _port[:] = [(read, choices)]


def choices() -> Choices:
    """What can be bound today."""
    return _port[0][1]() if _port else Choices()


def read(metric: str, part: Part, unit: str, day: dt.date) -> Reading | Unread:
    """What an hour brought in the days before a day, or why nobody can say."""
    return _port[0][0](metric, part, unit, day) if _port else NO_METRICS
