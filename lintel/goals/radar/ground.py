"""Everything that the detectors look over, read in a fixed number of queries however much there is."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Case, F, Value, When

from lintel.audit.sides import OFFICES
from lintel.charter.concerns.models import Concern
from lintel.charter.expectations.models import Expectation
from lintel.charter.links import ANSWERS
from lintel.goals.objectives.models import Goal, KeyResult, Parenthood
from lintel.goals.radar.models import MetricTension, WeeklyValue
from lintel.goals.rewards.models import RewardRule
from lintel.insight.definitions.models import Metric
from lintel.intake.ties import SERVES
from lintel.people.models import Role, User

if TYPE_CHECKING:
    from lintel.engines.evidence import Looked

GOAL = "objectives.goal"
HISTORY_WEEKS = 104


class GoalRow(NamedTuple):
    """A goal that is offered or owned, or that serves or is served by one and is closed."""

    id: int
    title: str
    why: str
    state: str
    starts_on: dt.date
    ends_on: dt.date
    owner_marketing: int | None
    owner_it: int | None
    created_at: dt.datetime
    results_total: int
    confidence_marketing: int | None
    confidence_it: int | None

    @property
    def owners(self) -> frozenset[int]:
        """Who carries it."""
        return frozenset(one for one in (self.owner_marketing, self.owner_it) if one is not None)

    @property
    def stands(self) -> bool:
        """It was said and is not over."""
        return self.state in {"offered", "owned"}


class ResultRow(NamedTuple):
    """A key result of a standing goal, with what was measured last."""

    id: int
    goal: int
    name: str
    metric: str
    metric_version: int | None
    unit: str
    direction: str
    baseline: Decimal
    target: Decimal
    starts_on: dt.date
    ends_on: dt.date
    value: Decimal | None
    measured_on: dt.date | None
    why_not: str

    @property
    def up(self) -> bool:
        """It is to rise."""
        return self.direction == "up"

    def overlaps(self, other: "ResultRow") -> bool:
        """Both run on at least one day."""
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on


class MetricRow(NamedTuple):
    """A metric, whatever its state."""

    id: int
    slug: str
    label: str
    state: str
    better: str
    unit: str
    version: int


class ExpectationRow(NamedTuple):
    """An expectation that was said and not taken back or declined."""

    id: int
    title: str
    state: str
    customer_office: str
    performer_office: str
    metric: str
    comparison: str
    target: Decimal | None
    due_on: dt.date | None
    customer: int
    performer: int | None


class RewardRow(NamedTuple):
    """A reward rule of a standing goal."""

    id: int
    goal: int
    pays_at_target: Decimal
    currency: str
    awaits: str
    void: bool
    changed_at: dt.datetime


class ConcernRow(NamedTuple):
    """A concern that was not laid to rest."""

    id: int
    title: str
    office: str
    owner: int
    created_at: dt.datetime


class TensionRow(NamedTuple):
    """A declared tension in force."""

    id: int
    first: str
    second: str
    moves: str
    office: str
    by: int
    why: str


@dataclass
class Ground:
    """What stands on a day. Only things that everybody with a role may see; drafts are nobody's business."""

    today: dt.date
    goals: Mapping[int, GoalRow]
    results: list[ResultRow]
    parents: list[tuple[int, int]]
    metrics: Mapping[str, MetricRow]
    tensions: list[TensionRow]
    expectations: list[ExpectationRow]
    concerns: list[ConcernRow]
    rewards: list[RewardRow]
    answered: frozenset[int]
    served: frozenset[int]
    weeks: Mapping[str, list[tuple[dt.date, float]]]
    holders: Mapping[str, int]
    kept: dict[str, Any] = field(default_factory=dict)  # what two detectors would find twice

    @cached_property
    def standing(self) -> list[GoalRow]:
        """The goals that were said and are not over, in the order of their numbers."""
        return [one for one in self.goals.values() if one.stands]

    @cached_property
    def by_metric(self) -> Mapping[str, list[ResultRow]]:
        """Key results by the metric that they are bound to, in the order of the metrics."""
        found: dict[str, list[ResultRow]] = defaultdict(list)
        for one in self.results:
            found[one.metric].append(one)
        return dict(sorted(found.items()))

    @cached_property
    def looked(self) -> "Looked":
        """How the metrics that goals aim at moved with and against each other."""
        from lintel.goals.radar.moving import look

        return look(self)

    @property
    def size(self) -> int:
        """How many things were looked over."""
        said = (self.goals, self.results, self.parents, self.metrics, self.expectations, self.concerns)
        return sum(len(part) for part in said)

    def label(self, slug: str) -> str:
        """A metric's name."""
        known = self.metrics.get(slug)
        return known.label if known else slug.replace("_", " ")


