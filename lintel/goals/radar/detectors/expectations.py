"""Expectations that contradict a goal, or each other."""

from collections.abc import Iterator
from decimal import Decimal

from lintel.goals.radar import steps
from lintel.goals.radar.ground import ExpectationRow, Ground, ResultRow
from lintel.goals.radar.models import Severity
from lintel.goals.radar.phrasing import capped, figure, goals_of, of_results, quoted, several
from lintel.goals.radar.registry import EXPECTATION, GOAL, Evidence, Found, detector

SAYS = {"at_least": "at least", "at_most": "at most", "more_than": "more than", "less_than": "less than"}


@detector(
    "expectation-against-goal",
    "An expectation that contradicts a goal",
    "One side expects of the other what a goal rules out: on the same metric, the expectation cannot be "
    "satisfied once the goal is reached. Whoever keeps one promise breaks the other.",
    Severity.HIGH,
    (GOAL, EXPECTATION),
)
def expectation_against_goal(ground: Ground) -> Iterator[Found]:
    """Conditions on a metric that a key result's target does not meet."""
    for row in _measured(ground):
        against = [one for one in ground.by_metric.get(row.metric, []) if _contradicts(row, one)]
        if not against:
            continue
        goals = goals_of(against)
        more = f" and {several(len(goals) - 1, 'further goal')}" if len(goals) > 1 else ""
        yield Found(
            f"{row.id}",
            f"{quoted(row.title)} cannot hold once {quoted(ground.goals[goals[0]].title)}{more} "
            f"{'are' if more else 'is'} reached",
            capped([Evidence(EXPECTATION, row.id, _condition(ground, row)), *of_results(ground, against)]),
            steps.open_expectation(
                row.title, metric=row.metric, comparison=row.comparison,
                target=f"{against[0].target.normalize():f}",
            ),
            people=_people(row),
        )  # fmt: skip


@detector(
    "expectations-contradict",
    "Two expectations that exclude each other",
    "Two expectations ask for values of one metric that cannot hold at the same time. One of them will be "
    "broken, whatever anybody does.",
    Severity.HIGH,
    (EXPECTATION,),
)
def expectations_contradict(ground: Ground) -> Iterator[Found]:
    """Conditions on one metric that no value satisfies."""
    by_metric: dict[str, list[ExpectationRow]] = {}
    for row in _measured(ground):
        by_metric.setdefault(row.metric, []).append(row)
    for metric, rows in sorted(by_metric.items()):
        lows = [row for row in rows if row.comparison in {"at_least", "more_than"}]
        highs = [row for row in rows if row.comparison in {"at_most", "less_than"}]
        clashing = [row for row in lows if any(_exclude(row, other) for other in highs)]
        clashing += [row for row in highs if any(_exclude(other, row) for other in lows)]
        if clashing:
            yield Found(
                metric,
                f"{quoted(clashing[0].title)} and {quoted(clashing[-1].title)} exclude each other "
                f"on {ground.label(metric)}",
                capped([Evidence(EXPECTATION, row.id, _condition(ground, row)) for row in clashing]),
                steps.make_fuel(EXPECTATION, clashing[0].id),
                people=frozenset().union(*(_people(row) for row in clashing)),
            )


def _measured(ground: Ground) -> list[ExpectationRow]:
    return [row for row in ground.expectations if row.metric and row.target is not None]


def _contradicts(row: ExpectationRow, one: ResultRow) -> bool:
    """The target of the key result, or any value beyond it, breaks the condition while both run."""
    if row.due_on is not None and row.due_on < one.starts_on:
        return False
    limit = row.target or Decimal(0)
    if one.up:
        return (row.comparison == "at_most" and one.target > limit) or (
            row.comparison == "less_than" and one.target >= limit
        )
    return (row.comparison == "at_least" and one.target < limit) or (
        row.comparison == "more_than" and one.target <= limit
    )


def _exclude(low: ExpectationRow, high: ExpectationRow) -> bool:
    """No value is as high as one asks and as low as the other does."""
    least, most = low.target or Decimal(0), high.target or Decimal(0)
    sharp = low.comparison == "more_than" or high.comparison == "less_than"
    return least > most or (sharp and least == most)


def _condition(ground: Ground, row: ExpectationRow) -> str:
    known = ground.metrics.get(row.metric)
    target = figure(row.target or Decimal(0), known.unit if known else "")
    side = "Marketing" if row.customer_office == "marketing" else "IT"
    return f"{side} expects {ground.label(row.metric)} to be {SAYS[row.comparison]} {target}"


def _people(row: ExpectationRow) -> frozenset[int]:
    return frozenset(one for one in (row.customer, row.performer) if one is not None)
