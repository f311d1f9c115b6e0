"""How good a result is against labels: pairwise and B³ precision, recall and F1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Quality:
    """Shares between 0 and 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def pairwise(truth: Sequence[Hashable], found: Sequence[Hashable]) -> Quality:
    """Over pairs of records: how many joined pairs are right, how many right pairs are joined."""
    both = _pairs(Counter(zip(truth, found, strict=True)))
    joined, right = _pairs(Counter(found)), _pairs(Counter(truth))
    return Quality(both / joined if joined else 1.0, both / right if right else 1.0)


def b_cubed(truth: Sequence[Hashable], found: Sequence[Hashable]) -> Quality:
    """Over records (Bagga and Baldwin 1998): the share of each record's customer that is right, averaged."""
    both = Counter(zip(truth, found, strict=True))
    true, made = Counter(truth), Counter(found)
    records = len(truth)
    if not records:
        return Quality(1.0, 1.0)
    precision = sum(n * n / made[f] for (_, f), n in both.items()) / records
    recall = sum(n * n / true[t] for (t, _), n in both.items()) / records
    return Quality(precision, recall)


def _pairs(sizes: Counter[Hashable] | Counter[tuple[Hashable, Hashable]]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes.values())
