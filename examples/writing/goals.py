"""The goals that both sides wrote on cards in a hut: three tables, as Julia typed them off."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from . import days, tables, words
from .people import DOMAIN

HEADERS = ("Key", "Goal", "Why", "Kind", "From", "Until", "Owner in marketing", "Owner in IT")
RESULTS = ("Key of the goal", "Key result", "Metric", "Baseline", "Target", "Weight")
PLACES = ("Serving goal", "Served goal", "How it serves")
BAD = (  # what people type: an end before the beginning, and an owner of the wrong side
    ("G-98", "Spring starts earlier", "", "Shared goal", 4, -3, "emil.roth", ""),
    ("G-99", "The shop never stands still", "", "Shared goal", 4, 20, "jakob.nystrom", ""),
)


@dataclass
class Card:
    """One block of goals.txt."""

    head: list[str]
    why: str = ""
    results: list[list[str]] = field(default_factory=list)
    serves: list[tuple[str, str]] = field(default_factory=list)


def write(folder: Path, today: dt.date) -> list[Path]:
    """Goals, key results and cascade; says which files."""
    cards = list(_cards())
    files = [folder / name for name in ("goals.csv", "key-results.csv", "goal-cascade.csv")]
    tables.write_csv(
        files[0], [HEADERS, *(_goal(card.head, card.why, today) for card in cards), *_bad(today)]
    )
    tables.write_csv(
        files[1], [RESULTS, *((card.head[0], *result) for card in cards for result in card.results)]
    )
    tables.write_csv(
        files[2], [PLACES, *((card.head[0], *served) for card in cards for served in card.serves)]
    )
    return files


def _cards() -> Iterator[Card]:
    card: Card | None = None
    for line in words.lines("goals.txt")[1:]:
        if line.startswith("! "):
            if card is not None:
                yield card
            card = Card(words.parts(line[2:], "|"))
        elif card is not None:
            kind, _, text = line.partition(": ")
            if kind == "why":
                card.why = text
            elif kind == "result":
                card.results.append(words.parts(text, "|"))
            else:
                for served in text.split(" ; "):
                    key, _, how = served.partition("|")
                    card.serves.append((key.strip(), how.strip()))
    if card is not None:
        yield card


def _goal(head: list[str], why: str, today: dt.date) -> tuple[str, ...]:
    key, kind, begun, until, marketing, it, title = head
    return (
        key, title, why, kind, str(days.ago(today, 7 * int(begun))), str(days.ahead(today, int(until))),
        _email(marketing), _email(it),
    )  # fmt: skip


def _bad(today: dt.date) -> Iterator[tuple[str, ...]]:
    for key, title, why, kind, begun, until, marketing, it in BAD:
        first, last = days.ago(today, -7 * begun), days.ahead(today, until)
        yield key, title, why, kind, str(first), str(last), _email(marketing), _email(it)


def _email(name: str) -> str:
    return f"{name}@{DOMAIN}" if name else ""
