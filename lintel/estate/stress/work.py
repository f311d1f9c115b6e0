"""The runs behind stress tests and inspections, and when the building code is looked at by itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from lintel.audit.canonical import content_hash
from lintel.audit.models import Entry, Run, RunState
from lintel.audit.runs import Outcome, Progress, run_kind
from lintel.estate.inventory.standing import Standing, standing_on
from lintel.estate.stress import judging, reckoning, ruling, telling
from lintel.estate.stress.actions import inspection, trial
from lintel.estate.stress.changing import change_of, changed
from lintel.estate.stress.facts import known_facts
from lintel.estate.stress.inputs import hash_of_inputs, storm_of
from lintel.estate.stress.mapping import Mapped, mapped
from lintel.estate.stress.models import BuildingCode, Inspection, Trial
from lintel.estate.stress.ports import dependents
from lintel.people.models import User
from lintel.ui.problems import Problem

QUIET = dt.timedelta(minutes=2)  # so long nobody changes the estate before the code is looked at by itself
EVERY = dt.timedelta(days=1)
CHANGING = ("element.", "flow.", "contract.", "resilience.", "worth.", "import.applied", "import.undone")


@dataclass(frozen=True)
class Estate:
    """The estate of a day as the engine takes it, with the hash of all that went in."""

    standing: Standing
    model: Mapped
    inputs_hash: str


def estate_of(day: dt.date) -> Estate:
    """What stands on a day; a day to come with what is planned to stand by then."""
    standing, facts, above = standing_on(day), known_facts(), dependents(day)
    return Estate(standing, mapped(standing, facts, above), hash_of_inputs(standing, facts, above))


def take(row: Trial, *, by: User | None) -> Trial:
    """Work a test out and keep it."""
    storm = storm_of(row.storm)
    here = estate_of(row.day)
    if not here.standing.parts:
        raise Problem(
            "Nothing stands on that day.", way_out="Choose another day, or enter something in the inventory."
        )
    hashes = [here.inputs_hash, repr(row.storm)]
    if not row.compares:
        result = reckoning.reckon(here.model, storm)
        sentence = telling.sentence(result)
    else:
        if row.other_day is not None:
            there = estate_of(row.other_day)
            other, extra = there.model, there.inputs_hash
        else:
            after = changed(here.standing, change_of(row.change))
            other, extra = mapped(after, known_facts(), dependents(row.day)), repr(row.change)
        hashes.append(extra)
        result = judging.compare(here.model, other, storm)
        sentence = telling.change_words(result)
    inputs_hash = content_hash(hashes)
    return trial.keep(row, result, inputs_hash=inputs_hash, sentence=sentence, by=by)


@run_kind(trial.KIND, resumable=True)
def test(progress: Progress) -> Outcome:
    """Works out the test of its inputs."""
    run = Run.objects.select_related("created_by").get(pk=progress.run.pk)
    row = Trial.objects.get(pk=progress.inputs["trial"])
    if row.done_at is None:
        progress.report(0, 1, "The storm blows")
        row = take(row, by=run.created_by)
    return Outcome({"trial": row.pk}, row.get_absolute_url())


def inspect(*, by: User | None, run: Run | None = None) -> Inspection:
    """Hold the estate of today against the code in force. Errors: `Problem` where there is none."""
    code = BuildingCode.objects.with_rules().in_force()
    if code is None:
        raise Problem("There is no building code in force.", way_out="Have both offices sign one.")
    day, seen = timezone.localdate(), _last_entry()
    here = estate_of(day)
    found = ruling.rulings(here.model, code.rules.all())
    return inspection.keep(
        code, found, day=day, inputs_hash=here.inputs_hash, seen_entry=seen, by=by, run=run
    )


@run_kind(inspection.KIND, resumable=True)
def look(progress: Progress) -> Outcome:
    """Holds the estate against the building code."""
    run = Run.objects.select_related("created_by").get(pk=progress.run.pk)
    progress.report(0, 1, "Looking at the rules")
    row = inspect(by=run.created_by, run=run)
    return Outcome({"inspection": row.pk}, row.get_absolute_url())


def order_due(now: dt.datetime) -> int:
    """Order a look where the estate changed and is quiet again, or a day has passed; how many orders."""
    if BuildingCode.objects.in_force() is None:
        return 0
    orders = Run.objects.filter(kind=inspection.KIND)
    if orders.filter(state__in=[RunState.QUEUED, RunState.RUNNING]).exists():
        return 0
    last = Inspection.objects.order_by("-pk").first()
    if orders.filter(created_at__gt=now - QUIET).exists():
        return 0  # one that failed is not begun again at once
    if last is None or last.at < now - EVERY or _changed_since(last.seen_entry, now):
        inspection.order(by=None)
        return 1
    return 0


def _changed_since(seen: int, now: dt.datetime) -> bool:
    """Whether the estate changed after this entry, and nobody is changing it right now."""
    touched = Q()
    for word in CHANGING:
        touched |= Q(action__startswith=word)
    newest = Entry.objects.filter(touched, seq__gt=seen).order_by("-seq").values_list("at", flat=True).first()
    return newest is not None and newest <= now - QUIET


def _last_entry() -> int:
    return Entry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
