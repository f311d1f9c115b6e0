"""What the shop's testing tool exported: one row for each visitor, three experiments, two of them
finished."""

import csv
import datetime as dt
import random
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Story:
    """An experiment as it really was: how often each variant's visitors ordered, and what they spent."""

    file: str
    variants: tuple[str, str]
    units: int
    days: int
    ended: int  # days before today; 0 still runs
    rates: tuple[float, float]
    basket: tuple[float, float]
    returns: tuple[float, float]


STORIES = (
    Story(
        *("experiment-checkout.csv", ("three pages", "one page"), 9000, 21, 60),
        *((0.088, 0.109), (61, 61), (0.07, 0.07)),
    ),
    Story(
        *("experiment-free-returns.csv", ("as it was", "free returns"), 8000, 28, 25),
        *((0.09, 0.0905), (60, 60.5), (0.08, 0.084)),
    ),
    Story(
        *("experiment-reminder.csv", ("no reminder", "reminder"), 5200, 12, 0),
        *((0.05, 0.058), (58, 58), (0.06, 0.06)),
    ),
)
HEADER = ("visitor", "group", "first seen", "ordered", "revenue", "revenue_before", "returned")


def write(out: Path, *, seed: int, today: dt.date) -> list[Path]:
    """Writes the three files and says which."""
    out.mkdir(parents=True, exist_ok=True)
    found: list[Path] = []
    for story in STORIES:
        chance = random.Random(f"{seed} {story.file}")  # noqa: S311  # a story, not a secret
        found.append(_write(out / story.file, story, chance, today))
    return found


def _write(path: Path, story: Story, chance: random.Random, today: dt.date) -> Path:
    last = dt.datetime.combine(today, dt.time(8), tzinfo=dt.UTC) - dt.timedelta(days=story.ended)
    first = last - dt.timedelta(days=story.days)
    with path.open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(HEADER)
        for number in range(story.units):
            at = first + (last - first) * (number + chance.random()) / story.units
            lines.writerow(_row(story, number, at, chance))
    return path


def _row(story: Story, number: int, at: dt.datetime, chance: random.Random) -> tuple[object, ...]:
    group = int(chance.random() < 0.5)
    loyal = chance.gammavariate(0.6, 40)  # what somebody spent in the weeks before says much about the next
    ordered = int(chance.random() < story.rates[group] * (0.6 + min(loyal, 80) / 60))
    revenue = ordered * max(8.0, chance.gauss(story.basket[group] + loyal / 4, 15))
    returned = int(ordered and chance.random() < story.returns[group])
    visitor = f"v-{chance.getrandbits(40):010x}"
    return (visitor, story.variants[group], at.strftime("%Y-%m-%d %H:%M"), ordered, f"{revenue:.2f}",
            f"{loyal:.2f}", returned)  # fmt: skip
