"""Measuring key results: of one goal, or of all; nobody types a value in."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import OuterRef, Subquery

from lintel.audit.audited import Draft, audited
from lintel.audit.models import Run
from lintel.audit.runs import start
from lintel.charter.expectations.measuring import Reading
from lintel.goals.objectives import access, measuring
from lintel.goals.objectives.actions._common import locked, moment_of, reflect
from lintel.goals.objectives.actions._standing import judge
from lintel.goals.objectives.models import Goal, KeyResult, Measurement, State
from lintel.goals.objectives.scoring import part_of, score_of
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem

KIND = "measure-goals"
FOUND = ("score", "results_missing", "health")
ONLY_MEMBERS = "Only members of the two sides and administrators measure."


@audited("goal.measured", says="measured it: {known} of {number} key results have a value")
def take(entry: Draft, goal: Goal, *, by: User | None, now: dt.datetime | None = None) -> list[Measurement]:
    """Read the metrics of one standing goal and keep what they say, also when they say nothing."""
    _refuse(by)
    row = locked(goal, None)
    if row.state == State.DRAFT:
        raise Problem("A draft is not measured.", way_out="Offer it to the other side first.")
    if not row.results_total:
        raise Problem("This goal has no key result.", way_out="Add one that is bound to a metric.")
    found = _measure([row], now)
    reflect(goal, row)
    entry.about(row, **_facts(found))
    return found


@audited("goals.measured", says="measured {goals} goals: {known} of {number} key results have a value")
def take_all(
    entry: Draft,
    *,
    by: User | None,
    now: dt.datetime | None = None,
    reader: measuring.Reader | None = None,
) -> list[Measurement]:
    """Measure every standing goal with a key result: one entry for all of them. A `reader` that has read the
    metrics before keeps the time short in which nobody else can write."""
    _refuse(by)
    rows = list(Goal.objects.measurable().select_for_update(of=("self",)).order_by("pk"))
    if not rows:
        raise Problem(
            "There is no standing goal with a key result.",
            way_out="Write one, and offer it to the other side.",
        )
    found = _measure(rows, now, reader)
    entry.about(rows[0], goals=len(rows), **_facts(found))
    for row in rows[1:]:
        entry.about(row)
    return found


@audited("goals.measuring-ordered", says="ordered all goals to be measured")
def order(entry: Draft, *, by: User | None) -> Run:
    """Have every standing goal measured in the background; the run's page shows its progress."""
    _refuse(by)
    run = start(KIND, "Measure all goals", {}, by=by)
    entry.about(run)
    return run


def _refuse(by: User | None) -> None:
    if by is not None and not access.may_measure(by):
        raise Denied(ONLY_MEMBERS, way_out="Ask one of them.")


def _facts(found: list[Measurement]) -> dict[str, int]:
    return {"number": len(found), "known": sum(one.value is not None for one in found)}


def _measure(
    goals: list[Goal], now: dt.datetime | None, reader: measuring.Reader | None = None
) -> list[Measurement]:
    """Measure the key results of these locked goals: two queries to read, and writes in batches."""
    moment, today = moment_of(now)
    by_goal = {row.pk: row for row in goals}
    rows = list(KeyResult.objects.living().filter(goal__in=by_goal).order_by("pk"))
    versions = measuring.agreed_versions({row.metric for row in rows})
    reader = reader or measuring.Reader()
    made = Measurement.objects.bulk_create(
        [_measurement(row, reader, versions, moment, today) for row in rows], batch_size=500
    )
    for row, found in zip(rows, made, strict=True):
        row.measured = found
    newest = Measurement.objects.filter(key_result=OuterRef("pk"), at=moment).values("pk")[:1]
    KeyResult.objects.filter(measurements__at=moment).update(measured=Subquery(newest))
    _stand(by_goal, rows, moment, today)
    return made


def _measurement(
    row: KeyResult,
    reader: measuring.Reader,
    versions: dict[str, tuple[int, str]],
    moment: dt.datetime,
    today: dt.date,
) -> Measurement:
    version, _ = versions.get(row.metric, (None, ""))
    made = Measurement(
        goal_id=row.goal_id, key_result=row, at=moment, metric_version=version,
        baseline=row.baseline, target=row.target, weight=row.weight,
    )  # fmt: skip
    if today < row.starts_on:
        made.why_not = "It has not begun yet."
        return made
    found = reader.read(row.metric, min(row.ends_on, today))
    if isinstance(found, Reading):
        made.value, made.as_of = round(found.value, 6), found.as_of
    else:
        made.why_not = found.why[:300]
    return made


def _stand(goals: dict[int, Goal], rows: Iterable[KeyResult], moment: dt.datetime, today: dt.date) -> None:
    """Bring score, counts and health of these goals to what was measured."""
    of_goal: dict[int, list[KeyResult]] = {pk: [] for pk in goals}
    for row in rows:
        of_goal[row.goal_id].append(row)
    changed = []
    for pk, goal in goals.items():
        before = [getattr(goal, name) for name in FOUND]
        found = score_of(part_of(one) for one in of_goal[pk])
        goal.score, goal.results_missing, goal.measured_at = found.value, found.missing, moment
        judge(goal, today)
        if [getattr(goal, name) for name in FOUND] != before:
            changed.append(goal)
    Goal.objects.filter(measurements__at=moment).update(measured_at=moment)
    Goal.objects.bulk_update(changed, FOUND, batch_size=200)
