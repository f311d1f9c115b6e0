"""The options ranked by what each side finds important, with how firm that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from lintel.audit.sides import OFFICES
from lintel.estate.purchases.models import Criterion, Measure, Option, Purchase
from lintel.estate.purchases.owning import Ownership, ownership
from lintel.estate.purchases.questionnaire import Risk, risk_of

if TYPE_CHECKING:
    from lintel.engines.choice import Choice

DRAWS = 20_000  # 20 ms; shares of ranks are exact to about half a per cent
Value = tuple[float, float] | None


@dataclass(frozen=True)
class Judged:
    """An option with what is known about it: its cost, its risk, and its values by criterion's key."""

    option: Option
    cost: Ownership
    risk: Risk
    values: Mapping[int, Value]


@dataclass(frozen=True)
class Ranking:
    """The choice as the engine sees it, or why there is none yet; options by name."""

    judged: tuple[Judged, ...]
    choice: Choice | None
    why_not: str = ""


def judged(purchase: Purchase, option: Option) -> Judged:
    """Everything known about an option of a purchase that came with everything in it."""
    cost = ownership(option, purchase.years)
    risk = risk_of({row.question: row.reply for row in option.risk_answers.all()}, bool(option.holds.all()))
    scored = {row.criterion_id: (float(row.low), float(row.high)) for row in option.scores.all()}
    values = {one.pk: _value(one, option, cost, risk, scored.get(one.pk)) for one in purchase.criteria.all()}
    return Judged(option, cost, risk, values)


def _value(one: Criterion, option: Option, cost: Ownership, risk: Risk, scored: Value) -> Value:
    if one.measure == Measure.COST:
        return (float(cost.low), float(cost.high)) if cost.known or not option.is_new else None
    if one.measure == Measure.RISK:
        return (risk.score, risk.score) if option.is_new else (0.0, 0.0)
    return scored


def rank(purchase: Purchase) -> Ranking:
    """Rank a purchase that came with everything in it."""
    found = tuple(judged(purchase, one) for one in purchase.options.all())
    missing = lacking(purchase)
    if missing:
        return Ranking(found, None, missing)
    from lintel.engines.choice import Unfit

    criteria = list(purchase.criteria.all())
    try:
        return Ranking(found, _chosen(_scales(criteria), _scores(criteria, found), _points(criteria)))
    except Unfit as unfit:
        return Ranking(found, None, f"{unfit.reason} {unfit.way_out}")


def lacking(purchase: Purchase) -> str:
    """Why nothing can be ranked yet, in a sentence; nothing if it can."""
    if len(purchase.options.all()) < 2:
        return "Two options or more can be ranked."
    if not purchase.criteria.all():
        return "Nobody said by what they are compared."
    for office in OFFICES:
        points = [
            row.points for one in purchase.criteria.all() for row in one.weights.all() if row.office == office
        ]
        if not sum(points):
            return f"The {office.label} has not said what matters to it."
    return ""


def _scales(criteria: list[Criterion]) -> tuple[tuple[str, float, float, float | None], ...]:
    return tuple(
        (one.name, float(one.worst), float(one.best), None if one.least is None else float(one.least))
        for one in criteria
    )


def _scores(
    criteria: list[Criterion], found: tuple[Judged, ...]
) -> tuple[tuple[str, tuple[Value, ...]], ...]:
    return tuple((each.option.name, tuple(each.values[one.pk] for one in criteria)) for each in found)


def _points(criteria: list[Criterion]) -> tuple[tuple[str, tuple[float, ...]], ...]:
    return tuple(
        (
            office.value,
            tuple(
                float(sum(row.points for row in one.weights.all() if row.office == office))
                for one in criteria
            ),
        )
        for office in OFFICES
    )


@lru_cache(maxsize=64)
def _chosen(
    scales: tuple[tuple[str, float, float, float | None], ...],
    scores: tuple[tuple[str, tuple[Value, ...]], ...],
    points: tuple[tuple[str, tuple[float, ...]], ...],
) -> Choice:
    """The engine's answer, kept by what it is made of: a page is drawn more often than a score changes."""
    from lintel.engines import choice

    names = [name for name, *_ in scales]
    dossier = choice.Dossier(
        criteria=tuple(
            choice.Criterion(name, worst=worst, best=best, least=least) for name, worst, best, least in scales
        ),
        options=tuple(choice.Option(name, dict(zip(names, row, strict=True))) for name, row in scores),
        parties=tuple(choice.Party(name, dict(zip(names, row, strict=True))) for name, row in points),
    )
    return choice.choose(dossier, draws=DRAWS)
