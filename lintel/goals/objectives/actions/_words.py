"""A goal's wording made sure of, and its key results written."""

import datetime as dt
from decimal import Decimal
from typing import Any

from lintel.goals.objectives import measuring
from lintel.goals.objectives.models import Goal, KeyResult
from lintel.goals.objectives.wording import LARGEST, MOST_RESULTS, Content, Direction, Kind, Result
from lintel.ui.problems import Problem
from lintel.ui.saying import tidy, written

HEAVIEST = Decimal(1000)
NUMBERS = ("baseline", "target", "weight")
COMPARED = ("name", "metric", "direction", "starts_on", "ends_on", *NUMBERS)


def checked(content: Content) -> dict[str, Any]:
    """The goal's own columns; raises `Problem` at the first thing that does not fit."""
    title = written(
        content.title, field="title", missing="Say in a few words what is to be reached.", limit=200
    )
    if content.kind not in Kind.values:
        raise Problem("A goal is either the company’s or shared.", field="kind")
    if content.ends_on <= content.starts_on:
        raise Problem("The goal ends before it begins.", way_out="Choose a later day.", field="ends_on")
    return {
        "title": title,
        "why": tidy(content.why, field="why"),
        "kind": content.kind,
        "starts_on": content.starts_on,
        "ends_on": content.ends_on,
    }


def results_of(content: Content) -> list[dict[str, Any]]:
    """The key results' columns, each with `pk`; raises `Problem` where one does not fit."""
    if len(content.results) > MOST_RESULTS:
        raise Problem(
            f"A goal has at most {MOST_RESULTS} key results.",
            way_out="Split the goal, or keep those that say most.",
            field="results",
        )
    return [checked_result(one, content.starts_on, content.ends_on) for one in content.results]


def checked_result(one: Result, begins: dt.date, ends: dt.date) -> dict[str, Any]:
    """A key result's columns and its `pk`; `begins` and `ends` are its goal's. Raises `Problem`."""
    name = written(one.name, field="name", missing="Give each key result a name.", limit=200)
    metric = tidy(one.metric, field="metric", limit=80)
    if not metric:
        raise Problem(
            f"“{name}” is bound to no metric.",
            way_out="Choose the metric that shows it; nobody types values in.",
            field="metric",
        )
    starts_on, ends_on = one.starts_on or begins, one.ends_on or ends
    if ends_on <= starts_on:
        raise Problem(f"“{name}” ends before it begins.", field="ends_on")
    baseline = one.baseline if one.baseline is not None else measuring.baseline(metric, starts_on)
    if baseline is None:
        raise Problem(
            f"“{name}” has no baseline, and its metric said nothing before it starts.",
            way_out="Agree on a baseline and write it down.",
            field="baseline",
        )
    values = {
        "pk": one.pk, "name": name, "metric": metric, "starts_on": starts_on, "ends_on": ends_on,
        "baseline": _number(baseline, "baseline"), "target": _number(one.target, "target"),
        "weight": _weight(one.weight),
    }  # fmt: skip
    return {**values, "direction": _direction(one, values)}


def _direction(one: Result, values: dict[str, Any]) -> str:
    """Which way it moves: as said, or as the figures say; raises `Problem` where the two differ."""
    if values["target"] == values["baseline"]:
        raise Problem(
            f"“{values['name']}” ends where it begins.",
            way_out="Choose a target that differs from the baseline.",
            field="target",
        )
    found = Direction.UP if values["target"] > values["baseline"] else Direction.DOWN
    if one.direction and one.direction != found:
        raise Problem(
            f"“{values['name']}” is to move the other way than its target says.",
            way_out="Correct the direction, the baseline or the target.",
            field="direction",
        )
    return found.value


def _number(value: Decimal, field: str) -> Decimal:
    if not value.is_finite() or abs(value) >= LARGEST or value != round(value, 6):
        raise Problem("A figure has at most 14 digits before and 6 after the point.", field=field)
    return Decimal(value)


def _weight(value: Decimal) -> Decimal:
    if not value.is_finite() or not 0 < value <= HEAVIEST or value != round(value, 2):
        raise Problem("A weight lies between 0.01 and 1000.", field="weight")
    return Decimal(value)


def write_results(row: Goal, wanted: list[dict[str, Any]], moment: dt.datetime) -> bool:
    """Bring the goal's key results to what is wanted; True when anything differs. What was measured stays."""
    present = {one.pk: one for one in row.results.all() if one.removed_at is None}
    agreed = measuring.agreed_versions({str(one["metric"]) for one in wanted})
    differs = False
    for values in wanted:
        pk = values.pop("pk")
        one = present.pop(pk, None) if pk is not None else None
        if pk is not None and one is None:
            raise Problem("This key result is not one of this goal’s.", way_out="Load the page again.")
        differs |= _write_one(row, one, values, agreed)
    for gone in present.values():
        differs = True
        if gone.measurements.exists():
            KeyResult.objects.filter(pk=gone.pk).update(removed_at=moment)
        else:
            gone.delete()
    row.results_total = len(wanted)
    return differs


def _write_one(
    row: Goal, one: KeyResult | None, values: dict[str, Any], agreed: dict[str, tuple[int, str]]
) -> bool:
    version, unit = agreed.get(values["metric"], (None, ""))
    if one is None:
        KeyResult.objects.create(goal=row, **values, metric_version=version, unit=unit)
        return True
    if all(getattr(one, name) == values[name] for name in COMPARED) and one.metric_version == version:
        return False
    if one.metric != values["metric"]:
        one.measured = None  # what another metric said is no measurement of this one
    for name, value in {**values, "metric_version": version, "unit": unit}.items():
        setattr(one, name, value)
    one.save()
    return True
