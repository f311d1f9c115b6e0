"""Measuring what was accepted: one, or all; nobody types a value in."""

import datetime as dt
from collections.abc import Iterable

from lintel.audit.audited import Draft, audited
from lintel.charter.expectations.access import may_measure
from lintel.charter.expectations.measuring import Measured, measure
from lintel.charter.expectations.models import Expectation, Measurement
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem
from lintel.ui.saying import clock


@audited("expectation.measured", says="measured it: {result}")
def take(
    entry: Draft, expectation: Expectation, *, by: User | None, now: dt.datetime | None = None
) -> Measurement:
    """Read the metric of one accepted expectation and keep what it says, also when it says nothing."""
    moment, today = clock(now)
    row = Expectation.objects.select_for_update().get(pk=expectation.pk)
    _refuse(row, by)
    (found,) = _keep([row], moment, today)
    expectation.measured = found
    entry.about(row, result=_in_words(found), version=row.version)
    return found


@audited("expectations.measured", says="measured {number} accepted expectations")
def take_all(entry: Draft, *, by: User | None, now: dt.datetime | None = None) -> list[Measurement]:
    """Measure every accepted expectation that is bound to a metric: one entry for all of them."""
    if by is not None and not may_measure(by):
        raise Denied("Only members of the two sides and administrators measure.", way_out="Ask one of them.")
    moment, today = clock(now)
    rows = list(Expectation.objects.counted().exclude(metric="").select_for_update().order_by("pk"))
    if not rows:
        raise Problem(
            "No accepted expectation is bound to a metric.",
            way_out="Bind a condition of satisfaction to a metric, and have it accepted.",
        )
    found = _keep(rows, moment, today)
    for row in rows:
        entry.about(row)
    entry.facts["number"] = len(rows)
    return found


def _refuse(row: Expectation, by: User | None) -> None:
    if by is not None and not may_measure(by):
        raise Denied("Only members of the two sides and administrators measure.", way_out="Ask one of them.")
    if not row.counts:
        raise Problem(
            "Only what the other side has accepted is measured.",
            way_out="Wait for its word; until then this stands apart.",
        )
    if not row.metric:
        raise Problem(
            "This expectation is bound to no metric.",
            way_out="The customer’s side says whether its condition is met.",
        )


def _keep(rows: Iterable[Expectation], moment: dt.datetime, today: dt.date) -> list[Measurement]:
    made = Measurement.objects.bulk_create([_measurement(row, moment, today) for row in rows])
    for row, found in zip(rows, made, strict=True):
        row.measured = found
    Expectation.objects.bulk_update(rows, ["measured"], batch_size=200)
    return made


def _measurement(row: Expectation, moment: dt.datetime, today: dt.date) -> Measurement:
    assert row.target is not None  # noqa: S101  # a metric has a target, by constraint
    until = min(row.due_on, today) if row.due_on else today
    found = measure(row.metric, row.comparison, row.target, until)
    common = Measurement(expectation=row, version=row.version, at=moment)
    if isinstance(found, Measured):
        common.value, common.met, common.as_of = round(found.value, 6), found.met, found.as_of
    else:
        common.why_not = found.why[:300]
    return common


def _in_words(found: Measurement) -> str:
    if found.value is None:
        return "no value"
    return "the target is met" if found.met else "the target is not met"
