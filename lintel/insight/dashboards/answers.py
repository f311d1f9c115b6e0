"""The answers of a dashboard: every pinned question under the shared period and filters, over one
connection."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from lintel.insight.asking.answering import answer_all, answered
from lintel.insight.asking.asked import Asked, Condition, restored
from lintel.insight.asking.asking import Desk, Given, desk
from lintel.insight.asking.vocabularies import bare
from lintel.insight.asking.words.lexicon import Reading
from lintel.insight.dashboards.models import Dashboard, Tile
from lintel.people.models import User
from lintel.ui.problems import Problem


@dataclass(frozen=True)
class Shared:
    """The period and the filters that stand for all answers; empty where each keeps its own."""

    period: str = ""
    where: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Shown:
    """A tile with its answer, or what stands in its way; `without` names filters that do not fit it."""

    tile: Tile
    given: Given | None
    problem: Problem | None = None
    without: tuple[str, ...] = ()


def shared_of(dashboard: Dashboard) -> Shared:
    """What the dashboard itself says."""
    where = tuple(Condition(one["dimension"], one["op"], tuple(one["values"])) for one in dashboard.where)
    return Shared(dashboard.period, where)


def tiles_of(dashboard: Dashboard, user: User) -> list[Tile]:
    """What is pinned and this person may see, in order; one query."""
    from lintel.insight.asking.models import Question

    rows = dashboard.tiles.filter(question__in=Question.objects.visible_to(user))
    return list(rows.select_related("question").order_by("position", "pk"))


def shown(tiles: Sequence[Tile], shared: Shared, user: User, now: dt.datetime) -> list[Shown]:
    """All answers. Those of one purpose are computed together; one that fails leaves the others as they
    are."""
    found: dict[int, Shown] = {}
    for purpose in dict.fromkeys(tile.question.purpose for tile in tiles):
        group = [tile for tile in tiles if tile.question.purpose == purpose]
        try:
            at = desk(user, purpose, now)
        except Problem as problem:
            found |= {tile.pk: Shown(tile, None, problem) for tile in group}
            continue
        found |= {one.tile.pk: one for one in _of_purpose(at, group, shared)}
    return [found[tile.pk] for tile in tiles]


def _of_purpose(at: Desk, tiles: Sequence[Tile], shared: Shared) -> list[Shown]:
    narrowed = [_narrowed(at, restored(tile.question.asked), shared) for tile in tiles]
    try:
        results: list[Any] = list(answer_all(at.known, [asked for asked, _ in narrowed], at.asker))
    except Problem:
        results = [_alone(at, asked) for asked, _ in narrowed]
    made = []
    for tile, (asked, without), result in zip(tiles, narrowed, results, strict=True):
        if isinstance(result, Problem):
            made.append(Shown(tile, None, result, without))
        else:
            made.append(Shown(tile, Given(at.say(asked), Reading(asked), result), None, without))
    return made


def _alone(at: Desk, asked: Asked) -> Any:
    try:
        return answered(at.known, asked, at.asker)
    except Problem as problem:
        return problem


def _narrowed(at: Desk, asked: Asked, shared: Shared) -> tuple[Asked, tuple[str, ...]]:
    """The question under the shared period and the filters that fit it; and the names of those that do
    not."""
    words = bare(at.known)
    safe = words.safe_for(asked.metrics)
    fitting, without = [], []
    for one in shared.where:
        alike = _same(one.dimension, safe, words.dimensions)
        if alike:
            fitting.append(replace(one, dimension=alike))
        else:
            without.append(words.dimensions.get(one.dimension, one.dimension))
    named = {one.dimension for one in fitting}
    where = tuple(one for one in asked.where if one.dimension not in named) + tuple(fitting)
    return replace(asked, period=shared.period or asked.period, where=where), tuple(without)


def _same(dimension: str, safe: frozenset[str], labels: dict[str, str] | Any) -> str:
    """The dimension itself, or another one of the same name that this question can be filtered by."""
    if dimension in safe:
        return dimension
    label = labels.get(dimension, "")
    return next((name for name in sorted(safe) if label and labels.get(name) == label), "")