def gather(today: dt.date) -> Ground:
    """Read all of it: twelve queries."""
    parents = list(Parenthood.objects.order_by("pk").values_list("child_id", "parent_id"))
    return Ground(
        today=today,
        goals=_goals({pk for pair in parents for pk in pair}),
        results=_results(),
        parents=parents,
        metrics={row[1]: MetricRow(*row) for row in Metric.objects.order_by().values_list(*_METRIC)},
        tensions=[TensionRow(*row) for row in _tensions()],
        expectations=[ExpectationRow(*row) for row in _expectations()],
        concerns=[ConcernRow(*row) for row in _concerns()],
        rewards=[RewardRow(*row) for row in _rewards()],
        answered=_linked(ANSWERS, Concern._meta.label_lower),
        served=_linked(SERVES, GOAL),
        weeks=_weeks(today),
        holders=_holders(),
    )


_GOAL = (
    *("pk", "title", "why", "state", "starts_on", "ends_on", "owner_marketing_id", "owner_it_id"),
    *("created_at", "results_total", "confidence_marketing", "confidence_it"),
)
_RESULT = (
    *("pk", "goal_id", "name", "metric", "metric_version", "unit", "direction", "baseline", "target"),
    *("starts_on", "ends_on", "measured__value", "measured__as_of", "measured__why_not"),
)
_METRIC = ("pk", "slug", "label", "state", "better", "unit", "version")
_TENSION = ("pk", "first", "second", "moves", "office", "by_id", "why")
_EXPECTATION = (
    *("pk", "title", "state", "customer_office", "performer_office", "metric", "comparison", "target"),
    *("due_on", "customer_id", "performer_id"),
)
_REWARD = ("pk", "goal_id", "pays_at_target", "currency", "awaits", "void", "changed_at")
_CONCERN = ("pk", "title", "office", "owner_id", "created_at")


def _goals(related: set[int]) -> dict[int, GoalRow]:
    """Standing ones, and closed ones that have a place in the cascade."""
    rows = Goal.objects.exclude(state="draft").order_by("pk").values_list(*_GOAL)
    found = (GoalRow(*row) for row in rows)
    return {one.id: one for one in found if one.stands or one.id in related}


def _results() -> list[ResultRow]:
    rows = KeyResult.objects.standing().order_by("pk").values_list(*_RESULT)
    return [ResultRow(*(*row[:-1], row[-1] or "")) for row in rows]


def _tensions() -> Iterable[tuple[Any, ...]]:
    return MetricTension.objects.in_force().order_by("pk").values_list(*_TENSION)


def _expectations() -> Iterable[tuple[Any, ...]]:
    said = Expectation.objects.exclude(state__in=["draft", "revoked", "declined", "satisfied"])
    return said.order_by("pk").values_list(*_EXPECTATION)


def _concerns() -> Iterable[tuple[Any, ...]]:
    return Concern.objects.exclude(state="laid_to_rest").order_by("pk").values_list(*_CONCERN)


def _rewards() -> Iterable[tuple[Any, ...]]:
    rows = RewardRule.objects.filter(goal__state="owned").order_by("pk")
    void = Case(When(goal_version=F("goal__version"), then=Value(False)), default=Value(True))
    return rows.annotate(void=void).values_list(*_REWARD)


def _linked(kind: str, to_type: str) -> frozenset[int]:
    from lintel.audit.models import Link

    rows = Link.objects.filter(kind=kind, to_type=to_type).order_by().values_list("to_id", flat=True)
    return frozenset(int(one) for one in rows.distinct())


def _weeks(today: dt.date) -> dict[str, list[tuple[dt.date, float]]]:
    since = today - dt.timedelta(weeks=HISTORY_WEEKS)
    rows = WeeklyValue.objects.filter(week__gte=since).order_by("metric", "week")
    found: dict[str, list[tuple[dt.date, float]]] = defaultdict(list)
    for metric, week, value in rows.values_list("metric", "week", "value"):
        found[metric].append((week, value))
    return dict(found)


def _holders() -> dict[str, int]:
    rows = User.objects.filter(is_active=True, role=Role.OFFICE_HOLDER, side__in=OFFICES).order_by()
    return {side: pk for pk, side in rows.values_list("pk", "side")}
