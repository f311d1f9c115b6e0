"""Points in time at which one looks at the estate: a day, or a plateau."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from lintel.estate.blueprint.applying import Applied
from lintel.estate.blueprint.models import Plateau
from lintel.estate.blueprint.plateaus import Planned, applied_at, standing_at
from lintel.ui.formats import date_text
from lintel.ui.problems import Missing, Problem

TODAY = "today"


@dataclass(frozen=True)
class Point:
    """A day of the inventory, or a plateau with all that is planned up to it."""

    day: dt.date
    plateau: Plateau | None = None

    @property
    def value(self) -> str:
        """As it stands in an address."""
        if self.plateau is not None:
            return f"p{self.plateau.pk}"
        return TODAY if self.day == timezone.localdate() else self.day.isoformat()

    @property
    def label(self) -> str:
        """As one reads it."""
        if self.plateau is not None:
            return f"{self.plateau.name}, {date_text(self.day)}"
        return "As it stands today" if self.value == TODAY else f"As it stands on {date_text(self.day)}"


def read_point(text: str, plateaus: Sequence[Plateau]) -> Point:
    """The point that an address or a command names. Errors: `Missing` for a plateau that is not there,
    `Problem` for what is no day."""
    if text in ("", TODAY):
        return Point(timezone.localdate())
    if text[:1] == "p" and text[1:].isascii() and text[1:].isdigit():
        found = next((one for one in plateaus if str(one.pk) == text[1:]), None)
        if found is None:
            raise Missing("There is no such plateau.", way_out="Open the list of plateaus.")
        return Point(found.day, found)
    return Point(read_day(text))


def read_day(text: str) -> dt.date:
    """A day as ISO writes it, between 1990 and 2100. Errors: `Problem`."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise Problem(f"“{text[:40]}” is no day.", way_out="Write it as 2027-05-31.", field="day") from None
    if not 1990 <= day.year <= 2100:
        raise Problem(
            "The blueprint looks from 1990 to 2100.", way_out="Choose a day between them.", field="day"
        )
    return day


def standing_there(point: Point, plan: Planned | None = None, *, with_planned: bool = False) -> Applied:
    """The estate at a point."""
    if point.plateau is not None:
        return applied_at(point.plateau, plan)
    return Applied(standing_at(point.day, with_planned=with_planned))
