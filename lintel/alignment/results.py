"""What a round says: for each item and side the median, the least, the spread, and the gap between both."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lintel.alignment.access import LEAST_PEOPLE
from lintel.alignment.items import IMPORTANCE, LEAST, MOST, UNSURE, Criterion, Item, criteria
from lintel.alignment.models import Round
from lintel.audit.sides import OFFICES, Office

Counts = Mapping[int, int]  # answer on the scale -> how often
FAR_APART = 1.0  # points of difference that people notice: a whole step of the scale
WEAK = 2.5


@dataclass(frozen=True)
class Side:
    """What one side says of one item. Fewer than four answers are withheld: then only that is known."""

    counts: tuple[int, ...] = ()
    unsure: int = 0

    @property
    def withheld(self) -> bool:
        """Too few to show without showing somebody."""
        return sum(self.counts) < LEAST_PEOPLE

    @property
    def answers(self) -> int:
        """How many gave a number."""
        return sum(self.counts)

    @property
    def mean(self) -> float | None:
        """The arithmetic mean."""
        if self.withheld:
            return None
        return sum(value * count for value, count in self._pairs()) / self.answers

    @property
    def median(self) -> float | None:
        """The median; the mean of the middle two when their number is even."""
        if self.withheld:
            return None
        given = [value for value, count in self._pairs() for _ in range(count)]
        middle = len(given) // 2
        return float(given[middle]) if len(given) % 2 else (given[middle - 1] + given[middle]) / 2

    @property
    def least(self) -> int | None:
        """The lowest answer that somebody gave."""
        return None if self.withheld else next(value for value, count in self._pairs() if count)

    @property
    def shares(self) -> list[tuple[int, int, int]]:
        """The spread: answer, how often, and percent of the most frequent; empty when withheld."""
        most = 0 if self.withheld else max(self.counts)
        return [(value, count, round(100 * count / most)) for value, count in self._pairs()] if most else []

    def _pairs(self) -> list[tuple[int, int]]:
        return list(zip(range(LEAST, MOST + 1), self.counts, strict=True)) if self.counts else []


@dataclass(frozen=True)
class ItemResult:
    """One item as both sides see it."""

    item: Item
    sides: Mapping[Office, Side]

    @property
    def gap(self) -> float | None:
        """Marketing's mean less IT's, in points of the scale; None when either side is withheld."""
        return difference(self.sides)

    @property
    def far_apart(self) -> bool:
        """By a whole step or more."""
        return self.gap is not None and abs(self.gap) >= FAR_APART

    @property
    def weak(self) -> bool:
        """Both sides put it low."""
        means = [side.mean for side in self.sides.values()]
        return all(mean is not None and mean <= WEAK for mean in means)


@dataclass(frozen=True)
class CriterionResult:
    """A criterion: its items, how much it matters to each side, and the mean of its items' means."""

    criterion: Criterion
    items: tuple[ItemResult, ...]
    importance: Mapping[Office, Side]

    def mean(self, office: Office) -> float | None:
        """The mean over the items that this side is not withheld for."""
        return average([found for one in self.items if (found := one.sides[office].mean) is not None])

    @property
    def gap(self) -> float | None:
        """Marketing's mean less IT's."""
        marketing, it = (self.mean(office) for office in OFFICES)
        return None if marketing is None or it is None else marketing - it

    @property
    def weight(self) -> float | None:
        """How much it matters, 1 to 5: the mean of the two sides' means, each side counting the same."""
        return average([found for side in self.importance.values() if (found := side.mean) is not None])


@dataclass(frozen=True)
class Results:
    """A whole round."""

    round: Round
    criteria: tuple[CriterionResult, ...]

    @property
    def items(self) -> list[ItemResult]:
        """All items in the order in which they are asked."""
        return [item for one in self.criteria for item in one.items]

    def mean(self, office: Office) -> float | None:
        """Over all criteria, each counting the same."""
        return average([found for one in self.criteria if (found := one.mean(office)) is not None])

    @property
    def empty(self) -> bool:
        """Nothing can be shown of either side."""
        return all(side.withheld for item in self.items for side in item.sides.values())


def average(values: Sequence[float]) -> float | None:
    """The arithmetic mean, or None of nothing."""
    return sum(values) / len(values) if values else None


def difference(sides: Mapping[Office, Side]) -> float | None:
    """Marketing's mean less IT's; None when either is withheld."""
    marketing, it = (sides[office].mean for office in OFFICES)
    return None if marketing is None or it is None else marketing - it


def read(*rounds: Round) -> list[Results]:
    """The results of rounds, with one query for all of them; call it only for rounds that are over."""
    counts: dict[tuple[int, str, str, str], dict[int, int]] = defaultdict(dict)
    rows = Round.objects.filter(pk__in=[one.pk for one in rounds]).values_list(
        "pk", "tallies__criterion", "tallies__item", "tallies__side", "tallies__value", "tallies__count"
    )
    for pk, criterion, item, side, value, count in rows:
        if value is not None:
            counts[(pk, criterion, item, side)][value] = count
    return [Results(one, tuple(_criterion(one.pk, each, counts) for each in criteria())) for one in rounds]


def _criterion(
    pk: int, criterion: Criterion, counts: Mapping[tuple[int, str, str, str], Counts]
) -> CriterionResult:
    def sides(item: str) -> dict[Office, Side]:
        found = {office: counts.get((pk, criterion.key, item, office.value), {}) for office in OFFICES}
        return {
            office: Side(tuple(said.get(value, 0) for value in range(LEAST, MOST + 1)), said.get(UNSURE, 0))
            for office, said in found.items()
        }

    items = tuple(ItemResult(item, sides(item.key)) for item in criterion.items)
    return CriterionResult(criterion, items, sides(IMPORTANCE))
