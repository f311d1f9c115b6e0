"""The log of questions: one row and one entry for each, whatever became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.insight.asking.access import may_ask, may_judge
from lintel.insight.asking.models import Outcome, QuestionAsked, Surface
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem


@dataclass(frozen=True)
class Told:
    """What is kept of a question: its words, what they were understood as, and what came of it."""

    words: str
    purpose: str
    surface: Surface
    outcome: Outcome
    asked: dict[str, Any] | None = None
    metrics: tuple[str, ...] = ()
    unknown: str = ""
    reason: str = ""
    milliseconds: int = 0
    rows: int = 0


@audited("question.asked", says="asked a question ({outcome})")
def note(entry: Draft, told: Told, *, by: User) -> QuestionAsked:
    """Keep that this was asked; the words are the person's own and are sealed in the ledger."""
    if not may_ask(by):
        raise Denied("Questions are for people with a role.", way_out="Ask an administrator for a role.")
    made = QuestionAsked.objects.create(
        person=by, words=told.words[:600], asked=told.asked, metrics=list(told.metrics),
        purpose=told.purpose[:60],
        surface=told.surface, outcome=told.outcome, unknown=told.unknown[:120], reason=told.reason[:300],
        milliseconds=told.milliseconds, rows=told.rows,
    )  # fmt: skip
    entry.about(made, outcome=told.outcome.value, metrics=list(told.metrics), purpose=told.purpose)
    entry.seal(by, words=told.words[:600])
    return made


@audited("answer.judged", says="said of an answer: {word}")
def judge(entry: Draft, asked: QuestionAsked, *, word: str, missing: str = "", by: User) -> QuestionAsked:
    """Say whether the answer was the one: `alone`, `helped`, or `missed` with what was looked for instead."""
    if not may_judge(by, asked):
        raise Denied("Only who asked says whether the answer helped.", way_out="Ask the question yourself.")
    if word not in {"alone", "helped", "missed"}:
        raise Problem(
            "It is not clear what you think of the answer.", way_out="Use one of the three buttons."
        )
    found = QuestionAsked.objects.select_for_update().get(pk=asked.pk)
    found.with_help = word == "helped"
    if word == "missed":
        found.outcome, found.missing = Outcome.ABANDONED, missing.strip()[:300]
    elif found.outcome == Outcome.ABANDONED:
        found.outcome, found.missing = Outcome.ANSWERED, ""
    found.judged_at = timezone.now()
    found.save(update_fields=["with_help", "outcome", "missing", "judged_at"])
    entry.about(found, word=word)
    entry.seal(by, missing=found.missing)
    return found
