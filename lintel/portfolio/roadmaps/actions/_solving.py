"""What a search does, by its kind; the engine works, `plan.keep` writes down what it found."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from lintel.audit.models import Run
from lintel.portfolio.roadmaps.actions import _engine
from lintel.portfolio.roadmaps.actions.plan import Found
from lintel.portfolio.roadmaps.models import Kind, Mark, Plan, Search
from lintel.ui.problems import Problem

if TYPE_CHECKING:
    from lintel.engines import roadmap as engine

LOOK_EVERY = 0.5  # seconds between two looks whether somebody wants it to stop
TELL_EVERY = 1.0  # seconds between two points of the curve that are written down
POINTS = 11
SHARES = (0.0, 0.1, 0.2, 0.3)
Outcome = tuple[list[Found], str, list[dict[str, str]]]


class Watch:
    """Beside a search: writes down how far it is, and asks whether somebody wants it to stop."""

    def __init__(self, search: Search) -> None:
        self.search, self.began = search, time.monotonic()
        self.curve: list[list[float | None]] = []
        self._told = self._looked = 0.0
        self._stop = False

    def point(self, point: Any) -> None:
        """A better plan or bound."""
        self.curve.append([round(point.seconds, 2), point.best, point.bound])
        if time.monotonic() - self._told >= TELL_EVERY:
            self.tell()

    def step(self, done: int, of: int) -> None:
        """One of several plans is there."""
        self._report(done, of, f"{done} of {of} plans")

    def tell(self) -> None:
        """Write the curve down."""
        self._told = time.monotonic()
        Search.objects.filter(pk=self.search.pk).update(curve=self.curve[-500:])
        self._report(min(round(self._told - self.began), self.search.seconds), self.search.seconds, "seconds")

    def stop(self) -> bool:
        """Whether to end here with what there is."""
        now = time.monotonic()
        if not self._stop and now - self._looked >= LOOK_EVERY:
            self._looked = now
            asked = Search.objects.values_list("stop", "run__cancel_requested").get(pk=self.search.pk)
            self._stop = any(asked)
        return self._stop

    def _report(self, done: int, total: int, message: str) -> None:
        Run.objects.filter(pk=self.search.run_id).update(
            done=done, total=total, message=message, heartbeat_at=timezone.now()
        )


def find(search: Search) -> Outcome:
    """The plans, what to say about them, and the demands that conflict where there is none."""
    watch = Watch(search)
    problem = _engine.problem_from(search.problem)
    outcome = _WAYS[Kind(search.kind)](search, problem, watch)
    watch.tell()
    return outcome


def _best(search: Search, problem: engine.Problem, watch: Watch) -> Outcome:
    from lintel.engines import roadmap as engine

    earlier = search.roadmap.plans.filter(step=search.step, kind=Kind.BEST).first()
    hint = _engine.plan_from(earlier.body) if earlier else None
    plan = engine.solve(problem, seconds=search.seconds, on_progress=watch.point, stop=watch.stop, hint=hint)
    if not plan.found:
        return _none(problem, plan)
    return [_found(_named("Best plan"), problem, plan)], _said(plan), []


def _none(problem: engine.Problem, plan: engine.Plan) -> Outcome:
    from lintel.engines import roadmap as engine

    if plan.status != "infeasible":
        return [], "No plan was found in this time. Give the search more seconds.", []
    found = engine.conflict(problem)
    if found is None:
        return [], "No plan exists that keeps every demand.", []
    return [], found.sentence, [{"kind": one.kind, "says": one.sentence} for one in found.members]


def _frontier(search: Search, problem: engine.Problem, watch: Watch) -> Outcome:
    from lintel.engines import roadmap as engine

    try:
        found = engine.frontier(
            problem, points=POINTS, seconds=search.seconds, on_progress=watch.step, stop=watch.stop
        )
    except engine.Refused as refused:
        raise Problem(refused.reason, way_out=refused.way_out) from refused
    kept = []
    for number, point in enumerate(found.points):
        marks = {number == found.nash: Mark.NASH, number == found.egalitarian: Mark.EGALITARIAN}
        mark = Mark.BOTH if found.nash == found.egalitarian == number else marks.get(True, Mark.NONE)
        name = f"Frontier, point {number + 1} of {len(found.points)}"
        kept.append(_found(_named(name), problem, point.plan, mark=mark))
    return kept, found.sentence, []


def _buffers(search: Search, problem: engine.Problem, watch: Watch) -> Outcome:
    from dataclasses import replace

    from lintel.engines import roadmap as engine

    each = max(1.0, search.seconds / len(SHARES))
    found = []
    for done, one in enumerate(engine.buffers(problem, shares=SHARES, seconds=each)):
        watch.step(done + 1, len(SHARES))
        if one.plan.found:
            name = f"{one.share:.0%} kept free"
            found.append(_found(_named(name), replace(problem, buffer=one.share), one.plan, price=one.price))
    if not found:
        return [], "No plan keeps every demand, whatever is kept free.", []
    return found, "What it costs to keep days free, and how likely each plan then is to hold.", []


def _replan(search: Search, problem: engine.Problem, watch: Watch) -> Outcome:
    from lintel.engines import roadmap as engine

    base = _base(search)
    frozen = search.roadmap.entries.exclude(fixed=None).values_list("proposal_id", flat=True)
    before = _engine.plan_from(base.body)
    held = [str(key) for key in frozen if str(key) in before.starts]
    try:
        found = engine.replan(
            problem, before, frozen=held, keep=float(search.wanted["keep"]), seconds=search.seconds
        )
    except engine.Refused as refused:
        raise Problem(refused.reason, way_out=refused.way_out) from refused
    if not found.plan.found:
        return _none(problem, found.plan)
    kept = [_found(_named("Least disruption"), problem, found.plan)]
    if found.best.found and found.best_difference.disruption != found.difference.disruption:
        kept.insert(0, _found(_named("Best without regard to the old plan"), problem, found.best))
    return kept, found.sentence, []


def _what_if(search: Search, problem: engine.Problem, watch: Watch) -> Outcome:
    from lintel.engines import roadmap as engine

    before = _engine.plan_from(_base(search).body)
    try:
        found = engine.what_if(problem, search.wanted["changes"], plan=before, seconds=search.seconds)
    except engine.Refused as refused:
        raise Problem(refused.reason, way_out=refused.way_out) from refused
    if not found.after.found:
        return _none(found.problem, found.after)
    return [_found(f"What if: {search.wanted['told']}", found.problem, found.after)], found.sentence, []


_WAYS: dict[Kind, Callable[[Search, engine.Problem, Watch], Outcome]] = {
    Kind.BEST: _best, Kind.FRONTIER: _frontier, Kind.BUFFERS: _buffers, Kind.REPLAN: _replan,
    Kind.WHAT_IF: _what_if,
}  # fmt: skip


def _base(search: Search) -> Plan:
    return search.roadmap.plans.get(pk=search.wanted["base"])


def _named(name: str) -> str:
    return f"{name}, {timezone.localdate():%d %b %Y}"


def _found(
    name: str, problem: engine.Problem, plan: engine.Plan, *, mark: str = "", price: float | None = None
) -> Found:
    """The plan with its reasons and the chance that it holds."""
    from lintel.engines import roadmap as engine

    holding = engine.holds(problem, plan) if problem.roles else None
    return Found(
        name=name, problem=_engine.stored(problem), body=_engine.stored(plan), mark=mark, price=price,
        reasons=[_engine.stored(reason) for reason in engine.explain(problem, plan)],
        bundles=[_engine.stored(reason) for reason in engine.explain_bundles(problem, plan)],
        holding=asdict(holding) if holding else {},
    )  # fmt: skip


def _said(plan: engine.Plan) -> str:
    if plan.status == "optimal":
        return "This is the best plan there is: proven."
    gap = "" if plan.gap is None else f" No plan can be more than {plan.gap:.1%} better."
    if plan.status == "stopped":
        return f"Stopped on request with the best plan so far.{gap}"
    return f"The best plan found in this time.{gap}"
