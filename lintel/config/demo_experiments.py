"""The example company's experiments: two decided, one running, their units through the real importer."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import timezone

from lintel.audit.runs import execute
from lintel.audit.signatures import hash_of
from lintel.config.story import told, who
from lintel.experiments.actions import analysis, conclusion, experiment
from lintel.experiments.actions.experiment import Plan
from lintel.experiments.models import Conclusion, Experiment
from lintel.imports.bringing import bring

MARKETING, IT = "nele.vogt", "tomas.okafor"
MEASURES: list[dict[str, Any]] = [
    {"metric": "conversion_rate", "kind": "proportion", "value": "ordered"},
    {"metric": "revenue_per_visitor", "kind": "mean", "value": "revenue", "before": "revenue_before"},
    {"metric": "return_rate", "kind": "proportion", "value": "returned", "better": "down"},
]


@dataclass(frozen=True)
class Case:
    """One experiment of the company and how it ended; without an outcome it still runs."""

    file: str
    variants: tuple[str, str]
    words: tuple[str, str, str, str]  # title, if we, then, because
    baseline: float
    worth: float
    days: tuple[int, int]  # started and ends, counted from today
    outcome: str = ""
    decision: str = ""
    learning: str = ""
    tests: str = ""  # the beginning of a proposal's title


CASES = (
    Case(
        "experiment-checkout.csv", ("three pages", "one page"),
        ("One page instead of three at the checkout", "put address, delivery and payment on one page",
         "more visitors will order", "two in five leave between the second and the third page"),
        0.09, 0.02, (-81, -60), "ship", "One page for everybody from next week on; the old pages go.",
        "Every further page costs orders. Ask for nothing at the checkout that can be asked later.",
    ),
    Case(
        "experiment-free-returns.csv", ("as it was", "free returns"),
        ("Say “free returns” on every product", "write “free returns within 30 days” below the price",
         "more visitors will order", "support says that people ask for it"),
        0.09, 0.02, (-53, -25), "drop", "The line goes; returns stay free.",
        "What people ask support about is not what keeps them from ordering.",
    ),
    Case(
        "experiment-reminder.csv", ("no reminder", "reminder"),
        ("Remind of a filled cart after three hours", "send one e-mail three hours after a cart was left",
         "more of those who left will order", "most who come back do so on the same day"),
        0.05, 0.015, (-12, 16), tests="Reminders for abandoned carts",
    ),
)  # fmt: skip


def prepare(folder: Path) -> Iterator[str]:
    """Plans, runs and decides what the files tell; one line for each. Nothing without the files."""
    for case in CASES:
        path = folder / case.file
        if path.exists():
            yield f"{case.file}: {_live(case, path)}"


def _live(case: Case, path: Path) -> str:
    marketing, it, today = who(MARKETING), who(IT), timezone.localdate()
    title, change, expected, reason = case.words
    said: dict[str, Any] = {"title": title, "change": change, "expected": expected, "reason": reason,
                            "unit": "visitor"}  # fmt: skip
    made = experiment.create(Plan(said), by=marketing)
    begin, end = (today + dt.timedelta(days=days) for days in case.days)
    fields = {"marketing_owner": marketing, "it_owner": it, "baseline": case.baseline,
              "worth_finding": case.worth, "starts_on": begin, "ends_on": end}  # fmt: skip
    variants = [{"name": name, "share": 1} for name in case.variants]
    made = experiment.change(made, Plan(fields, variants, MEASURES), version=made.version, by=it)
    for owner in (marketing, it):
        experiment.agree(made, by=owner, content_hash=hash_of(made))
    if case.tests:
        proposal = str(told(case.tests).pk)
        experiment.link(made, "portfolio.proposal", proposal, by=marketing)
    experiment.start(made, by=it)
    batch = bring(path, "experiment-units", by=it, options={"experiment": str(made.pk)})
    run = analysis.order(made, final=bool(case.outcome), by=marketing)
    execute.call(run.pk)
    if case.outcome:
        _conclude(made, case)
    made.refresh_from_db()
    return f"{batch.created_count:,} units; {made.get_state_display().lower()}: {made.verdict_text}"


def _conclude(made: Experiment, case: Case) -> None:
    marketing, it = who(MARKETING), who(IT)
    words = {"outcome": case.outcome, "decision": case.decision, "learning": case.learning}
    conclusion.write(made, **words, by=marketing)
    for owner in (marketing, it):
        conclusion.agree(made, by=owner, content_hash=hash_of(Conclusion.objects.get(experiment=made)))
