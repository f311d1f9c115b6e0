"""What waits for somebody in the charter, for the first page: one list over all chambers."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from lintel.charter.concerns.models import Concern
from lintel.charter.concerns.models import State as ConcernState
from lintel.charter.expectations.models import Expectation
from lintel.charter.expectations.models import State as ExpectationState
from lintel.charter.vision.standing import standing
from lintel.people.access import Key
from lintel.people.models import User
from lintel.ui.lists import in_order, keys

WORDS = {ExpectationState.DECLARED: "Are you satisfied?", ExpectationState.COUNTERED: "Their counter-offer"}


@dataclass(frozen=True)
class Awaited:
    """One thing that waits: what for, and for how many days."""

    id: int
    title: str
    url: str
    what: str
    silent_days: int


@dataclass(frozen=True)
class Keys:
    """What was found once for a state of the ledger: keys of the first few, how many there are; no texts."""

    expectations: tuple[tuple[int, ...], int]
    concerns: tuple[tuple[int, ...], int]

    @property
    def count(self) -> int:
        """Expectations and concerns together."""
        return self.expectations[1] + self.concerns[1]


def find(user: User, key: Key | None, most: int) -> Keys:
    """The keys of what waits for this person, longest silence first; nothing that is a person's own text."""
    spoken = Expectation.objects.visible_to(user).waiting_for(user, key).order_by("waiting_since", "pk")
    worries = Concern.objects.visible_to(user).waiting_for(user).order_by("waiting_since", "pk")
    return Keys(_first(spoken, most), _first(worries, most))


def _first(rows: Any, most: int) -> tuple[tuple[int, ...], int]:
    first = keys(rows[: most + 1])
    count = len(first) if len(first) <= most else rows.order_by().count()
    return first[:most], count


def awaited(found: Keys, user: User, today: dt.date, most: int) -> list[Awaited]:
    """The first few as one reads them, longest silence first."""
    spoken = in_order(
        Expectation.objects.visible_to(user).only("title", "state", "awaits", "waiting_since"),
        found.expectations[0],
    )
    worries = in_order(
        Concern.objects.visible_to(user).only("title", "state", "office", "waiting_since"), found.concerns[0]
    )
    items = [
        *(_item(row, WORDS.get(ExpectationState(row.state), "Your side’s word"), today) for row in spoken),
        *(_item(row, _of_concern(row), today) for row in worries),
    ]
    return sorted(items, key=lambda item: -item.silent_days)[:most]


def vision_to_sign(user: User, key: Key | None, today: dt.date) -> list[Awaited]:
    """The vision, if this person's office has not signed it."""
    found = standing(user) if key is not None else None
    if found is None or key is None or key.office not in found.missing:
        return []
    days = (today - found.vision.written_at.date()).days
    row = found.vision
    return [Awaited(row.pk, "The vision", row.get_absolute_url(), "Your signature", max(days, 0))]


def _item(row: Any, what: str, today: dt.date) -> Awaited:
    return Awaited(row.pk, row.title, row.get_absolute_url(), what, row.silent_days(today))


def _of_concern(row: Concern) -> str:
    return "Play it back" if row.state == ConcernState.STATED else "Were you understood?"
