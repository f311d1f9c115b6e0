"""What Fjell & Fern pays and hears: campaign costs, support tickets and run costs, and what its figures
mean."""

from __future__ import annotations

import calendar
import datetime as dt
import math
import random
from collections.abc import Iterator
from pathlib import Path

from . import words
from .tables import write_csv

DAYS = 548  # as long as the customers' story
CHANNELS = ("email", "search", "social", "display")
ALWAYS_ON = {
    "search-brand": ("search", 210.0),
    "social-always-on": ("social", 120.0),
    "remarketing": ("display", 95.0),
}
PRICE = {"email": 0.04, "search": 0.62, "social": 0.38, "display": 0.21}  # of a click, in EUR
SHOWN = {"email": 14, "search": 22, "social": 70, "display": 310}  # times for each click
COUNTRIES = {"DE": 1.0, "AT": 0.32, "NL": 0.41, "DK": 0.27}
TOPICS = {
    "delivery": (7.0, 9.0, 0.55),
    "return": (5.0, 14.0, 0.4),
    "product": (3.4, 6.0, 0.7),
    "account": (1.8, 3.0, 0.8),
    "payment": (1.2, 11.0, 0.5),
}
SUGGESTED = 105  # days ago the support desk got its suggested answers, and has been quicker since
QUICKER = 0.72
WAYS = {"mail": (0.5, 1.6), "phone": (0.3, 0.1), "chat": (0.2, 0.3)}
MONTHS = (0.85, 0.8, 1.0, 1.25, 1.3, 1.0, 0.95, 0.95, 1.3, 1.3, 1.2, 1.15)
SYSTEMS = (
    # system, vendor, who pays, cost a month, seats, share of seats in use
    ("Web shop", "Warenkern", "IT", 18_400, 60, 0.92),
    ("CRM", "Salesforce", "Marketing", 9_200, 140, 0.71),
    ("Newsletter", "Mailfinch", "Marketing", 4_350, 25, 0.8),
    ("Pictures", "Bildkammer", "Marketing", 1_900, 80, 0.34),
    ("Web analytics", "Google", "Marketing", 2_600, 45, 0.42),
    ("Customer data", "Segment", "IT", 5_200, 20, 0.75),
    ("Support desk", "Zendesk", "IT", 3_800, 52, 0.96),
    ("Data warehouse", "In house", "IT", 6_900, 30, 0.6),
    ("Social planner", "Plauder", "Marketing", 780, 40, 0.25),
)


def write(out: Path, *, seed: int, today: dt.date) -> list[Path]:
    """Writes all files into `out` and says which."""
    out.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)  # noqa: S311  # a story, not a secret
    first = today - dt.timedelta(days=DAYS)
    days = [first + dt.timedelta(days=number) for number in range(DAYS)]
    files = [
        out / name
        for name in ("campaign-costs.csv", "support-tickets.csv", "it-run-costs.csv", "definitions.yaml")
    ]
    write_csv(
        files[0], [("Date", "Campaign", "Channel", "Cost", "Impressions", "Clicks"), *_costs(days, chance)]
    )
    head = ("Opened", "Country", "Reached by", "Topic", "Tickets", "Hours to answer", "Solved at once")
    write_csv(files[1], [head, *_tickets(days, chance)])
    write_csv(
        files[2],
        [("Month", "System", "Vendor", "Paid by", "Cost", "Seats", "Seats used"), *_runs(days, chance)],
    )
    files[3].write_text("\n".join(words.lines("definitions.yaml")) + "\n", encoding="utf-8")
    return files


def _costs(days: list[dt.date], chance: random.Random) -> Iterator[tuple[str, ...]]:
    """Each day what every running campaign paid on every channel that it uses."""
    pushed = [words.parts(line, "|") for line in words.lines("campaigns.txt")[1:]]
    for day in days:
        for name, begins, ends, _, mix in pushed:
            if not begins <= f"{day:%m-%d}" <= ends:
                continue
            shares = [float(one) for one in mix.split()[:4]]
            budget = 40.0 if begins == "01-01" else 900.0
            for channel, share in zip(CHANNELS, shares, strict=True):
                if share:
                    yield _spent(day, name, channel, budget * share / 100, chance)
        for name, (channel, budget) in ALWAYS_ON.items():
            yield _spent(day, name, channel, budget, chance)


def _spent(
    day: dt.date, campaign: str, channel: str, budget: float, chance: random.Random
) -> tuple[str, ...]:
    cost = budget * MONTHS[day.month - 1] * chance.uniform(0.8, 1.2)
    clicks = max(1, round(cost / PRICE[channel] * chance.uniform(0.85, 1.15)))
    shown = round(clicks * SHOWN[channel] * chance.uniform(0.9, 1.1))
    return day.isoformat(), campaign, channel, f"{cost:.2f}", str(shown), str(clicks)


def _tickets(days: list[dt.date], chance: random.Random) -> Iterator[tuple[str, ...]]:
    """Each day's tickets by country, way and topic; a strike of the parcel service shows in February, and
    since suggested answers came, tickets wait for less time."""
    for day in days:
        weekday = 0.45 if day.isoweekday() > 5 else 1.1
        pace = QUICKER if day > days[-1] - dt.timedelta(days=SUGGESTED) else 1.0
        for country, size in COUNTRIES.items():
            for topic, (usual, hours, solved) in TOPICS.items():
                strike = 2.2 if topic == "delivery" and country == "DE" and day.month == 2 else 1.0
                for way, (share, slow) in WAYS.items():
                    mean = usual * size * share * weekday * strike * MONTHS[day.month - 1]
                    count = _poisson(mean, chance)
                    if count:
                        wait = count * hours * slow * chance.uniform(0.7, 1.4) * math.sqrt(strike) * pace
                        done = sum(chance.random() < solved for _ in range(count))
                        yield day.isoformat(), country, way, topic, str(count), f"{wait:.2f}", str(done)


def _poisson(mean: float, chance: random.Random) -> int:
    """A number of events, by Knuth's product of uniform numbers."""
    limit, product, count = math.exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count


def _runs(days: list[dt.date], chance: random.Random) -> Iterator[tuple[str, ...]]:
    """What every system cost in each month, booked on its last day that the story has."""
    months = sorted({(day.year, day.month) for day in days})
    for number, (year, month) in enumerate(months):
        last = min(dt.date(year, month, calendar.monthrange(year, month)[1]), days[-1])
        for system, vendor, payer, cost, seats, used in SYSTEMS:
            paid = cost * (1.03 if number >= 12 else 1.0) * chance.uniform(0.98, 1.02)
            had = seats + number // 4
            busy = round(had * min(1.0, used * chance.uniform(0.93, 1.07)))
            yield last.isoformat(), system, vendor, payer, f"{paid:.2f}", str(had), str(busy)
