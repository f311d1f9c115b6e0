"""What is asked: criteria and their items, and published figures as context. Read from the files beside."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
IMPORTANCE = "importance"  # asked once for each criterion, as if it were an item
LEAST, MOST = 1, 5
UNSURE = 0  # “I cannot say”: counted as answered, and in no figure


@dataclass(frozen=True)
class Item:
    """One statement, what 1, 3 and 5 mean for it, and what to do where the sides stand far apart."""

    key: str
    text: str
    low: str
    middle: str
    high: str
    step: str
    door: str


@dataclass(frozen=True)
class Criterion:
    """A group of items; people answer one criterion at a time."""

    key: str
    name: str
    question: str
    items: tuple[Item, ...]

    @property
    def asked(self) -> list[str]:
        """The keys that an answer to this criterion must hold."""
        return [*(item.key for item in self.items), IMPORTANCE]


@dataclass(frozen=True)
class Published:
    """A figure of a published survey."""

    about: str
    value: str
    says: str
    who: str
    source: str
    year: int


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / name).read_text(encoding="utf-8"))


@cache
def criteria() -> tuple[Criterion, ...]:
    """All criteria in the order in which they are asked."""
    return tuple(
        Criterion(one["key"], one["name"], one["question"], tuple(Item(**item) for item in one["items"]))
        for one in _read("items.toml")["criteria"]
    )


@cache
def criterion_of(key: str) -> Criterion | None:
    """The criterion with this key."""
    return next((one for one in criteria() if one.key == key), None)


@cache
def published() -> dict[str, Published]:
    """Published figures by the item beside which they stand."""
    return {one["about"]: Published(**one) for one in _read("published.toml")["figures"]}
