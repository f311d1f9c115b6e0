"""A trial analysed: the check of the shares, every comparison, the chances, the looks, and the verdict."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lintel.engines.evidence import comparing, multiple, sequential, verdicts
from lintel.engines.evidence.best import Chance, chances
from lintel.engines.evidence.comparing import Comparison
from lintel.engines.evidence.measures import Measure
from lintel.engines.evidence.moments import Arm
from lintel.engines.evidence.multiple import Correction
from lintel.engines.evidence.problems import TooLittle
from lintel.engines.evidence.sequential import Look
from lintel.engines.evidence.shares import SampleRatio, sample_ratio


@dataclass(frozen=True)
class Trial:
    """What was planned: the metrics, of which the first is the primary one, the smallest difference worth
    finding in its unit, and how sure one wants to be. `running` trials are read by their looks, finished
    ones by their intervals."""

    measures: tuple[Measure, ...]
    worth_finding: float
    level: float = 0.95
    correction: Correction = "holm"
    running: bool = False


@dataclass(frozen=True)
class Finding:
    """Everything that an analysis says; `verdict` follows from the rest.

    `comparisons` has one row for each metric and variant, primary metric first. `looks` are those of the
    primary metric by variant; empty when the trial brings no days.
    """

    running: bool
    ratio: SampleRatio
    comparisons: tuple[Comparison, ...]
    chances: tuple[Chance, ...]
    looks: Mapping[str, tuple[Look, ...]]
    verdict: str
    sentence: str
    reasons: tuple[str, ...]
    notes: tuple[str, ...] = ()

    def primary(self) -> tuple[Comparison, ...]:
        """The comparisons of the primary metric."""
        first = self.comparisons[0].measure
        return tuple(one for one in self.comparisons if one.measure == first)


def analyse(
    trial: Trial, arms: Sequence[Arm], *, by_day: Mapping[dt.date, Sequence[Arm]] | None = None
) -> Finding:
    """The figures of a trial. The first arm is the control; `by_day` holds the arms as they stood at the
    end of each day. Raises `TooLittle` with the reason when nothing can be said."""
    if len(arms) < 2:
        raise TooLittle(
            "A trial has a control and at least one variant.", "Bring in the other variant’s units."
        )
    control, variants = arms[0], arms[1:]
    found = [
        comparing.compare(measure, control, variant, level=trial.level)
        for measure in trial.measures
        for variant in variants
    ]
    ratio = sample_ratio(arms)
    looked = _looks(trial, by_day or {})
    notes = [f"{arm.assigned - arm.moments.count:,} units of {arm.name} have no outcome and are left out."
             for arm in arms if arm.assigned != arm.moments.count]  # fmt: skip
    finding = Finding(
        trial.running, ratio, _corrected(found, len(variants), trial.correction),
        chances(trial.measures[0], arms), looked, "", "", (), tuple(notes),
    )  # fmt: skip
    verdict = verdicts.verdict(trial, finding)
    return replace(finding, verdict=verdict.kind, sentence=verdict.sentence, reasons=verdict.reasons)


def _corrected(found: Sequence[Comparison], variants: int, correction: Correction) -> tuple[Comparison, ...]:
    """The primary metric's comparisons are one family, all others together another."""
    corrected: list[Comparison] = []
    for family in (found[:variants], found[variants:]):
        values = multiple.adjusted([one.p_value for one in family], correction)
        corrected += [replace(one, adjusted=value) for one, value in zip(family, values, strict=True)]
    return tuple(corrected)


def _looks(trial: Trial, by_day: Mapping[dt.date, Sequence[Arm]]) -> dict[str, tuple[Look, ...]]:
    """Each variant's looks at the primary metric, at its part of the level (Bonferroni)."""
    measure, days = trial.measures[0], sorted(by_day)
    names = [arm.name for arm in by_day[days[-1]][1:]] if days else []
    level = 1 - (1 - trial.level) / max(len(names), 1)
    found: dict[str, tuple[Look, ...]] = {}
    for place, name in enumerate(names, start=1):
        seen: list[sequential.Seen] = []
        for day in days:
            control, variant = by_day[day][0], by_day[day][place]
            if min(control.moments.count, variant.moments.count) < sequential.LEAST:
                continue
            one = comparing.compare(measure, control, variant, level=level)
            if one.error > 0 and math.isfinite(one.error):
                seen.append(
                    sequential.Seen(
                        day, one.control_units, one.variant_units, one.difference.estimate, one.error
                    )
                )
        found[name] = sequential.looks(seen, abs(trial.worth_finding), level=level)
    return found
