"""What a rule pays for a score, what it would have paid, and what it would pay if. Pure arithmetic."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from lintel.goals.objectives.models import KeyResult
from lintel.goals.objectives.scoring import Part, Score, progress, score_of
from lintel.goals.objectives.standing import Past
from lintel.goals.rewards.models import RewardRule
from lintel.ui.problems import Problem

RULE = (
    "Each owner is paid the same: nothing below the threshold; from threshold to target, and from target to "
    "stretch, in straight lines; beyond the stretch no more. Without a score there is nothing to pay by."
)


def pays(rule: RewardRule, score: Decimal | None) -> Decimal | None:
    """What each owner gets for a score from 0 to 1, in the rule's currency; None without a score.

    Piecewise linear through (threshold, target, stretch); nothing below the threshold, level beyond stretch.
    """
    if score is None:
        return None
    if score < rule.threshold:
        return Decimal("0.00")
    if score >= rule.stretch:
        return _cents(rule.pays_at_stretch)
    if score >= rule.target:
        return _between(score, rule.target, rule.stretch, rule.pays_at_target, rule.pays_at_stretch)
    return _between(score, rule.threshold, rule.target, rule.pays_at_threshold, rule.pays_at_target)


def _between(score: Decimal, low: Decimal, high: Decimal, first: Decimal, last: Decimal) -> Decimal:
    return _cents(first + (last - first) * (score - low) / (high - low))


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"))


@dataclass(frozen=True)
class Paid:
    """What the present rule would have paid at one moment."""

    at: dt.datetime
    score: Score
    amount: Decimal | None


def history(rule: RewardRule, past: Iterable[Past]) -> list[Paid]:
    """For each moment at which the goal was measured, what the present rule makes of its score then."""
    return [Paid(one.at, one.score, pays(rule, one.score.value)) for one in past]


@dataclass(frozen=True)
class If:
    """A key result with a supposed value: what it is now, what was supposed, and how far each is."""

    row: KeyResult
    now: Decimal | None
    supposed: Decimal | None
    share_now: Decimal | None
    share_then: Decimal | None


@dataclass(frozen=True)
class Simulation:
    """What the rule would pay if the key results had other values; nothing is written."""

    rows: list[If]
    score: Score
    amount: Decimal | None


def simulate(rule: RewardRule, results: Iterable[KeyResult], supposed: Mapping[int, Decimal]) -> Simulation:
    """The score and the pay with some key results at supposed values, the others as measured last."""
    rows = []
    for row in results:
        now = row.measured.value if row.measured else None
        then = supposed.get(row.pk, now)
        rows.append(
            If(
                row, now, then, progress(now, row.baseline, row.target),
                progress(then, row.baseline, row.target),
            )
        )  # fmt: skip
    score = score_of(Part(one.row.weight, one.share_then) for one in rows)
    return Simulation(rows, score, pays(rule, score.value))


def supposed(texts: list[str]) -> dict[int, Decimal]:
    """`7:12.5` as a supposed value of key result 7. Errors: `Problem`."""
    found: dict[int, Decimal] = {}
    for text in texts:
        number, _, value = text.partition(":")
        try:
            amount = Decimal(value)
            if not amount.is_finite() or not number.isascii() or not number.isdigit() or len(number) > 18:
                raise InvalidOperation
            found[int(number)] = amount
        except InvalidOperation:
            raise Problem(
                f"“{text[:40]}” is no supposed value.",
                way_out="Write the key result’s number, a colon and the value: 7:12.5.",
                field="value",
            ) from None
    return found
