"""The plan as the evidence engine takes it: metrics, shares, and how many units are needed."""

from __future__ import annotations

from dataclasses import dataclass

from lintel.engines import evidence
from lintel.engines.evidence.power import around
from lintel.experiments import vocabulary
from lintel.experiments.models import Experiment, Kind, Measure
from lintel.ui.problems import Problem


@dataclass(frozen=True)
class Power:
    """How many units the plan needs, and what fewer or more would find; or why that cannot be said."""

    size: evidence.Size | None
    curve: tuple[evidence.CurvePoint, ...]
    problem: str = ""


def measures_of(experiment: Experiment) -> tuple[evidence.Measure, ...]:
    """The metrics in order, the primary one first."""
    return tuple(
        evidence.Measure(
            vocabulary.label(row.metric), _kind(row), row.value, row.over, row.before, row.over_before,
            "up" if row.better == "up" else "down", place > 0, row.margin,
        )
        for place, row in enumerate(experiment.measures.all())
    )  # fmt: skip


def _kind(row: Measure) -> evidence.measures.MeasureKind:
    if row.kind == Kind.RATIO:
        return "ratio"
    return "mean" if row.kind == Kind.MEAN else "proportion"


def plan_of(experiment: Experiment) -> evidence.Plan:
    """The power calculation's input. Errors: `Problem` while the plan lacks what it needs."""
    measures, variants = list(experiment.measures.all()), list(experiment.variants.all())
    missing = [
        words
        for words, there in (
            ("a primary metric", bool(measures)),
            ("a control and a variant", len(variants) > 1),
            ("the metric’s value today", experiment.baseline is not None),
            ("the smallest difference worth finding", bool(experiment.worth_finding)),
        )
        if not there
    ]
    if missing:
        raise Problem(f"The plan still lacks {', '.join(missing)}.", way_out="Write the plan first.")
    share = measures[0].kind == Kind.PROPORTION
    try:
        return evidence.Plan(
            "proportion" if share else "mean", experiment.baseline or 0.0, experiment.deviation or 0.0,
            tuple(row.share for row in variants), experiment.alpha, experiment.power,
        )  # fmt: skip
    except evidence.TooLittle as reason:
        raise Problem(reason.reason, way_out=reason.way_out, field="baseline") from None


def size_of(experiment: Experiment) -> evidence.Size:
    """How many units the plan needs. Errors: `Problem`."""
    plan, worth = plan_of(experiment), experiment.worth_finding or 0.0
    if experiment.measures.all()[0].better == "down":
        worth = -abs(worth)
    try:
        return evidence.sample_size(plan, worth)
    except evidence.TooLittle as reason:
        raise Problem(reason.reason, way_out=reason.way_out, field="worth_finding") from None


def power_of(experiment: Experiment) -> Power:
    """Size and curve for the page."""
    try:
        size = size_of(experiment)
        return Power(size, evidence.curve(plan_of(experiment), around(size.total)))
    except Problem as problem:
        return Power(None, (), problem.sentence)


def gaps(experiment: Experiment) -> list[str]:
    """What is missing before both owners can agree, as sentences."""
    found: list[str] = []
    if experiment.marketing_owner_id is None or experiment.it_owner_id is None:
        found.append("Each side needs an owner.")
    if experiment.starts_on is None or experiment.ends_on is None:
        found.append("Say when it starts and ends.")
    try:
        size_of(experiment)
    except Problem as problem:
        found.append(problem.title)
    return found
