"""Whether a planned change can be carried out, or what it waits for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from lintel.estate.blueprint.content import signed_version
from lintel.estate.blueprint.models import Change, Plateau, Version


@dataclass(frozen=True)
class Readiness:
    """What can be done with a change now, in words."""

    can: bool
    says: str


def signed_as(version: Version | None, change: Change, day: dt.date) -> bool:
    """Whether both offices signed exactly this change for this day."""
    if version is None:
        return False
    return any(
        one["number"] == change.pk and one["kind"] == change.kind and one["facts"] == change.facts
        for plateau in version.body["plateaus"]
        if plateau["day"] == day.isoformat()
        for one in plateau["changes"]
    )


def readiness_of(rows: Iterable[Change], plateau: Plateau, today: dt.date) -> dict[int, Readiness]:
    """For each change of a plateau. One query."""
    version = signed_version()
    return {row.pk: _one(row, plateau, version, today) for row in rows}


def _one(row: Change, plateau: Plateau, version: Version | None, today: dt.date) -> Readiness:
    if row.carried_out_at is not None:
        return Readiness(False, "Carried out")
    if not signed_as(version, row, plateau.day):
        return Readiness(False, "Not signed yet")
    if plateau.day > today:
        return Readiness(False, "Signed")
    return Readiness(True, "Signed, and its day has come")
