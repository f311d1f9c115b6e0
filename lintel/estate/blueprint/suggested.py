"""What a suggestion would do to the blueprint, beside what is planned already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lintel.estate.blueprint.applying import Applied, apply
from lintel.estate.blueprint.models import Amendment, Change, ChangeKind, Plateau
from lintel.estate.blueprint.plateaus import applied_at, planned, standing_at
from lintel.estate.blueprint.words import described


@dataclass(frozen=True)
class Effect:
    """The estate at the last plateau that a suggestion touches, without it and with it."""

    plateau: Plateau
    before: Applied
    after: Applied


def changes_of(amendment: Amendment) -> list[Change]:
    """Its changes in their order, with their plateaus."""
    return list(amendment.changes.in_order().select_related("plateau"))


def effect_of(amendment: Amendment) -> Effect | None:
    """What it does; None as long as it says nothing. Accepted ones are taken out of what is planned first."""
    rows = changes_of(amendment)
    if not rows:
        return None
    plateau = max((row.plateau for row in rows), key=lambda one: one.day)
    own = {row.pk for row in rows}
    accepted = amendment.state == "accepted"
    before = applied_at(plateau, planned(beside=_dropped_by(rows) if accepted else (), without=own))
    plan = planned() if accepted else planned(beside=rows)
    return Effect(plateau, before, apply(standing_at(plateau.day), plan.until(plateau.day), plan.aliases))


def _dropped_by(rows: Iterable[Change]) -> list[Change]:
    """What these changes dropped, as it was planned before."""
    numbers = [row.facts["change"] for row in rows if row.kind == ChangeKind.DROP]
    dropped = Change.objects.filter(pk__in=numbers, dropped_at__isnull=False)
    return list(dropped.select_related("plateau")) if numbers else []


def conflicts_of(amendment: Amendment) -> list[str]:
    """Why it does not fit, or what is planned and would not fit any more with it; nothing if all is well."""
    own, last = changes_of(amendment), Plateau.objects.order_by("-day").first()
    if not own or last is None:
        return []
    standing, plan, with_it = standing_at(last.day), planned(), planned(beside=own)
    before = apply(standing, plan.until(last.day), plan.aliases)
    after = apply(standing, with_it.until(last.day), with_it.aliases)
    known = {one.number for one in before.conflicts}
    new = [one for one in after.conflicts if one.number not in known]
    said = described(Change.objects.filter(pk__in=[one.number for one in new]))
    return [f"{said[one.number]} ({one.why})" for one in new]
