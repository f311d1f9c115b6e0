"""What an effect came to, in a plain sentence."""

from __future__ import annotations

from dataclasses import replace

from lintel.engines.evidence.figures import number, percent
from lintel.engines.evidence.outcome import COMMON, FEW_PLACEBOS, Effect, Interval


def with_verdict(effect: Effect) -> Effect:
    """The effect with its verdict in words."""
    return replace(effect, verdict=" ".join([_first(effect), *_second(effect)]))


def _first(effect: Effect) -> str:
    size = (
        f"{_unit(effect, abs(effect.per_step.estimate))} a {effect.step}, "
        f"{effect.level:.0%} interval {_range(effect.per_step)}"
    )
    if effect.direction == "unclear":
        return (
            f"Whether the change at {effect.at} did anything to {effect.metric} cannot be told: it stands "
            f"{number(abs(effect.per_step.estimate))} {'above' if effect.per_step.estimate > 0 else 'below'} "
            f"what was expected a {effect.step}, {effect.level:.0%} interval {_range(effect.per_step)}."
        )
    relative = effect.relative
    share = "" if relative.estimate != relative.estimate else f" ({percent(relative.estimate, sign=True)})"
    return f"Since {effect.at}, {effect.metric} is {effect.direction} than expected by {size}{share}."


def _second(effect: Effect) -> list[str]:
    said: list[str] = []
    if effect.direction != "unclear":
        more = "more" if effect.total.estimate > 0 else "fewer"
        said.append(
            f"Over {effect.after} {effect.step}s that is {_unit(effect, abs(effect.total.estimate))} "
            f"{more} in "
            f"all ({_range(effect.total)})."
        )
    count = len(effect.placebos)
    if not count:
        said.append("There was too little before it for placebo dates.")
        return said
    larger = round((effect.share or 0) * count)
    said.append(f"{larger} of {count} dates at which nothing happened show as much.")
    if effect.per_step.sure and effect.direction == "unclear":
        said.append(
            f"More than {COMMON:.0%} of them do, so this may be chance, although the interval leaves out "
            "zero."
        )
    elif count < FEW_PLACEBOS:
        said.append("So few say little; the interval decides.")
    return said


def _unit(effect: Effect, value: float) -> str:
    return f"{number(value)} {effect.unit}".rstrip()


def _range(interval: Interval) -> str:
    return f"{number(interval.low)} to {number(interval.high)}"
