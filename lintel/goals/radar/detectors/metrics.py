"""Key results whose metric does not carry them: not agreed, out of use, changed, not measured, reached."""

import datetime as dt
from collections.abc import Iterator

from lintel.goals.radar import steps
from lintel.goals.radar.ground import Ground, MetricRow, ResultRow
from lintel.goals.radar.models import Severity
from lintel.goals.radar.phrasing import (
    aim,
    capped,
    figure,
    goals_of,
    of_metric,
    of_results,
    quoted,
    several,
)
from lintel.goals.radar.registry import GOAL, METRIC, Evidence, Found, Step, detector

UNMEASURED_DAYS = 30


@detector(
    "unagreed-metric",
    "Key results on a metric that is not agreed",
    "A key result is bound to a metric whose meaning both offices have not signed, or that nobody has "
    "defined. When the period ends, each side will count its own way.",
    Severity.HIGH,
    (GOAL, METRIC),
)
def unagreed_metric(ground: Ground) -> Iterator[Found]:
    """Metrics that are unknown, drafted, in review or disputed."""
    for slug, results in ground.by_metric.items():
        known = ground.metrics.get(slug)
        if known is None:
            yield _of_metric(
                ground, slug, results, "nobody has defined it", steps.define_metric(slug),
                "Nobody has defined {label}, to which {goals} {are} bound",
            )  # fmt: skip
        elif known.state in {"draft", "review", "disputed"}:
            said = {"draft": "a draft", "review": "in review", "disputed": "disputed"}[known.state]
            yield _of_metric(
                ground, slug, results, f"it is {said}", steps.agree_on_metric(slug),
                "{label} is " + said + ", and {goals} {are} bound to it",
            )  # fmt: skip


@detector(
    "metric-out-of-use",
    "Key results on a metric that is out of use",
    "The metric was taken out of use after the key result was written. It is not measured any more, so the "
    "goal stands still whatever people do.",
    Severity.MEDIUM,
    (GOAL, METRIC),
)
def metric_out_of_use(ground: Ground) -> Iterator[Found]:
    """Deprecated metrics that standing goals still need."""
    for slug, results in ground.by_metric.items():
        known = ground.metrics.get(slug)
        if known is not None and known.state == "deprecated":
            yield _of_metric(
                ground, slug, results, "it is out of use", steps.edit_goal(results[-1].goal),
                "{label} is out of use, and {goals} {are} still bound to it",
            )  # fmt: skip


@detector(
    "older-meaning",
    "Key results on an older meaning",
    "Both offices have signed a newer meaning of the metric since the owners gave their word on the key "
    "result. Baseline and target were set for the old one.",
    Severity.MEDIUM,
    (GOAL, METRIC),
)
def older_meaning(ground: Ground) -> Iterator[Found]:
    """Key results whose metric was redefined and agreed anew."""

    def older(known: MetricRow, one: ResultRow) -> bool:
        return one.metric_version is not None and one.metric_version < known.version

    for slug, results in ground.by_metric.items():
        known = ground.metrics.get(slug)
        if known is None or known.state != "agreed":
            continue
        if behind := [one for one in results if older(known, one)]:
            yield _of_metric(
                ground, slug, behind, f"version {known.version} is agreed now",
                steps.edit_goal(behind[-1].goal),
                "{label} was redefined since {goals} {were} worded",
            )  # fmt: skip


@detector(
    "worse-direction",
    "A target in the direction that is worse",
    "The metric's definition says which way is better, and a key result aims the other way. Either the "
    "definition is wrong, or the goal asks for harm.",
    Severity.MEDIUM,
    (GOAL, METRIC),
)
def worse_direction(ground: Ground) -> Iterator[Found]:
    """Targets against what both call better."""
    for slug, results in ground.by_metric.items():
        known = ground.metrics.get(slug)
        if known is None or not known.better:
            continue
        wrong = [one for one in results if one.direction != known.better]
        if wrong:
            better = "more" if known.better == "up" else "less"
            yield _of_metric(
                ground, slug, wrong, f"its definition says that {better} is better",
                steps.edit_goal(wrong[-1].goal),
                "{goals} {move} {label} the way that its definition calls worse",
            )  # fmt: skip


@detector(
    "not-measured",
    "Key results without a measurement",
    "A key result has run for a month and was never measured, or not for a month. Its goal's score rests on "
    "nothing, and its health cannot be told.",
    Severity.MEDIUM,
    (GOAL, METRIC),
)
def not_measured(ground: Ground) -> Iterator[Found]:
    """Metrics in use that say nothing; those that nobody has agreed on are another detector's."""
    limit = ground.today - dt.timedelta(days=UNMEASURED_DAYS)

    def silent(one: ResultRow) -> bool:
        running = one.starts_on <= limit and one.ends_on >= ground.today
        return running and (one.value is None or one.measured_on is None or one.measured_on < limit)

    for slug, results in ground.by_metric.items():
        known = ground.metrics.get(slug)
        quiet = [one for one in results if silent(one)]
        if known is None or known.state != "agreed" or not quiet:
            continue
        why = next((one.why_not for one in quiet if one.why_not), "it has no value of the last month")
        yield _of_metric(
            ground, slug, quiet, why, steps.open_goal(quiet[0].goal, "Measure it now", "results"),
            "{label} has not been measured for a month in {goals}",
        )  # fmt: skip


@detector(
    "reached-early",
    "A target that is reached already",
    "The metric stands at or beyond its target with more than half of the time left. A target that asks for "
    "nothing pulls nobody: raise it, or say that it is reached.",
    Severity.LOW,
    (GOAL,),
)
def reached_early(ground: Ground) -> Iterator[Found]:
    """Key results that were met before half of their time."""
    for one in ground.results:
        if one.value is None or not one.starts_on <= ground.today <= one.ends_on:
            continue
        half = one.starts_on + (one.ends_on - one.starts_on) / 2
        met = one.value >= one.target if one.up else one.value <= one.target
        if met and ground.today < half:
            goal = ground.goals[one.goal]
            yield Found(
                str(one.id),
                f"{quoted(one.name)} in {quoted(goal.title)} is reached before half of its time",
                (
                    Evidence(GOAL, one.goal, f"{ground.label(one.metric)} {aim(one)}"),
                    Evidence("", 0, f"It stands at {figure(one.value, one.unit)}."),
                ),
                steps.edit_goal(one.goal),
            )


def _of_metric(
    ground: Ground, slug: str, results: list[ResultRow], says: str, step: Step, summary: str
) -> Found:
    """A finding about one metric and the key results on it."""
    number = len(goals_of(results))
    one = number == 1
    words = {
        "label": ground.label(slug), "goals": several(number, "goal"), "are": "is" if one else "are",
        "were": "was" if one else "were", "move": "moves" if one else "move",
    }  # fmt: skip
    said = summary.format(**words)  # a metric may open the sentence
    return Found(
        slug,
        said[:1].upper() + said[1:],
        capped([of_metric(ground, slug, says), *of_results(ground, results)]),
        step,
    )
