"""The example company's goals: brought in from the cards of the hut, offered, carried, measured week by week,
and disputed. Every step is a real action at a moment of the past months."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.config.story import told, who
from lintel.goals.objectives.actions import checkin, ending, goal, measurement, work
from lintel.goals.objectives.models import Goal
from lintel.goals.rewards.actions import rule as rules
from lintel.goals.rewards.terms import Terms
from lintel.imports.bringing import bring
from lintel.people.actions import comment

FILES = (("goals.csv", "goals"), ("key-results.csv", "key-results"), ("goal-cascade.csv", "goal-cascade"))
WEEKS = (15, 13, 11, 9, 7, 5, 3, 1)  # ago, at which all goals were measured
OFFERED = {  # key -> who offers it, days ago; None accepts nothing
    "G-01": ("mara.lindqvist", 135), "G-02": ("ivo.brandt", 134), "G-03": ("ivo.brandt", 133),
    "G-23": ("nele.vogt", 330),
    "G-10": ("nele.vogt", 110), "G-11": ("lena.ito", 108), "G-12": ("emil.roth", 61),
    "G-13": ("henrik.sorensen", 120), "G-14": ("henrik.sorensen", 44), "G-15": ("ivo.brandt", 118),
    "G-16": ("tomas.okafor", 82), "G-17": ("tomas.okafor", 130), "G-18": ("miriam.adler", 119),
    "G-19": ("joost.dewit", 66), "G-20": ("katarzyna.nowak", 12), "G-21": ("dominik.fuchs", 33),
}  # fmt: skip
CARRIED = ("G-01", "G-02", "G-03", "G-10", "G-11", "G-13", "G-15", "G-17", "G-18", "G-19", "G-21", "G-23")
CHECK_INS = (  # key, who, days ago, confidence, note
    ("G-10", "nele.vogt", 20, 4, "Answers are no quicker than in July. Chat helps, mail does not."),
    ("G-10", "julia.steiner", 9, 8, "The order page shows parcels since Monday. Wait for December."),
    ("G-11", "lena.ito", 15, 6, "The season brings more tickets, as it does each year."),
    ("G-11", "priya.raman", 13, 3, "We promised more conversations at the same time. Which is it?"),
    ("G-13", "henrik.sorensen", 8, 5, "Clicks got dearer everywhere this autumn."),
    ("G-13", "rahul.deshpande", 7, 7, "The list of known guests reaches the networks since last week."),
    ("G-15", "mara.lindqvist", 30, 7, ""),
    ("G-15", "ivo.brandt", 28, 9, "The figures say it works."),
    ("G-17", "tomas.okafor", 18, 5, "Nobody gives seats back by themselves."),
    ("G-17", "nele.vogt", 17, 8, "Forty seats go at the renewal in January."),
)
WORK = {"G-13": "Prices and stock in adverts", "G-18": "Campaign pages without", "G-17": "Single sign-on"}


def prepare(folder: Path) -> Iterator[str]:
    """Bring the cards in and tell what became of them; nothing without the files."""
    if not (folder / FILES[0][0]).exists():
        return
    for file, importer in FILES:
        batch = bring(folder / file, importer, by=who("ada.petrova"))
        yield f"{file}: {batch.summary}"
    _carry()
    _measure()
    _rewards()
    _talk()
    owned = Goal.objects.owned().count()
    yield f"Goals: {owned} of {Goal.objects.count()} are owned by both sides"


def of(key: str) -> Goal:
    """A goal of the cards, as it now stands."""
    return Goal.objects.get(imported_key=key)


def before(days: int) -> dt.datetime:
    """So many days ago."""
    return timezone.now() - dt.timedelta(days=days)


def _carry() -> None:
    for key, (name, days) in OFFERED.items():
        row = of(key)
        goal.offer(row, by=who(name), step=row.step, now=before(days))
        if key in CARRIED:
            for owner in (row.owner_marketing, row.owner_it):
                row = of(key)
                if owner is not None and row.awaits and owner.email != who(name).email:
                    goal.accept(row, by=owner, step=row.step, content_hash=hash_of(row), now=before(days - 4))


def _measure() -> None:
    for week in WEEKS:
        measurement.take_all(by=None, now=before(week * 7))
    row = of("G-23")
    for name, days in (("nele.vogt", 13), ("julia.steiner", 10)):
        row = of("G-23")
        note = "We answer nobody sooner by asking them to wait in another queue." if days > 10 else ""
        ending.close(row, "partly", by=who(name), step=row.step, note=note, now=before(days))


def _rewards() -> None:
    """One rule in force, one that only one side signed."""
    terms = Terms(
        Decimal("0.4"), Decimal("0.7"), Decimal(1), Decimal(1_000), Decimal(4_000), Decimal(6_000), "EUR"
    )
    row = rules.write(of("G-15"), terms, by=who("mara.lindqvist"), now=before(100))
    rules.sign(row, by=who("ivo.brandt"), step=row.step, content_hash=hash_of(row), now=before(98))
    other = Terms(
        Decimal("0.3"), Decimal("0.6"), Decimal("0.9"), Decimal(500), Decimal(1_500), Decimal(2_500), "EUR"
    )
    rules.write(of("G-17"), other, by=who("tomas.okafor"), now=before(25))


def _talk() -> None:
    for key, name, days, confidence, note in CHECK_INS:
        checkin.check_in(of(key), confidence, by=who(name), note=note, now=before(days))
    for key, title in WORK.items():
        work.link(of(key), told(title), by=who("nele.vogt"))
    comment.write(
        of("G-12"),
        text="“Fewer questions need a person” wants the opposite of the same figure. @Lena Ito, can we talk?",
        by=who("emil.roth"),
    )
    comment.write(
        of("G-14"),
        text="Twice the campaigns in winter, and a fifth less advertising: both cannot be our goal.",
        by=who("ivo.brandt"),
    )
