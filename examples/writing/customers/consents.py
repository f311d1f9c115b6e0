"""What people said about being written to, as three forms wrote it down, and who must never be."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

from .. import tables
from . import DAYS
from .behaviour import Subscription
from .records import HUBSPOT, LOYALTY, WEBSHOP, Record

COLUMNS = ("email", "purpose", "channel", "status", "timestamp", "source")
GRANTED = ("granted", "granted", "granted", "granted", "subscribed", "opt-in", "Granted ")
WITHDRAWN = ("withdrawn", "withdrawn", "unsubscribed", "opt-out")
FORMS = ("shop checkout", "footer form", "store tablet", "competition 2025")
REASONS = ("hard bounce", "complaint", "asked by phone", "deceased", "lawyer's letter", "role mailbox")
UNREADABLE = ("", "31.04.2026 10:00", "last spring", "0000-00-00 00:00:00")


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
    for letter in subscribed:
        day = letter.day if letter.day else -chance.randint(0, 900)
        yield _row(letter.email, "newsletter", "email", GRANTED, day, chance.choice(FORMS), today, chance)
        dice = chance.random()
        if dice < 0.11:  # changed her mind
            yield _row(
                letter.email,
                "newsletter",
                "email",
                WITHDRAWN,
                min(DAYS - 1, max(day, 0) + chance.randint(20, 300)),
                "unsubscribe link",
                today,
                chance,
            )
        elif dice < 0.14:  # two forms on one day, which do not agree
            yield _row(letter.email, "newsletter", "email", WITHDRAWN, day, "shop checkout", today, chance)
        if dice > 0.8:
            yield _row(
                letter.email, "personalisation", "email", GRANTED, day, "preference page", today, chance
            )
    for record in known:
        if (
            not record.email
            or record.source not in (WEBSHOP, LOYALTY, HUBSPOT)
            or record.person.startswith("tester")
        ):
            continue
        # Another record of a subscriber, perhaps: under another address she said no.
        if chance.random() < (0.07 if record.source != HUBSPOT else 0.03):
            words = WITHDRAWN if chance.random() < 0.6 else GRANTED
            email = record.email.strip().lower()
            yield _row(
                email,
                "newsletter",
                "email",
                words,
                DAYS - record.changed - 1,
                FORMS[record.source == LOYALTY],
                today,
                chance,
            )
        if record.source == LOYALTY and chance.random() < 0.1:
            yield _row(
                record.email.strip(),
                "offers",
                chance.choice(("sms", "post")),
                GRANTED,
                DAYS - record.created,
                "store tablet",
                today,
                chance,
            )


def _row(
    email: str,
    purpose: str,
    channel: str,
    words: tuple[str, ...],
    day: int,
    form: str,
    today: dt.date,
    chance: random.Random,
) -> list[str]:
    """One saying on a day, counted from the first day of the story."""
    moment = dt.datetime.combine(today, dt.time(), dt.UTC) + dt.timedelta(
        days=min(day, DAYS - 1) - DAYS, seconds=chance.randint(6 * 3600, 22 * 3600)
    )
    return [email, purpose, channel, chance.choice(words), f"{moment:%Y-%m-%dT%H:%M:%SZ}", form]


def _suppressed(known: list[Record], today: dt.date, chance: random.Random) -> Iterator[list[str]]:
    own = [record for record in known if record.email and not record.person.startswith("tester")]
    for record in chance.sample(own, max(6, round(len(own) * 0.0108))):
        email = record.email.strip()
        since = today - dt.timedelta(days=chance.randint(1, 1400))
        yield [email if chance.random() < 0.8 else email.upper(), chance.choice(REASONS), since.isoformat()]
