"""A finding that is open and one that is put off, a declaration, and many rows of everything."""

import datetime as dt
from typing import Any

from django.db.models import Model
from django.utils import timezone

from lintel.goals.radar.actions import scan, snooze, tension
from lintel.goals.radar.models import Change, Concerned, Finding, MetricTension, Scan, Subject
from lintel.insight.definitions.models import Metric
from lintel.people.models import User
from tests.cast import Cast

Body = dict[str, Any]
LISTS = {
    "radar:findings": "",
    "radar:finding": "finding",
    "radar:detectors": "",
    "radar:scans": "",
    "radar:tensions": "",
}
API_LISTS = {
    "list_detectors": "",
    "list_findings": "",
    "list_finding_changes": "finding",
    "list_looks": "",
    "list_tensions": "",
}


def things(cast: Cast, found: dict[str, Model]) -> dict[str, Model]:
    """The samples: a look over the goals that stand, and what IT has declared."""
    one, other = _metrics()
    declared = tension.declare(one, other, moves="opposite", why="One costs the other.", by=cast.tomas)
    scan.take(by=None)
    paid = found["rewarded goal"].pk
    open_now = Finding.objects.get(detector="goal-without-work", subjects__object_id=paid)
    late = Finding.objects.filter(detector="unagreed-metric").earliest("pk")
    snooze.put_off(late, reason="In January.", until=_soon(), by=cast.nele)
    return {
        "finding": open_now, "snoozed finding": late, "declaration": declared,
        "work to place": found["draft"],
        "thread of a finding": open_now, "thread of a declaration": declared,
    }  # fmt: skip


def args(name: str, s: Any) -> tuple[Any, ...] | None:
    """What an address of the radar needs where it is not the number alone."""
    return ("portfolio.proposal", s[name].pk) if name == "work to place" else None


def forms(s: Any) -> dict[str, Body]:
    """What is sent to the addresses; all of it good, so that only rights refuse it."""
    one, other = _metrics()
    return {
        "radar:snooze": {"reason": "Next week.", "until": _soon()},
        "radar:new-tension": {"first": one, "second": other, "moves": "together", "why": "We have seen it."},
        "radar:serving": {"goal": s["owned goal"].pk},
    }


def json(s: Any) -> dict[str, Body]:
    """What is sent to the operations."""
    one, other = _metrics()
    return {
        "snooze_finding": {"reason": "Next week.", "until": f"{_soon()}"},
        "declare_tension": {"first": one, "second": other, "moves": "together", "why": "We have seen it."},
    }


def _metrics() -> tuple[str, str]:
    """Two metrics that no side has declared; the first two are the sample's."""
    slugs = Metric.objects.in_use().order_by("slug").values_list("slug", flat=True)
    taken = 1 if MetricTension.objects.exists() else 0
    return slugs[taken], slugs[taken + 1]


def _soon() -> dt.date:
    return timezone.localdate() + dt.timedelta(days=7)


def fill(reader: User, people: list[User], samples: dict[str, Any], numbers: range) -> None:
    """Rows of everything: a third grave, a third gone, all of them about one goal."""
    now, goal = timezone.now(), samples["owned goal"]
    made = Finding.objects.bulk_create(
        [
            Finding(
                fingerprint=f"filled-{n}", detector="goal-without-work", severity=1 + n % 3,
                summary=f"Finding {n}",
                step_label="Go on", step_url="/", first_seen=now, last_seen=now,
                gone_at=now if n % 4 == 0 else None,
            )
            for n in numbers
        ],
        batch_size=500,
    )  # fmt: skip
    Subject.objects.bulk_create(
        [Subject(finding=row, object_type="objectives.goal", object_id=goal.pk) for row in made],
        batch_size=500,
    )
    Concerned.objects.bulk_create([Concerned(finding=row, person=reader) for row in made], batch_size=500)
    counts = {"milliseconds": 1, "things": 1, "pairs": 0, "new": 0, "back": 0, "gone": 0}
    looks = Scan.objects.bulk_create(
        [Scan(at=now - dt.timedelta(hours=n), high=n, medium=1, low=1, snoozed=0, **counts) for n in numbers],
        batch_size=500,
    )
    Change.objects.bulk_create(
        [Change(finding=samples["finding"], scan=one, what="back", at=now) for one in looks], batch_size=500
    )
    MetricTension.objects.bulk_create(
        [
            MetricTension(
                first=f"a{n}", second=f"b{n}", why="So.", office="it", by=person,
                withdrawn_at=now if n % 2 else None,
            )
            for n, person in zip(numbers, people, strict=True)
        ],
        batch_size=500,
    )  # fmt: skip
