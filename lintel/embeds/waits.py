"""What waits for somebody: a word on a stay, and its end."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.urls import reverse

from lintel.embeds.access import speakers_of
from lintel.embeds.models import Acceptance, Part, Placement, State
from lintel.embeds.models.placements import PlacementQuerySet
from lintel.people.access import key_of
from lintel.people.models import User
from lintel.people.waiting import SHOWN, Wait, Waits

LOOKED_AT = 200
AWAITED = (State.PROPOSED, State.RUNNING)


def find(user: User, day: dt.date) -> Waits:
    """Stays that this person still has to accept or close; a fixed number of queries."""
    rows = list(_mine(user).filter(state__in=AWAITED).with_names()[:LOOKED_AT])
    if not rows:
        return Waits(named="stays wait for you")
    speaks = speakers_of(rows, user)
    given = _given(rows)
    found = [wait for row in rows if (wait := _wait(row, speaks[row.pk], given.get(row.pk, {}), user, day))]
    found.sort(key=lambda wait: wait.due or dt.date.max)
    return Waits(found[:SHOWN], len(found), reverse("embeds:placements"), "stays wait for you", "users")


def _mine(user: User) -> PlacementQuerySet:
    key = key_of(user)
    mine = Q(person=user) | Q(from_team__lead__person=user) | Q(to_team__lead__person=user)
    if key is not None:
        # A team that somebody leads is asked through its lead; the office may still speak for it.
        mine |= Q(from_side=key.office, from_team__lead__isnull=True)
        mine |= Q(to_side=key.office, to_team__lead__isnull=True)
    return Placement.objects.visible_to(user).filter(mine)


def _given(rows: list[Placement]) -> dict[int, dict[str, int]]:
    """Who gave which word, by placement."""
    found: dict[int, dict[str, int]] = {}
    words = Acceptance.objects.filter(placement__in=rows).standing()
    for pk, part, by in words.values_list("placement_id", "part", "by_id"):
        found.setdefault(pk, {})[part] = by
    return found


def _wait(row: Placement, parts: list[Part], given: dict[str, int], user: User, day: dt.date) -> Wait | None:
    missing = [part for part in parts if part not in given]
    if row.state == State.PROPOSED and missing and user.pk not in given.values():
        return Wait(str(row), row.get_absolute_url(), "your word on the stay", row.starts_on)
    if parts and row.is_over(day):
        return Wait(str(row), row.get_absolute_url(), "close it", row.ends_on)
    return None
