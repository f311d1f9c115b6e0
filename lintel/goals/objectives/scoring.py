"""How far a goal is, and how it stands. Pure arithmetic; the page states the same rules in words."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from lintel.goals.objectives.models import Goal, Health, KeyResult, Measurement

NOTHING, WHOLE = Decimal(0), Decimal(1)
SLACK = Decimal("0.10")  # so far behind the calendar is still on track
LATE = Decimal("0.30")  # so far behind the calendar is still only at risk
SURE, DOUBTFUL = 7, 4  # confidence from 7 is on track, from 4 at risk
SCORE_RULE = (
    "Each key result counts from 0 (baseline or worse) to 1 (target or better), in a straight line between. "
    "The score is their mean by weight. A key result without a value is not counted, and is named as missing."
)
HEALTH_RULE = (
    "The worse of two signs. Progress: on track while the score is at most 10 points behind the share of the "
    "time that has passed, at risk up to 30 points, off track beyond. Confidence: the lower of the two "
    "owners’ last check-ins; 7 to 10 is on track, 4 to 6 at risk, 1 to 3 off track. Without either, unknown."
)
_ORDER = (Health.ON_TRACK, Health.AT_RISK, Health.OFF_TRACK)


@dataclass(frozen=True)
class Part:
    """One key result in a score: its weight and how far it is (0 to 1), or None without a value."""

    weight: Decimal
    progress: Decimal | None


@dataclass(frozen=True)
class Score:
    """The weighted mean from 0 to 1, or None when nothing was measured; and how many values are missing."""

    value: Decimal | None
    counted: int
    missing: int


def progress(value: Decimal | None, baseline: Decimal, target: Decimal) -> Decimal | None:
    """How far from baseline to target, linear and clipped to 0 … 1; None for a missing value."""
    if value is None:
        return None
    return min(max((value - baseline) / (target - baseline), NOTHING), WHOLE)


def score_of(parts: Iterable[Part]) -> Score:
    """The weighted mean of clipped linear progress. What is missing is not counted, and is said."""
    all_parts = list(parts)
    known = [(one.weight, one.progress) for one in all_parts if one.progress is not None]
    missing = len(all_parts) - len(known)
    if not known:
        return Score(None, 0, missing)
    total = sum((weight for weight, _ in known), NOTHING)
    mean = sum((weight * done for weight, done in known), NOTHING) / total
    return Score(round(mean, 4), len(known), missing)


def part_of(row: KeyResult) -> Part:
    """A key result as it stands now; its last measurement must be at hand."""
    value = row.measured.value if row.measured else None
    return Part(row.weight, progress(value, row.baseline, row.target))


def part_then(row: Measurement) -> Part:
    """A key result as it stood at a measurement."""
    return Part(row.weight, progress(row.value, row.baseline, row.target))


def elapsed(starts_on: dt.date, ends_on: dt.date, today: dt.date) -> Decimal:
    """Which share of a period has passed, 0 … 1."""
    share = Decimal((today - starts_on).days) / Decimal((ends_on - starts_on).days)
    return min(max(share, NOTHING), WHOLE)


def confidence_of(goal: Goal) -> int | None:
    """The lower of both owners' last confidence; None while neither has checked in."""
    said = [one for one in (goal.confidence_marketing, goal.confidence_it) if one is not None]
    return min(said) if said else None


def health(goal: Goal, today: dt.date) -> Health:
    """The worse of two signs: the score against the calendar, and the lower confidence (`HEALTH_RULE`)."""
    signs = []
    if goal.score is not None:
        behind = elapsed(goal.starts_on, goal.ends_on, today) - goal.score
        signs.append(_grade(behind <= SLACK, behind <= LATE))
    confidence = confidence_of(goal)
    if confidence is not None:
        signs.append(_grade(confidence >= SURE, confidence >= DOUBTFUL))
    return max(signs, key=_ORDER.index) if signs else Health.UNKNOWN


def _grade(fine: bool, bearable: bool) -> Health:
    if fine:
        return Health.ON_TRACK
    return Health.AT_RISK if bearable else Health.OFF_TRACK
