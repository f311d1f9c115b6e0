"""Experiments at each stage of their life, made by the same actions that people use."""

import csv
import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from lintel.audit.models import Run
from lintel.audit.runs import execute
from lintel.audit.signatures import hash_of
from lintel.experiments.actions import analysis, conclusion, experiment
from lintel.experiments.actions.experiment import Plan
from lintel.experiments.models import Analysis, Conclusion, Experiment
from lintel.imports.bringing import bring
from lintel.imports.models import Batch
from tests.cast import Cast

HYPOTHESIS = {
    "title": "One-page checkout",
    "change": "put the checkout on one page",
    "expected": "more visitors who fill a cart will order",
    "reason": "two in five leave between the second and the third page",
    "unit": "visitor",
}
VARIANTS = [{"name": "three pages", "share": 1}, {"name": "one page", "share": 1}]
MEASURES: list[dict[str, Any]] = [
    {"metric": "conversion", "kind": "proportion", "value": "ordered"},
    {"metric": "revenue-per-visitor", "kind": "mean", "value": "revenue", "before": "revenue_before"},
    {"metric": "returns", "kind": "proportion", "value": "returned", "better": "down"},
]


def numbers(cast: Cast) -> dict[str, Any]:
    """Owners, size and dates."""
    return {
        "marketing_owner": cast.nele, "it_owner": cast.tomas, "baseline": 0.1, "worth_finding": 0.03,
        "starts_on": dt.date(2026, 9, 1), "ends_on": dt.date(2026, 9, 14),
    }  # fmt: skip


def make_draft(cast: Cast, **values: Any) -> Experiment:
    """A draft with a complete plan."""
    made = experiment.create(Plan(HYPOTHESIS), by=cast.nele)
    fields = {**numbers(cast), **values}
    return experiment.change(made, Plan(fields, VARIANTS, MEASURES), version=1, by=cast.nele)


def make_ready(cast: Cast, **values: Any) -> Experiment:
    """Agreed by both owners."""
    made = make_draft(cast, **values)
    for owner in (cast.nele, cast.tomas):
        experiment.agree(made, by=owner, content_hash=hash_of(fresh(made)))
    return fresh(made)


def make_running(
    cast: Cast, folder: Path, *, units: int = 4000, lift: float = 0.06, **values: Any
) -> Experiment:
    """Started, with a file of units."""
    made = experiment.start(make_ready(cast, **values), by=cast.tomas)
    bring_units(made, write_units(folder / "units.csv", units, lift), cast)
    return fresh(made)


def make_analysed(cast: Cast, folder: Path, **values: Any) -> Experiment:
    """Ended, with final figures."""
    made = make_running(cast, folder, **values)
    work_out(made, cast, final=True)
    return fresh(made)


def make_concluded(cast: Cast, folder: Path, **values: Any) -> Conclusion:
    """Analysed, with words to which nobody agreed yet."""
    made = make_analysed(cast, folder, **values)
    return conclusion.write(
        made, outcome="ship", decision="One page for everybody.", learning="Fewer pages, more orders.",
        by=cast.nele,
    )  # fmt: skip


def fresh(made: Experiment) -> Experiment:
    """As it now stands."""
    return Experiment.objects.get(pk=made.pk)


def work_out(made: Experiment, cast: Cast, *, final: bool) -> Analysis:
    """The figures, worked out here and now."""
    run = analysis.order(made, final=final, by=cast.nele)
    execute.call(run.pk)
    run = Run.objects.get(pk=run.pk)
    assert run.error == ""
    return Analysis.objects.get(run=run)


def bring_units(made: Experiment, path: Path, cast: Cast, **options: Any) -> Batch:
    """A file of units through the importer."""
    given = {"experiment": str(made.pk)}
    return bring(path, "experiment-units", by=cast.tomas, options=given, **options)


def write_units(
    path: Path, units: int, lift: float, *, changed: Mapping[int, Mapping[str, Any]] | None = None
) -> Path:
    """Units over two weeks; “one page” orders more often by `lift`. `changed` overwrites cells by row."""
    rng = np.random.default_rng(units)
    header = ["visitor", "group", "first seen", "ordered", "revenue", "revenue_before", "returned"]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        for number in range(units):
            new = number % 2
            before = float(rng.gamma(2, 10))
            ordered = int(rng.random() < 0.1 + lift * new)
            row = {
                "visitor": f"visitor-{number}@example.org",
                "group": VARIANTS[new]["name"],
                "first seen": f"2026-09-{1 + number * 14 // units:02} 10:00",
                "ordered": ordered,
                "revenue": round(before * 0.5 + ordered * 20 + float(rng.gamma(1, 2)), 2),
                "revenue_before": round(before, 2),
                "returned": int(rng.random() < 0.05),
            }
            writer.writerow({**row, **(changed or {}).get(number, {})})
    return path
