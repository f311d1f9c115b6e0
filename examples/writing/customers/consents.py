"""What people said about being written to, as three forms wrote it down, and who must never be."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .. import tables
from . import DAYS
from .behaviour import Subscription
from .records import HUBSPOT, LOYALTY, SYSTEMS, WEBSHOP, Record

COLUMNS = ("email", "purpose", "channel", "status", "timestamp", "source")
GRANTED = ("granted", "granted", "granted", "granted", "subscribed", "opt-in", "Granted ")
WITHDRAWN = ("withdrawn", "withdrawn", "unsubscribed", "opt-out")
FORMS = ("shop checkout", "footer form", "store tablet", "competition 2025")
REASONS = ("hard bounce", "complaint", "asked by phone", "deceased", "lawyer's letter", "role mailbox")
UNREADABLE = ("", "31.04.2026 10:00", "last spring", "0000-00-00 00:00:00")


@dataclass(frozen=True)
class Said:
    """One word about being written to, on a day counted from the first of the story."""

    email: str
    words: tuple[str, ...]  # one of these
    day: int
    form: str
    purpose: str = "newsletter"
    channel: str = "email"


def write(
    out: Path, known: list[Record], subscribed: list[Subscription], today: dt.date, chance: random.Random
) -> list[Path]:
    """Writes the consent list and the list of suppressed addresses."""
    rows = list(_rows(known, subscribed, today, chance))
    chance.shuffle(rows)
    for row in rows[:: max(1, len(rows) // 30)]:
        row[4] = chance.choice(UNREADABLE)
    consent, suppressed = out / "newsletter-consent.csv", out / "suppressions.csv"
    tables.write_csv(consent, [list(COLUMNS), *rows])
    tables.write_csv(suppressed, [["email", "reason", "since"], *_suppressed(known, today, chance)])
    return [consent, suppressed]


def _rows(
    known: list[Record], subscribed: list[Subscription], today: dt.date, chance: random.Random
) -> Iterator[list[str]]:
    for said in (*_of_subscribers(subscribed, chance), *_of_others(known, chance)):
        midnight = dt.datetime.combine(today, dt.time(), dt.UTC)
        ago = dt.timedelta(days=DAYS - min(said.day, DAYS - 1), seconds=-chance.randint(6 * 3600, 22 * 3600))
        status = chance.choice(said.words)
        yield [
            said.email,
            said.purpose,
            said.channel,
            status,
            f"{midnight - ago:%Y-%m-%dT%H:%M:%SZ}",
            said.form,
        ]


def _of_subscribers(subscribed: list[Subscription], chance: random.Random) -> Iterator[Said]:
    for letter in subscribed:
        day = letter.day or -chance.randint(0, 900)
        yield Said(letter.email, GRANTED, day, chance.choice(FORMS))
        dice = chance.random()
        if dice < 0.11:  # changed her mind
            later = max(day, 0) + chance.randint(20, 300)
            yield Said(letter.email, WITHDRAWN, later, "unsubscribe link")
        elif dice < 0.14:  # two forms on one day, which do not agree
            yield Said(letter.email, WITHDRAWN, day, "shop checkout")
        if dice > 0.8:
            yield Said(letter.email, GRANTED, day, "preference page", "personalisation")


def _of_others(known: list[Record], chance: random.Random) -> Iterator[Said]:
    """Words in other systems, some of them by subscribers who say no under another address."""
    for record in _written_to(known, (WEBSHOP, LOYALTY, HUBSPOT)):
        if chance.random() < (0.03 if record.source == HUBSPOT else 0.07):
            words = WITHDRAWN if chance.random() < 0.6 else GRANTED
            form = FORMS[2 if record.source == LOYALTY else 0]
            yield Said(record.email.strip().lower(), words, DAYS - record.changed - 1, form)
        if record.source == LOYALTY and chance.random() < 0.1:
            channel = chance.choice(("sms", "post"))
            yield Said(record.email.strip(), GRANTED, DAYS - record.created, FORMS[2], "offers", channel)


def _written_to(known: list[Record], sources: tuple[str, ...]) -> list[Record]:
    """Records of these systems with an address, without the colleagues' tests."""
    return [r for r in known if r.email and r.source in sources and not r.person.startswith("tester")]


def _suppressed(known: list[Record], today: dt.date, chance: random.Random) -> Iterator[list[str]]:
    own = _written_to(known, tuple(habits.name for habits in SYSTEMS))
    for record in chance.sample(own, max(6, round(len(own) * 0.0108))):
        email = record.email.strip()
        since = today - dt.timedelta(days=chance.randint(1, 1400))
        yield [email if chance.random() < 0.8 else email.upper(), chance.choice(REASONS), since.isoformat()]
