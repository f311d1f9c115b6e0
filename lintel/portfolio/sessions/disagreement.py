"""How far apart the two sides are, in steps of the scale. Pure arithmetic."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

SCALE = (1, 2, 3, 5, 8, 13, 20)
STEP = {size: place for place, size in enumerate(SCALE)}
MEASURE = (
    "In steps of the scale 1, 2, 3, 5, 8, 13, 20, for each of value, urgency, risk and size: the distance "
    "between the middle answers of the two sides, plus half of the wider spread within a side; then added up."
)


@dataclass(frozen=True)
class Apart:
    """How far apart: between the sides, and within the side that is less at one with itself; in steps."""

    between: float = 0.0
    within: float = 0.0

    @property
    def total(self) -> float:
        """What items are ordered by: what lies between the sides counts twice what one talks out alone."""
        return self.between + self.within / 2

    def __add__(self, other: "Apart") -> "Apart":
        return Apart(self.between + other.between, self.within + other.within)


def apart(marketing: Sequence[int], it: Sequence[int]) -> Apart:
    """How far apart the answers to one question are; every answer is a size of the scale.

    A side without an answer differs from nobody. Errors: `KeyError` for what is not on the scale.
    """
    sides = [sorted(STEP[size] for size in side) for side in (marketing, it)]
    between = abs(median(sides[0]) - median(sides[1])) if all(sides) else 0.0
    return Apart(between, max((side[-1] - side[0] for side in sides if side), default=0))


def over_all(questions: Iterable[tuple[Sequence[int], Sequence[int]]]) -> Apart:
    """The sum over several questions, each with the answers of both sides."""
    return sum((apart(marketing, it) for marketing, it in questions), Apart())


def nearest(values: Sequence[int]) -> int | None:
    """The size of the scale in the middle of these; of two, the smaller one. None for none."""
    steps = sorted(STEP[size] for size in values)
    return SCALE[steps[(len(steps) - 1) // 2]] if steps else None
