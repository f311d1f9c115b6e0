"""What an hour of a touchpoint is worth, by a metric that both offices signed: fills the estate's port.

What is measured here is shown to everybody with a role, so it is asked for as a reader of no side and no
team: a figure that a policy keeps from such a reader is missing here too, and says so.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from lintel.audit.sides import Side
from lintel.estate.stress.meter import Choices, Part, Reading, Unread
from lintel.insight import ports, running
from lintel.insight.definitions.catalogue import Catalogue, Known, catalogue
from lintel.people.models import Role, User
from lintel.ui.problems import Problem

if TYPE_CHECKING:
    from lintel.engines.metrics import Query

DAYS = 28  # four whole weeks, so that each weekday counts alike
LOOKED_BACK = 120  # older figures say nothing about an hour of today
HOURS = 24
ADDS_UP = "simple"  # only figures that add up can be spread over hours


def choices() -> Choices:
    """The metrics that add up and both offices signed, and the fields by which any of them is narrowed;
    nothing while nobody has described the data."""
    try:
        found = catalogue()
    except Problem:
        return Choices()
    metrics = [one for one in found.metrics.values() if one.agreed and one.kind == ADDS_UP]
    datasets = {one.name: one.label or one.name for one in found.model.datasets}
    fields = {
        one.name: f"{datasets[one.dataset]}: {one.field.label or one.field.name}"
        for metric in metrics
        for one in found.model.dimensions((metric.slug,))
        if one.safe and one.dataset and one.field.kind != "time"
    }
    named = sorted(fields.items(), key=lambda pair: pair[1].casefold())
    return Choices(tuple((one.slug, one.label) for one in metrics), tuple(named))


def read(slug: str, part: Part, unit: str, day: dt.date) -> Reading | Unread:
    """An average hour of the four weeks up to the last day with figures before a day, or why none."""
    try:
        found = catalogue()
        metric = _fitting(found, slug, unit)
        reader = User(name="Everybody", role=Role.VIEWER, side=Side.OTHER)
        asker = running.Asker(reader, ports.ANALYSIS, timezone.now())
        answer = running.answer(found.model, _query(slug, part, day), asker)
    except Problem as problem:
        return Unread(problem.sentence)
    return _reading(answer, metric)


def _fitting(found: Catalogue, slug: str, unit: str) -> Known:
    metric = found.metrics.get(slug)
    if metric is None:
        raise Problem(f"There is no metric “{slug}” in use in this house.")
    if not metric.agreed:
        raise Problem(f"Both offices have not signed what “{metric.label}” means.")
    if metric.kind != ADDS_UP:
        raise Problem(f"“{metric.label}” does not add up over time, so an hour has no part of it.")
    if unit and metric.unit != unit:
        raise Problem(f"“{metric.label}” is not in {unit}.")
    return metric


def _query(slug: str, part: Part, day: dt.date) -> Query:
    from lintel.engines.metrics import By, Filter, Period, Query

    period = Period(day - dt.timedelta(days=LOOKED_BACK), day - dt.timedelta(days=1))
    where = (Filter(part.field, "in", (part.value,)),) if part.field else ()
    return Query((slug,), (By("time", "day"),), where=where, period=period)


def _reading(answer: running.Answer, metric: Known) -> Reading | Unread:
    place = next(number for number, column in enumerate(answer.columns) if column.name == metric.slug)
    values: dict[dt.date, Decimal] = {}
    withheld: set[dt.date] = set()
    for number, row in enumerate(answer.rows):
        moment: Any = row[1 - place]
        day = moment.date() if isinstance(moment, dt.datetime) else moment
        if (number, place) in answer.withheld:
            withheld.add(day)
        elif row[place] is not None:
            values[day] = Decimal(str(row[place]))
    known = {*values, *withheld}
    if not known:
        return Unread(f"There are no figures of the last {LOOKED_BACK} days.")
    last = max(known)
    first = max(min(known), last - dt.timedelta(days=DAYS - 1))
    if any(first <= day <= last for day in withheld):
        return Unread("The figures of a day stand for too few people to be shown to everybody.")
    total = sum((value for day, value in values.items() if first <= day <= last), Decimal(0))
    return Reading(total / (((last - first).days + 1) * HOURS), first, last, metric.version)
