"""A metric's values over time, asked for like every other question: within the guard rails, for a purpose.

What is measured here is shown to everybody with a role, so it is asked for as a reader of no side and no
team: figures that a policy keeps from such a reader are missing here too, and the reason is kept.
"""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lintel.audit.sides import Side
from lintel.insight import ports, running
from lintel.insight.definitions.catalogue import Catalogue, Known, catalogue
from lintel.people.models import Role, User
from lintel.ui.problems import Problem
from lintel.warehouse.models import Snapshot

if TYPE_CHECKING:
    from lintel.engines.evidence import Series

BEFORE = {"day": dt.timedelta(days=400), "week": dt.timedelta(weeks=104), "month": dt.timedelta(days=1_900)}
PURPOSE = ports.ANALYSIS
WEEK, MONTH = 7, 31
LEAST_FILLED = 0.75


@dataclass(frozen=True)
class Asked:
    """One metric's series, the version that was read, and the states of the data behind it."""

    series: "Series"
    metric: Known
    snapshots: dict[str, str]


def known() -> Catalogue:
    """What can be measured at present. Errors: `Problem` while nobody has described the data."""
    return catalogue()


def asked(found: Catalogue, slug: str, step: str, delivered_on: dt.date, now: dt.datetime) -> Asked:
    """The values of a metric by day, week or month around a delivery; only steps that are wholly over.

    Errors: `Problem` that says why there are none.
    """
    from lintel.engines.evidence import Series
    from lintel.engines.metrics import By, Period, Query

    metric = found.metrics.get(slug)
    if metric is None:
        raise Problem(
            f"The metric “{slug}” is no longer in use.", way_out="Look under “Metrics” for another."
        )
    if not metric.agreed:
        raise Problem(
            f"Both offices have not signed what “{metric.label}” means.", way_out="Have them sign it."
        )
    reader = User(name="Everybody", role=Role.VIEWER, side=Side.OTHER)
    asker = running.Asker(reader, PURPOSE, now.replace(minute=0, second=0, microsecond=0))
    first = begin_of(delivered_on - BEFORE[step], step)
    period = Period(first, now.date())
    answer = running.answer(found.model, Query((slug,), (By("time", step),), period=period), asker)  # type: ignore[arg-type]  # the engine checks the step
    values = _values(answer, slug, step)
    over = _over(answer.snapshots, now.date())
    kept = {day: value for day, value in values.items() if next_of(day, step) <= over}
    if kept and min(kept) != first:
        kept.pop(min(kept))  # the data begin within this step
    if len(kept) < 2:
        raise Problem(
            f"“{metric.label}” has hardly any values by {step} that everybody may see.",
            way_out="Look whether data came in, and whether the guard rails let groups so small be seen.",
        )
    days = _steps(min(kept), max(kept), step)
    series = Series(
        metric.label, days[0], step, tuple(kept.get(day) for day in days), metric.unit  # type: ignore[arg-type]
    )  # fmt: skip
    return Asked(series, metric, dict(answer.snapshots))


def filled(series: "Series") -> bool:
    """Whether enough of its steps have a value to go by such steps."""
    return sum(value is not None for value in series.values) >= LEAST_FILLED * len(series)


def _values(answer: running.Answer, slug: str, step: str) -> dict[dt.date, float]:
    place = next(number for number, column in enumerate(answer.columns) if column.name == slug)
    found: dict[dt.date, float] = {}
    for number, row in enumerate(answer.rows):
        value: Any = row[place]
        if value is not None and (number, place) not in answer.withheld:
            moment = row[1 - place]
            day = moment.date() if isinstance(moment, dt.datetime) else moment
            found[begin_of(day, step)] = float(value)
    return found


def _over(snapshots: dict[str, str] | Any, today: dt.date) -> dt.date:
    """The day up to which the data can be whole: today, or when the oldest of them was published."""
    keys = [key for key in snapshots.values() if key]
    published = Snapshot.objects.filter(key__in=keys).values_list("published_at", flat=True)
    return min([today, *(moment.date() for moment in published)])


def begin_of(day: dt.date, step: str) -> dt.date:
    """The first day of the step in which a day lies; weeks begin on Monday."""
    if step == "month":
        return day.replace(day=1)
    return day - dt.timedelta(days=day.weekday()) if step == "week" else day


def next_of(day: dt.date, step: str) -> dt.date:
    """The first day of the step after the one that begins on this day."""
    days = {"day": 1, "week": WEEK, "month": MONTH}[step]
    return begin_of(day + dt.timedelta(days=days), step)


def _steps(first: dt.date, last: dt.date, step: str) -> list[dt.date]:
    found = [first]
    while found[-1] < last:
        found.append(next_of(found[-1], step))
    return found
