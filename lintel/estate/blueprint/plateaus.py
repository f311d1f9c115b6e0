"""The estate on a day or at a plateau, as everything here draws, compares and tests it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from lintel.estate.blueprint.applying import Applied, Step, apply
from lintel.estate.blueprint.models import Change, Plateau, Version
from lintel.estate.inventory.models import Element
from lintel.estate.inventory.standing import Standing, standing_on


@dataclass(frozen=True)
class Planned:
    """Changes in their order, ready to be put upon any standing."""

    steps: tuple[tuple[dt.date, Step], ...]
    aliases: Mapping[int, int]

    def until(self, day: dt.date) -> list[Step]:
        """Those of the plateaus that are reached by that day."""
        return [step for reached, step in self.steps if reached <= day]


def planned(*, beside: Iterable[Change] = (), without: Iterable[int] = ()) -> Planned:
    """Every change that counts, and those given `beside`; carried out ones stand in the inventory already.

    One query.
    """
    left_out = set(without)
    rows = [*Change.objects.counting().in_order().select_related("plateau"), *beside]
    rows.sort(key=lambda one: (one.plateau.day, one.plateau_id))  # stable: what is beside comes last
    aliases = {-one.pk: one.made_id for one in rows if one.made_id is not None}
    steps = tuple(
        (one.plateau.day, Step(one.pk, one.kind, one.facts))
        for one in rows
        if one.carried_out_at is None and one.pk not in left_out
    )
    return Planned(steps, aliases)


def standing_at(day: dt.date, *, with_planned: bool = False) -> Standing:
    """What the inventory says about a day. For a day to come nobody has paid yet, so what a year costs then
    is what it costs now: else every look ahead would seem to save money."""
    found, today = standing_on(day, with_planned=with_planned), timezone.localdate()
    if day <= today:
        return found
    rows: Any = Element.objects.with_cost(today)
    paid = dict(rows.values_list("pk", "cost"))
    parts = {number: replace(one, cost=paid.get(number)) for number, one in found.parts.items()}
    return replace(found, parts=parts)


def applied_at(plateau: Plateau, plan: Planned | None = None) -> Applied:
    """The estate at a plateau: the inventory on its day, with all changes planned up to it."""
    given = planned() if plan is None else plan
    return apply(standing_at(plateau.day), given.until(plateau.day), given.aliases)


def applied_by(version: Version, day: dt.date) -> Applied:
    """The estate on a day with what a version froze for the plateaus up to it; what was carried out since
    stands in the inventory already. One query beside those of the inventory."""
    until = [one for one in version.body["plateaus"] if one["day"] <= day.isoformat()]
    frozen = [row for one in sorted(until, key=lambda one: str(one["day"])) for row in one["changes"]]
    rows = Change.objects.filter(pk__in=[row["number"] for row in frozen], carried_out_at__isnull=False)
    done = dict(rows.values_list("pk", "made_id"))
    steps = [Step(row["number"], row["kind"], row["facts"]) for row in frozen if row["number"] not in done]
    aliases = {-number: made for number, made in done.items() if made is not None}
    return apply(standing_at(day), steps, aliases)


def standing_of(plateau: Plateau) -> Standing:
    """The estate at a plateau; what is only planned goes by negative numbers."""
    return applied_at(plateau).standing


def before_of(plateau: Plateau, plan: Planned | None = None) -> Applied:
    """What stands before a plateau’s own changes: the plateau before it, or the inventory of today."""
    earlier = Plateau.objects.filter(day__lt=plateau.day).order_by("-day").first()
    if earlier is not None:
        return applied_at(earlier, plan)
    return Applied(standing_at(min(timezone.localdate(), plateau.day)))


def days_of_change(plateaus: Sequence[Plateau]) -> list[dt.date]:
    """The days on which something comes, fades or goes, plateaus included, in order. One query."""
    fields = ("live_from", "phase_out_from", "retired_from")
    rows = Element.objects.values_list(*fields)
    days = {day for row in rows for day in row if day} | {one.day for one in plateaus}
    return sorted(days)
