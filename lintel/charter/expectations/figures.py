"""Metrics as the charter reads them: one figure over the days before, as whoever may see least would see it.

What is measured here is shown to everybody with a role, so it is asked for as a reader of no side and no
team: a figure that a policy keeps from such a reader is missing here too, and says so.
"""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from lintel.audit.sides import Side
from lintel.charter.expectations.measuring import KnownMetric, Reading, Unmeasured
from lintel.insight import ports, running
from lintel.insight.definitions.catalogue import Catalogue, catalogue
from lintel.people.models import Role, User
from lintel.ui.problems import Problem

if TYPE_CHECKING:
    from lintel.engines.metrics import Query

DAYS = 30  # what a figure covers, up to the day on which it is read or was due


def known() -> list[KnownMetric]:
    """The metrics in use that both offices signed; none while nobody has described the data."""
    try:
        found = catalogue()
    except Problem:
        return []
    return [KnownMetric(one.slug, one.label, one.unit) for one in found.metrics.values() if one.agreed]


def read(slug: str, until: dt.date) -> Reading | Unmeasured:
    """The metric over the thirty days up to a day, or why there is no value."""
    try:
        found = catalogue()
        if slug not in found.metrics:
            return Unmeasured(f"There is no metric “{slug}” in use in this house.")
        if not found.metrics[slug].agreed:
            return Unmeasured(f"Both offices have not signed what “{slug}” means.")
        reader = User(name="Everybody", role=Role.VIEWER, side=Side.OTHER)
        asker = running.Asker(reader, ports.ANALYSIS, timezone.now())
        answer = running.answer(found.model, _query(found, slug, until), asker)
    except Problem as problem:
        return Unmeasured(problem.sentence)
    return _reading(answer, slug, until)


def _query(found: Catalogue, slug: str, until: dt.date) -> "Query":
    from lintel.engines.metrics import Period, Query

    timely = any(one.name == "time" and one.safe for one in found.model.dimensions((slug,)))
    period = Period(until - dt.timedelta(days=DAYS - 1), until) if timely else None
    return Query(metrics=(slug,), period=period)


def _reading(answer: running.Answer, slug: str, until: dt.date) -> Reading | Unmeasured:
    place = next(number for number, column in enumerate(answer.columns) if column.name == slug)
    value: Any = answer.rows[0][place] if answer.rows else None
    if (0, place) in answer.withheld:
        return Unmeasured("The figure stands for too few people to be shown to everybody.")
    if value is None:
        return Unmeasured(f"There are no figures in the {DAYS} days before.")
    return Reading(Decimal(str(value)), until)
