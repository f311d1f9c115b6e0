"""What Fjell & Fern sells, in which months, and how often it comes back."""

from __future__ import annotations

import numpy as np

from .. import words
from .season import Ints


class Goods:
    """The catalogue as columns; items are numbers into them."""

    def __init__(self) -> None:
        lines = [line for line in words.lines("goods.txt") if not line.startswith("#")]
        kinds = {}
        for line in lines:
            name, said, numbers = line.partition(":")
            if said:
                share, back, months = words.parts(numbers, "|")
                kinds[name] = int(share), int(back), [float(month) for month in months.split()]
        rows = [words.parts(line, "|") for line in lines if ":" not in line]
        self.names = [name for name, _, _ in rows]
        self.categories = [category for _, category, _ in rows]
        self.prices = np.array([float(price) for _, _, price in rows])
        self.returned = np.array([kinds[category][1] / 100 for category in self.categories])
        weights = np.array(
            [
                np.array(kinds[c][2]) / sum(kinds[c][2]) * kinds[c][0] / self.categories.count(c)
                for c in self.categories
            ]
        ).T
        self._chosen = np.cumsum(weights / weights.sum(axis=1, keepdims=True), axis=1)

    def choose(self, chance: np.random.Generator, months: Ints) -> Ints:
        """An item for each month (0 is January)."""
        chosen = np.zeros(len(months), np.int64)
        for month in range(12):
            at = np.flatnonzero(months == month)
            chosen[at] = np.searchsorted(self._chosen[month], chance.random(len(at)), side="right")
        return chosen.clip(0, len(self.names) - 1)
