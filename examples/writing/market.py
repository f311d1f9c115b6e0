"""The market around Fjell & Fern, and what happened that may explain a bend in its figures."""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Iterator
from pathlib import Path

from . import words
from .tables import write_csv

MONTHS = 42
WEEKS = 110
# How much of a usual month the outdoor trade of four countries sells in each: spring, autumn, Christmas.
SEASON = (0.82, 0.8, 1.0, 1.16, 1.22, 1.04, 0.92, 0.94, 1.16, 1.14, 1.18, 1.22)
MARKET = 61_500_000  # of a usual month, in EUR
SOURCES = {
    "Outdoor retail": "Trade association, monthly panel of 380 shops",
    "Consumer prices, clothing": "Statistical office, 2020 = 100",
    "Searches for hiking boots": "Search engine, highest week = 100",
}
HOLIDAYS = (
    ("New Year", "01-01", "01-01", ""), ("Labour Day", "05-01", "05-01", ""),
    ("German Unity", "10-03", "10-03", "DE"), ("Christmas", "12-24", "12-26", ""),
    ("King’s Day", "04-27", "04-27", "NL"),
)  # fmt: skip
# name, kind, days before today, how many days, where, note
HAPPENED = (
    ("Checkout was down", "Outage", 236, 1, "", "Eleven hours, a certificate had run out."),
    ("New checkout in two steps", "Release", 190, 1, "", "Address and payment on one page."),
    ("Delivery partner on strike", "Outage", 141, 6, "DE", "Parcels were late by three days."),
    ("Search shows stock of the shops", "Release", 96, 1, "", ""),
    ("Newsletter went out twice", "Outage", 52, 1, "", "One in ten left the list that week."),
    ("A competitor opened in Vienna", "Market", 33, 1, "AT", "Two floors, free climbing wall."),
)


def write(out: Path, *, seed: int, today: dt.date) -> list[Path]:
    """Writes both files into `out` and says which."""
    out.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed + 1)  # noqa: S311  # a story, not a secret
    series, events = files = [out / "market-series.csv", out / "events.csv"]
    rows = [*_trade(today, chance), *_prices(today, chance), *_searches(today, chance)]
    write_csv(series, [("Series", "Period", "Value", "Unit", "Source"), *rows])
    write_csv(events, [("What happened", "Kind", "From", "To", "Where", "Note"), *_events(today)])
    return files


def _months(today: dt.date) -> Iterator[dt.date]:
    """The first days of whole months, the oldest first."""
    year, month = today.year, today.month
    for back in range(MONTHS, 0, -1):
        number = year * 12 + month - 1 - back
        yield dt.date(number // 12, number % 12 + 1, 1)


def _trade(today: dt.date, chance: random.Random) -> Iterator[tuple[str, ...]]:
    for number, month in enumerate(_months(today)):
        value = MARKET * SEASON[month.month - 1] * 1.0025**number * chance.gauss(1, 0.02)
        yield _row("Outdoor retail", f"{month:%Y-%m}", f"{round(value, -3):.0f}", "EUR")


def _prices(today: dt.date, chance: random.Random) -> Iterator[tuple[str, ...]]:
    level = 114.0
    for month in _months(today):
        level += chance.gauss(0.21, 0.15)
        yield _row("Consumer prices, clothing", f"{month:%Y-%m}", f"{level:.1f}", "index")


def _searches(today: dt.date, chance: random.Random) -> Iterator[tuple[str, ...]]:
    monday = today - dt.timedelta(days=today.weekday(), weeks=WEEKS)
    for number in range(WEEKS):
        week = monday + dt.timedelta(weeks=number)
        wave = 46 + 22 * math.sin((week.timetuple().tm_yday - 40) / 365 * 4 * math.pi)
        value = max(8, min(100, wave * chance.gauss(1, 0.07)))
        yield _row("Searches for hiking boots", f"{week:%G-W%V}", f"{value:.0f}", "index")


def _row(series: str, period: str, value: str, unit: str) -> tuple[str, ...]:
    return series, period, value, unit, SOURCES[series]


def _events(today: dt.date) -> Iterator[tuple[str, ...]]:
    for year in (today.year - 1, today.year):
        for name, first, last, where in HOLIDAYS:
            yield name, "Holiday", f"{year}-{first}", f"{year}-{last}", where, ""
        for line in words.lines("campaigns.txt"):
            if line.startswith("#"):
                continue
            name, first, last = (part.strip() for part in line.split("|")[:3])
            if (first, last) != ("01-01", "12-31"):
                yield _campaign(name), "Campaign", f"{year}-{first}", f"{year}-{last}", "", ""
    for name, kind, back, days, where, note in HAPPENED:
        first_day = today - dt.timedelta(days=back)
        yield name, kind, str(first_day), str(first_day + dt.timedelta(days=days - 1)), where, note


def _campaign(name: str) -> str:
    return name.replace("-", " ").capitalize()
