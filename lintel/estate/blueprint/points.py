"""Points at which one looks at the estate: a day, a plateau, or a version of the blueprint."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from lintel.estate.blueprint.applying import Applied
from lintel.estate.blueprint.models import Plateau, Version
from lintel.estate.blueprint.plateaus import Planned, applied_at, applied_by, standing_at
from lintel.ui.formats import date_text
from lintel.ui.problems import Missing, Problem

TODAY = "today"


@dataclass(frozen=True)
class Point:
    """A day of the inventory; a plateau with all that is planned up to it; or the last plateau of a version,
    with what was frozen in it."""

    day: dt.date
    plateau: Plateau | None = None
    version: Version | None = None

    @property
    def value(self) -> str:
        """As it stands in an address."""
        if self.version is not None:
            return f"v{self.version.number}"
        if self.plateau is not None:
            return f"p{self.plateau.pk}"
        return TODAY if self.day == timezone.localdate() else self.day.isoformat()

    @property
    def label(self) -> str:
        """As one reads it."""
        if self.version is not None:
            return f"{self.version}, as it ends on {date_text(self.day)}"
        if self.plateau is not None:
            return f"{self.plateau.name}, {date_text(self.day)}"
        return "As it stands today" if self.value == TODAY else f"As it stands on {date_text(self.day)}"


def read_point(text: str, plateaus: Sequence[Plateau]) -> Point:
    """The point that an address or a command names. Errors: `Missing` for a plateau or version that is not
    there, `Problem` for what is no day."""
    if text in ("", TODAY):
        return Point(timezone.localdate())
    kind, number = text[:1], text[1:19]
    if kind in ("p", "v") and number.isascii() and number.isdigit() and len(text) < 20:
        return _plateau(number, plateaus) if kind == "p" else _version(number)
    return Point(read_day(text))


def _plateau(number: str, plateaus: Sequence[Plateau]) -> Point:
    found = next((one for one in plateaus if one.pk == int(number)), None)
    if found is None:
        raise Missing("There is no such plateau.", way_out="Open the list of plateaus.")
    return Point(found.day, found)


def _version(number: str) -> Point:
    found = Version.objects.filter(number=int(number)).first()
    if found is None:
        raise Missing("There is no such version.", way_out="Open the list of versions.")
    return point_of(found)


def point_of(version: Version) -> Point:
    """A version as it ends: on the day of its last plateau."""
    last = max((one["day"] for one in version.body["plateaus"]), default=None)
    day = dt.date.fromisoformat(last) if last else timezone.localdate()
    return Point(day, version=version)


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
    if point.version is not None:
        return applied_by(point.version, point.day)
    if point.plateau is not None:
        return applied_at(point.plateau, plan)
    return Applied(standing_at(point.day, with_planned=with_planned))
