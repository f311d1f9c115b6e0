"""From metrics to leaves: what must be aggregated from rows, and the arithmetic over it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from sqlglot import exp

from lintel.engines.metrics import calendars, expressions
from lintel.engines.metrics.calendars import Span, Step
from lintel.engines.metrics.model import Measure, Metric
from lintel.engines.metrics.problems import MetricsError

if TYPE_CHECKING:
    from lintel.engines.metrics.model import Model


@dataclass(frozen=True)
class Snapshot:
    """Semi-additive: of each entity, only the rows at the last (or first) time in the bucket."""

    over: str
    pick: Literal["last", "first"]
    entity: str


@dataclass(frozen=True)
class Conversion:
    """Rows of the base whose entity also did the other thing within a span afterwards."""

    converted: Measure
    entity: str
    within: Span
    metric: str


@dataclass(frozen=True)
class Leaf:
    """One aggregate over the rows of one dataset, seen through steps that move the bounds of its buckets."""

    measure: Measure
    place: str
    steps: tuple[Step, ...] = ()
    snapshot: Snapshot | None = None
    conversion: Conversion | None = None
    hits: bool = False  # of a conversion: only rows that converted

    @property
    def tree(self) -> exp.Expr:
        """The checked aggregate."""
        return expressions.aggregate(self.measure.expression, f"{self.place}.expression")

    @property
    def part(self) -> tuple[object, ...]:
        """Leaves with the same part are computed in one pass over the rows."""
        alone = (self.snapshot, self.measure.filter) if self.snapshot else None
        return (self.measure.dataset, self.measure.time, self.steps, alone, self.conversion, self.hits)


class Leaves:
    """Collects leaves while metrics are taken apart; equal leaves share a column."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.names: dict[Leaf, str] = {}
        self._doing: list[str] = []
        self._kinds: dict[str, Callable[[Metric, str, tuple[Step, ...]], exp.Expr]] = {
            "simple": self._simple,
            "ratio": self._ratio,
            "derived": self._derived,
            "cumulative": self._cumulative,
            "period_over_period": self._over_period,
            "semi_additive": self._semi_additive,
            "conversion": self._conversion,
        }

    def value(self, name: str, place: str, steps: tuple[Step, ...] = ()) -> exp.Expr:
        """The metric as arithmetic over columns of leaves."""
        metric = self.model.metric(name, place)
        if name in self._doing:
            chain = " → ".join([*self._doing, name])
            raise MetricsError(f"metrics.{name}", f"It is made of itself ({chain}).", "Break the circle.")
        self._doing.append(name)
        try:
            return self._kinds[metric.kind](metric, f"metrics.{name}", steps)
        finally:
            self._doing.pop()

    def _leaf(self, leaf: Leaf) -> exp.Expr:
        dataset = self.model.dataset(leaf.measure.dataset, leaf.place)
        leaf = replace(leaf, measure=replace(leaf.measure, time=leaf.measure.time or dataset.time_field))
        tree = leaf.tree
        column = exp.column(self.names.setdefault(leaf, f"m{len(self.names)}"), quoted=True)
        if expressions.nothing_is_zero(tree):
            return exp.func("COALESCE", column, exp.Literal.number(0))
        return column

    def _measure(self, measure: Measure | None, place: str) -> Measure:
        if measure is None:
            raise MetricsError(
                place, "It has no measure.", "Give a dataset and an aggregate, such as sum(amount)."
            )
        return measure

    def _operand(self, what: Measure | str | None, place: str, steps: tuple[Step, ...]) -> exp.Expr:
        if isinstance(what, str):
            return self.value(what, place, steps)
        return self._leaf(Leaf(self._measure(what, place), place, steps))

    def _simple(self, metric: Metric, place: str, steps: tuple[Step, ...]) -> exp.Expr:
        return self._operand(self._measure(metric.measure, place), f"{place}.measure", steps)

    def _ratio(self, metric: Metric, place: str, steps: tuple[Step, ...]) -> exp.Expr:
        top = self._operand(metric.numerator, f"{place}.numerator", steps)
        return divided(top, self._operand(metric.denominator, f"{place}.denominator", steps))

    def _derived(self, metric: Metric, place: str, steps: tuple[Step, ...]) -> exp.Expr:
        tree = expressions.derived(metric.expression, f"{place}.expression")
        return safe(
            expressions.rewritten(tree, lambda c: exp.paren(self.value(c.name, f"{place}.expression", steps)))
        )

    def _cumulative(self, metric: Metric, place: str, steps: tuple[Step, ...]) -> exp.Expr:
        if metric.window and metric.grain_to_date:
            raise MetricsError(place, "It has a window and a grain to date.", "Keep one of them.")
        if metric.window:
            step = Step("rolling", calendars.span(metric.window, f"{place}.window"))
        elif metric.grain_to_date:
            step = Step("to_date", calendars.span(f"1 {metric.grain_to_date}", f"{place}.grain_to_date"))
        else:
            step = Step("all")
        return self._operand(metric.of or metric.measure, f"{place}.of", (*steps, step))

    def _over_period(self, metric: Metric, place: str, steps: tuple[Step, ...]) -> exp.Expr:
        if not metric.of:
            raise MetricsError(f"{place}.of", "It compares nothing.", "Name the metric that it compares.")
        step = Step("shift", calendars.span(metric.offset, f"{place}.offset"))
        before = self.value(metric.of, f"{place}.of", (*steps, step))
        if metric.compare == "value":
            return before
        difference = exp.paren(
            exp.Sub(this=self.value(metric.of, f"{place}.of", steps), expression=before.copy())
        )
        return difference if metric.compare == "difference" else divided(difference, before)

    def _semi_additive(self, metric: Metric, place: str, steps: tuple[Step, ...]) -> exp.Expr:
        measure = self._measure(metric.measure, place)
        over = metric.over or measure.time or self.model.dataset(measure.dataset, place).time_field
        if not over:
            raise MetricsError(
                f"{place}.over", "It has no time to take the last value of.", "Name a time field."
            )
        snapshot = Snapshot(over, metric.pick, metric.entity)
        return self._leaf(
            Leaf(replace(measure, time=measure.time or over), f"{place}.measure", steps, snapshot=snapshot)
        )

    def _conversion(self, metric: Metric, place: str, steps: tuple[Step, ...]) -> exp.Expr:
        base, converted = self._measure(metric.base, f"{place}.base"), metric.converted
        if converted is None or not metric.entity or not metric.within:
            raise MetricsError(
                place,
                "A conversion needs base, converted, entity and within.",
                "Say who (entity) does what first (base), what then (converted), and within how long.",
            )
        within = calendars.span(metric.within, f"{place}.within")
        done = Conversion(converted, metric.entity, within, metric.name)
        leaf = Leaf(base, f"{place}.base", steps, conversion=done)
        return divided(self._leaf(replace(leaf, hits=True)), self._leaf(leaf))


def divided(top: exp.Expr, bottom: exp.Expr) -> exp.Expr:
    """Division that gives a fraction, and NULL where there is nothing to divide by."""
    below = exp.Nullif(this=bottom.copy(), expression=exp.Literal.number(0))
    return exp.Div(this=_fraction(top), expression=below)


def _fraction(tree: exp.Expr) -> exp.Expr:
    """As a floating number: decimals divide to a few digits in some databases, whole numbers to none."""
    return tree if isinstance(tree, exp.Cast) else exp.cast(tree.copy(), "DOUBLE")


def safe(tree: exp.Expr) -> exp.Expr:
    """The same with every division one of fractions, and NULL where the divisor is 0, in every database."""
    for node in list(tree.find_all(exp.Div, exp.IntDiv, exp.Mod)):
        if not isinstance(node.expression, exp.Nullif | exp.Literal):
            node.set("expression", exp.Nullif(this=node.expression, expression=exp.Literal.number(0)))
        if isinstance(node, exp.Div):
            node.set("this", _fraction(node.this))
    return tree
