"""The conversation as one reads it: what was said in order, and what each wording changed."""

from dataclasses import dataclass

from lintel.charter.differing import Piece, differences
from lintel.charter.expectations.models import Expectation, Step, StepKind, Wording

TONES: dict[str, str] = {
    StepKind.ACCEPT: "both",
    StepKind.SATISFY: "good",
    StepKind.DECLINE: "bad",
    StepKind.COUNTER: "warning",
    StepKind.MISSING: "warning",
    StepKind.REVOKE: "quiet",
    StepKind.NOTICE: "quiet",
}


@dataclass(frozen=True)
class Said:
    """One step, with the wording that it laid on the table, if it did."""

    step: Step
    tone: str
    wording: Wording | None


@dataclass(frozen=True)
class Change:
    """What one wording changed against the one before it, column by column."""

    wording: Wording
    parts: list[tuple[str, list[Piece]]]


LAYS = {StepKind.OFFER, StepKind.REWORD, StepKind.COUNTER, StepKind.RENEGOTIATE}


def said(expectation: Expectation) -> list[Said]:
    """Everything that was said, oldest first; two queries."""
    by_version = {row.version: row for row in expectation.wordings.all()}
    rows = expectation.steps.select_related("speaker__person", "on_behalf_of")
    return [
        Said(row, TONES.get(row.kind, "waiting"), by_version.get(row.version) if row.kind in LAYS else None)
        for row in rows
    ]


def wordings(expectation: Expectation) -> list[Change]:
    """Every wording, newest first, with what it changed; the first one changed nothing."""
    rows = list(expectation.wordings.select_related("by"))
    return [
        Change(row, _parts(before, row) if before else [])
        for row, before in zip(rows, [*rows[1:], *([None] if rows else [])], strict=True)
    ]


def _parts(before: Wording, after: Wording) -> list[tuple[str, list[Piece]]]:
    pairs = [
        ("Expectation", before.title, after.title),
        ("About", before.details, after.details),
        ("Condition", before.condition, after.condition),
        ("Metric", before.measure_text, after.measure_text),
        ("By when", str(before.due_on or ""), str(after.due_on or "")),
    ]
    return [(label, differences(old, new)) for label, old, new in pairs if old != new]
