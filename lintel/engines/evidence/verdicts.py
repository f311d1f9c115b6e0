"""What a trial says, in words that do not need a statistician."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from lintel.engines.evidence.comparing import Comparison
from lintel.engines.evidence.figures import number, percent
from lintel.engines.evidence.sequential import LEAST

if TYPE_CHECKING:
    from lintel.engines.evidence.trial import Finding, Trial

Kind = Literal["broken", "better", "worse", "guardrail", "even", "unclear", "waiting"]


@dataclass(frozen=True)
class Verdict:
    """One of seven kinds, a sentence, and the reasons behind it."""

    kind: Kind
    sentence: str
    reasons: tuple[str, ...]


def verdict(trial: Trial, finding: Finding) -> Verdict:
    """A broken hand-out comes before everything; a running trial is judged by its looks alone."""
    if finding.ratio.broken:
        return Verdict("broken", "Do not read the other figures yet. " + finding.ratio.says, ())
    if trial.running:
        return _running(finding)
    best = max(finding.primary(), key=lambda one: one.gain)
    alpha = 1 - trial.level
    reasons = tuple(said(one, trial.level) for one in finding.comparisons)
    if best.gain > 0 and best.adjusted <= alpha:
        return _winner(trial, finding, best, reasons)
    if all(one.gain < 0 and one.adjusted <= alpha for one in finding.primary()):
        return Verdict("worse", f"Keep “{best.control}”. {said(best, trial.level)}", reasons)
    if all(_small(one, trial.worth_finding) for one in finding.primary()):
        return Verdict(
            "even",
            f"It makes no difference worth having: {best.measure.name} differs by less than the "
            f"{_amount(best, abs(trial.worth_finding))} that was worth finding, in either direction.",
            reasons,
        )
    return Verdict(
        "unclear",
        f"This trial cannot tell. {said(best, trial.level)} Repeat it with more units if the difference "
        "would matter.",
        reasons,
    )


def _winner(trial: Trial, finding: Finding, best: Comparison, reasons: tuple[str, ...]) -> Verdict:
    unsafe = [
        one
        for one in finding.comparisons
        if one.measure.guardrail and one.variant == best.variant and not _keeps(one, 1 - trial.level)
    ]
    if unsafe:
        names = " and ".join(dict.fromkeys(one.measure.name for one in unsafe))
        return Verdict(
            "guardrail",
            f"“{best.variant}” is better, but {names} may have suffered. {said(best, trial.level)} "
            f"{said(unsafe[0], trial.level)}",
            reasons,
        )
    return Verdict("better", f"“{best.variant}” is better. {said(best, trial.level)}", reasons)


def _keeps(one: Comparison, alpha: float) -> bool:
    """A guardrail holds when even the worst that its interval allows is within the margin; with no margin
    given, when no worsening is shown."""
    if one.measure.margin > 0:
        worst = one.worst()
        return worst == worst and worst >= -one.measure.margin
    return one.gain >= 0 or one.adjusted > alpha


def _small(one: Comparison, worth: float) -> bool:
    return max(abs(one.difference.low), abs(one.difference.high)) < abs(worth)


def _running(finding: Finding) -> Verdict:
    looked = {name: looks[-1] for name, looks in finding.looks.items() if looks}
    measure = finding.primary()[0].measure
    if not looked:
        return Verdict("waiting", f"Too early: a first look needs {LEAST} units in each variant.", ())
    reasons = tuple(
        f"{name}: {measure.name} {_signed(measure.kind, look.difference.estimate)}, between "
        f"{_signed(measure.kind, look.difference.low)} and {_signed(measure.kind, look.difference.high)} "
        "however "
        f"often one looks (always-valid p {look.p_value:.3g})."
        for name, look in looked.items()
    )
    decided = {name: look for name, look in looked.items() if look.decided}
    better = {n: look for n, look in decided.items() if look.difference.estimate * measure.sign > 0}
    if better:
        name = max(better, key=lambda one: better[one].difference.estimate * measure.sign)
        return Verdict(
            "better",
            f"“{name}” is better already, and looking early does not spoil that: you may stop. {reasons[0]}"
            if len(looked) == 1
            else f"“{name}” is better already, and looking early does not spoil that: you may stop.",
            reasons,
        )
    if len(decided) == len(looked):
        return Verdict("worse", "It is worse already: you may stop and keep the control.", reasons)
    return Verdict("waiting", "Not decided yet: let it run until its planned end.", reasons)


def said(one: Comparison, level: float) -> str:
    """One comparison in a sentence."""
    kind = one.measure.kind
    before, after = _value(kind, one.control_value), _value(kind, one.variant_value)
    sentence = f"{one.measure.name} {after} in {one.variant}, {before} in {one.control}"
    lift = one.lift
    if lift.estimate == lift.estimate:
        sentence += (
            f": {percent(lift.estimate, sign=True)} "
            f"({level:.0%} interval {percent(lift.low, sign=True)} to {percent(lift.high, sign=True)}"
        )
    else:
        sentence += (
            f": {_signed(kind, one.difference.estimate)} "
            f"({level:.0%} interval {_signed(kind, one.difference.low)} to "
            f"{_signed(kind, one.difference.high)}"
        )
    return f"{sentence}; p {one.adjusted:.2g})."


def _value(kind: str, value: float) -> str:
    return percent(value) if kind == "proportion" else number(value)


def _signed(kind: str, value: float) -> str:
    if kind == "proportion":
        return f"{number(100 * value) if value < 0 else '+' + number(100 * value)} points"
    return number(value) if value < 0 else "+" + number(value)


def _amount(one: Comparison, value: float) -> str:
    return f"{number(100 * value)} points" if one.measure.kind == "proportion" else number(value)
