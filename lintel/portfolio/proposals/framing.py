"""The time frame beside the days that a proposal reckons with: where they stand, and where they clash."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from lintel.portfolio.proposals.models import Proposal, Window, WindowKind
from lintel.ui.formats import date_text


@dataclass(frozen=True)
class Bar:
    """Days as a stretch of a line, in per cent of all days that are shown."""

    left: str
    width: str


@dataclass(frozen=True)
class Shown:
    """One window on the line, and what is said of it."""

    window: Window
    bar: Bar
    clash: str


@dataclass(frozen=True)
class Frame:
    """The work's own stretch, if both its days are known, every window, and the days at both ends."""

    work: Bar | None
    windows: list[Shown]
    first: dt.date
    last: dt.date

    @property
    def clashes(self) -> list[str]:
        """Every clash in a sentence."""
        return [shown.clash for shown in self.windows if shown.clash]


def frame(proposal: Proposal) -> Frame | None:
    """The line of a proposal that has windows; load them with their events."""
    windows = list(proposal.windows.all())
    if not windows:
        return None
    days = [day for one in windows for day in (one.starts_on, one.ends_on)]
    days += [day for day in (proposal.starts_on, proposal.ends_on) if day]
    first, last = min(days), max(days)
    work = None
    if proposal.starts_on and proposal.ends_on:
        work = _bar(first, last, proposal.starts_on, proposal.ends_on)
    shown = [
        Shown(
            one,
            _bar(first, last, one.starts_on, one.ends_on),
            clash_of(one, proposal.starts_on, proposal.ends_on, windows),
        )
        for one in sorted(windows, key=lambda one: (one.starts_on, one.pk))
    ]
    return Frame(work, shown, first, last)


def clash_of(
    window: Window, starts_on: dt.date | None, ends_on: dt.date | None, windows: Iterable[Window]
) -> str:
    """How a window clashes with the time frame or with another window, in a sentence; else nothing."""
    if window.kind == WindowKind.BEFORE:
        if ends_on and ends_on >= window.starts_on:
            return (
                f"The work ends on {date_text(ends_on)}, and it must be live before {window.name} begins on "
                f"{date_text(window.starts_on)}."
            )
        return _closed_before(window, starts_on, windows)
    if starts_on and ends_on and starts_on <= window.ends_on and ends_on >= window.starts_on:
        return f"The work runs into {window.name}, which it must not touch."
    return ""


def _closed_before(window: Window, starts_on: dt.date | None, windows: Iterable[Window]) -> str:
    """Days that must not be touched may leave none on which to be live in time."""
    if starts_on is None:
        return ""
    day = window.deadline
    for other in sorted(windows, key=lambda one: one.ends_on, reverse=True):
        if other.kind == WindowKind.AVOID and other.starts_on <= day <= other.ends_on:
            day = other.starts_on - dt.timedelta(days=1)
    if day < starts_on:
        return (
            f"No day is left to be live before {window.name}: other days that must not be touched fill the "
            f"time from {date_text(starts_on)} on."
        )
    return ""


def _bar(first: dt.date, last: dt.date, start: dt.date, end: dt.date) -> Bar:
    """In per cent with a point, whatever the reader's language: it becomes an attribute."""
    days = (last - first).days + 1
    left = 100 * (start - first).days / days
    width = max(100 * ((end - start).days + 1) / days, 0.5)
    return Bar(f"{left:.2f}%", f"{width:.2f}%")
