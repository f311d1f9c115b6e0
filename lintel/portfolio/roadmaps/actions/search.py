"""Looking for plans: begun, watched, stopped; the work itself is a run."""

from collections.abc import Mapping
from typing import Any

from lintel.audit import runs
from lintel.audit.audited import Draft, audited
from lintel.audit.models import RunState
from lintel.people.models import User
from lintel.portfolio.roadmaps.actions import _engine
from lintel.portfolio.roadmaps.actions._common import locked, require_planner
from lintel.portfolio.roadmaps.models import Kind, Plan, Roadmap, Search
from lintel.ui.problems import Problem

KIND = "portfolio.roadmap"
LEAST, MOST = 5, 600  # seconds
UNDER_WAY = (RunState.QUEUED, RunState.RUNNING)


@audited("roadmap.searched", says="looked for {what}, for {seconds} seconds")
def begin(
    entry: Draft,
    roadmap: Roadmap,
    kind: str,
    *,
    by: User,
    seconds: int = 20,
    base: Plan | None = None,
    changes: Mapping[str, Any] | None = None,
    told: str = "",
    keep: float = 0.97,
) -> Search:
    """Queue a search over the inputs as they are now. `base` is the plan that a new one is compared with:
    the one to be disturbed least (`replan`, which keeps the share `keep` of the best), or what-if's before;
    `changes` are the inputs that what-if changes, as the engine names them, and `told` says them in words."""
    row = locked(roadmap, by)
    if kind not in Kind.values:
        raise Problem(
            "There is no such search.", way_out=f"Choose one of {', '.join(Kind.values)}.", field="kind"
        )
    if not LEAST <= seconds <= MOST:
        raise Problem(f"A search takes from {LEAST} to {MOST} seconds.", field="seconds")
    if row.searches.filter(run__state__in=UNDER_WAY).exists():
        raise Problem(
            "A search is under way already.", way_out="Wait for it, or stop it: it keeps its best plan."
        )
    if kind in {Kind.REPLAN, Kind.WHAT_IF} and base is None:
        raise Problem(
            "There is no plan yet to compare with.", way_out="Find the best plan first.", field="base"
        )
    if not 0 < keep <= 1:
        raise Problem("Keep from 1 to 100 per cent of the worth.", field="keep")
    problem = _engine.problem_of(row)
    run = runs.start(KIND, f"{Kind(kind).label}: {row.title[:150]}", {"roadmap": row.pk}, by=by, seed=1)
    wanted = {"base": base.pk if base else None, "changes": dict(changes or {}), "told": told, "keep": keep}
    search = Search.objects.create(
        roadmap=row, run=run, kind=kind, seconds=seconds, step=row.step, wanted=wanted,
        problem=_engine.stored(problem),
    )  # fmt: skip
    entry.about(row, what=Kind(kind).label.lower(), seconds=seconds, search=search.pk)
    return search


@audited("roadmap.stopped", says="stopped the search; the best plan so far is kept")
def stop(entry: Draft, search: Search, *, by: User) -> Search:
    """End a search early. It keeps the best plan that it has."""
    require_planner(by)
    if search.run.state not in UNDER_WAY:
        raise Problem("This search has ended already.", way_out="Look at what it found.")
    search.stop = True
    search.save(update_fields=["stop"])
    entry.about(search.roadmap, search=search.pk)
    return search
