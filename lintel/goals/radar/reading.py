"""What metrics came to in each complete week, as the reader of no side and no team would see it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from lintel.audit.sides import Side
from lintel.goals.objectives.models import Measurement
from lintel.goals.radar.ground import HISTORY_WEEKS
from lintel.insight import ports, running
from lintel.insight.definitions.catalogue import Catalogue, catalogue
from lintel.people.models import Role, User
from lintel.ui.problems import Problem

Weeks = dict[dt.date, float]


def by_week(slugs: Iterable[str], today: dt.date) -> dict[str, Weeks]:
    """The weeks of each metric that has some, by their Mondays; the present week is not over and left out."""
    last = monday(today) - dt.timedelta(days=1)
    first = monday(today) - dt.timedelta(weeks=HISTORY_WEEKS)
    wanted = list(slugs)
    found = _from_data(wanted, first, last)
    measured = _from_measurements([slug for slug in wanted if slug not in found], first, last)
    return found | measured


def monday(day: dt.date) -> dt.date:
    """The first day of its week."""
    return day - dt.timedelta(days=day.weekday())


def _from_data(slugs: list[str], first: dt.date, last: dt.date) -> dict[str, Weeks]:
    try:
        known = catalogue()
    except Problem:
        return {}
    reader = User(name="Everybody", role=Role.VIEWER, side=Side.OTHER)
    asker = running.Asker(reader, ports.ANALYSIS, timezone.now())
    found: dict[str, Weeks] = {}
    for slug in slugs:
        metric = known.metrics.get(slug)
        if metric is not None and metric.agreed and (weeks := _asked(known, slug, asker, first, last)):
            found[slug] = weeks
    return found


def _asked(known: Catalogue, slug: str, asker: running.Asker, first: dt.date, last: dt.date) -> Weeks:
    from lintel.engines.metrics import By, Period, Query

    query = Query(metrics=(slug,), by=(By("time", "week"),), period=Period(first, last))
    try:
        answer = running.answer(known.model, query, asker)
    except Problem:
        return {}  # it has no time, or nobody may see it by week
    place = next(number for number, column in enumerate(answer.columns) if column.name == slug)
    weeks: Weeks = {}
    for number, row in enumerate(answer.rows):
        value: Any = row[place]
        if value is not None and (number, place) not in answer.withheld:
            weeks[_day(row[1 - place])] = float(value)
    return weeks


def _day(value: Any) -> dt.date:
    return monday(value.date() if isinstance(value, dt.datetime) else value)


def _from_measurements(slugs: list[str], first: dt.date, last: dt.date) -> dict[str, Weeks]:
    """What goals measured: the last value of each week."""
    rows = (
        Measurement.objects.filter(key_result__metric__in=slugs, value__isnull=False)
        .filter(as_of__gte=first, as_of__lte=last)
        .order_by("as_of", "pk")
        .values_list("key_result__metric", "as_of", "value")
    )
    found: dict[str, Weeks] = {}
    for slug, day, value in rows.iterator(chunk_size=2_000):
        found.setdefault(slug, {})[monday(day)] = float(value)
    return found
