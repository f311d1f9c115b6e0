"""Stress tests: ordered, and kept."""

import datetime as dt
from typing import Any

from django.utils import timezone

from lintel.audit import runs
from lintel.audit.audited import Draft, audited
from lintel.audit.models import RunState
from lintel.estate.stress.changing import Change
from lintel.estate.stress.inputs import Storm
from lintel.estate.stress.models import Scenario, Trial
from lintel.estate.stress.rules import require_tester
from lintel.estate.stress.storms import storm_from
from lintel.people.models import User
from lintel.ui.formats import date_text
from lintel.ui.problems import Problem

KIND = "estate.stress"
MOST_WAITING = 5
UNDER_WAY = (RunState.QUEUED, RunState.RUNNING)


@audited("trial.ordered", says="put the estate of {day} to the test: {title}")
def order(
    entry: Draft,
    scenario: Scenario | None,
    *,
    day: dt.date,
    by: User | None,
    other_day: dt.date | None = None,
    change: Change | None = None,
    storm: Storm | None = None,
) -> Trial:
    """Queue a test of the estate of a day: in a saved scenario, in a `storm` of its own, or as it is. With
    `other_day` or a planned `change`, before and after are compared."""
    require_tester(by)
    planned = change or Change()
    if other_day is not None and planned:
        raise Problem(
            "Compare with another day or with a planned change, not with both at once.",
            way_out="Leave one of the two out.",
            field="other_day",
        )
    if by is not None:
        waiting = Trial.objects.filter(ordered_by=by, run__state__in=UNDER_WAY).count()
        if waiting >= MOST_WAITING:
            raise Problem(
                f"{waiting} of your tests are under way already.", way_out="Wait for one of them to end."
            )
    struck = storm_from(scenario) if scenario else storm or Storm()
    title = f"{struck.title}, compared" if other_day or planned else struck.title
    row = Trial.objects.create(
        title=title[:160], scenario=scenario, storm=struck.plain(), day=day, other_day=other_day,
        change=planned.plain(), ordered_by=by,
    )  # fmt: skip
    row.run = runs.start(KIND, f"Stress test: {row.title}"[:200], {"trial": row.pk}, by=by, seed=1)
    row.save(update_fields=["run"])
    entry.about(row, day=date_text(day), title=row.title)
    if scenario:
        entry.about(scenario)
    return row


@audited("trial.kept", says="worked it out: {sentence}")
def keep(
    entry: Draft,
    trial: Trial,
    result: dict[str, Any],
    *,
    inputs_hash: str,
    sentence: str,
    by: User | None,
) -> Trial:
    """Keep what came out. Errors: `Problem` where it is kept already."""
    require_tester(by)
    fresh = Trial.objects.select_for_update().get(pk=trial.pk)
    if fresh.done_at is not None:
        raise Problem("This test has its result already.", way_out="Order another one.")
    fresh.result, fresh.inputs_hash, fresh.sentence = result, inputs_hash, sentence[:300]
    fresh.lost = result["losses"].get("revenue", {}).get("at_once")
    fresh.done_at = timezone.now()
    fresh.save()
    entry.about(fresh, sentence=fresh.sentence)
    return fresh
