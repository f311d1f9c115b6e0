"""Goals, metrics and what hangs on them, as rows: detectors look at what stands, however it came to be."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils import timezone

from lintel.audit.models import Link
from lintel.goals.objectives.models import Goal, KeyResult, Measurement, Parenthood
from lintel.goals.radar.actions import scan
from lintel.goals.radar.ground import gather
from lintel.goals.radar.models import Finding, Scan
from lintel.goals.radar.registry import Found, detector_of
from lintel.insight.definitions.models import Metric
from lintel.intake.ties import SERVES
from tests.cast import Cast


def today() -> dt.date:
    return timezone.localdate()


def day(days: int) -> dt.date:
    """So many days from today."""
    return today() + dt.timedelta(days=days)


def ago(days: int) -> dt.datetime:
    """That moment."""
    return timezone.now() - dt.timedelta(days=days)


def make_metric(slug: str = "leads", *, state: str = "agreed", **values: Any) -> Metric:
    """A metric, by default one that both offices signed."""
    usual: dict[str, Any] = {
        "label": slug.replace("_", " ").capitalize(), "kind": "simple", "definition": {}, "version": 1,
    }  # fmt: skip
    return Metric.objects.create(slug=slug, state=state, **(usual | values))


Aim = tuple[str, int | str, int | str]  # metric, baseline, target


def make_goal(
    cast: Cast,
    title: str = "Guests come back",
    *aims: Aim,
    days: tuple[int, int] = (-50, 50),
    state: str = "owned",
    **values: Any,
) -> Goal:
    """A goal of Mara and Ivo with a key result for each aim."""
    usual: dict[str, Any] = {
        "why": "Because.", "owner_marketing": cast.mara, "owner_it": cast.ivo, "created_office": "marketing",
        "created_by": cast.mara, "created_at": ago(60), "results_total": len(aims),
    }  # fmt: skip
    standing: dict[str, dict[str, Any]] = {
        "owned": {"owned_at": ago(40)},
        "offered": {"awaits": "it", "waiting_since": ago(40)},
        "closed": {"outcome": "reached", "closed_at": ago(1)},
        "draft": {},
    }
    goal = Goal.objects.create(
        title=title, state=state, starts_on=day(days[0]), ends_on=day(days[1]),
        **(usual | standing[state] | values),
    )  # fmt: skip
    for aim in aims:
        make_result(goal, *aim)
    return goal


def make_result(goal: Goal, metric: str, baseline: int | str, target: int | str, **values: Any) -> KeyResult:
    """A key result that runs as long as its goal."""
    start, end = Decimal(baseline), Decimal(target)
    usual: dict[str, Any] = {
        "name": f"{metric} to {target}", "direction": "up" if end > start else "down", "metric_version": 1,
        "starts_on": goal.starts_on, "ends_on": goal.ends_on,
    }  # fmt: skip
    return KeyResult.objects.create(goal=goal, metric=metric, baseline=start, target=end, **(usual | values))


def measure(
    result: KeyResult, value: int | str | None, *, days_ago: int = 0, why_not: str = ""
) -> Measurement:
    """What the system has measured."""
    made = Measurement.objects.create(
        goal=result.goal, key_result=result, at=ago(days_ago), baseline=result.baseline, target=result.target,
        weight=result.weight, value=None if value is None else Decimal(value),
        as_of=None if value is None else day(-days_ago), why_not=why_not,
    )  # fmt: skip
    KeyResult.objects.filter(pk=result.pk).update(measured=made)
    return made


def serve(child: Goal, parent: Goal) -> Parenthood:
    """One goal serves another."""
    return Parenthood.objects.create(child=child, parent=parent)


def work_for(goal: Goal, object_type: str = "portfolio.proposal", number: int = 1) -> Link:
    """Some work serves a goal."""
    return Link.objects.create(
        from_type=object_type, from_id=str(number), kind=SERVES, to_type="objectives.goal", to_id=str(goal.pk)
    )


def found(key: str) -> list[Found]:
    """What a detector finds now."""
    known = detector_of(key)
    assert known is not None
    return list(known.find(gather(today())))


def summaries(key: str) -> Sequence[str]:
    """The same, in its sentences."""
    return [one.summary for one in found(key)]


def look(by: Any = None, **values: Any) -> Scan:
    """A look that is kept."""
    return scan.take(by=by, **values)


def kept(key: str) -> Finding:
    """The one finding of a detector that was kept."""
    return Finding.objects.get(detector=key)
