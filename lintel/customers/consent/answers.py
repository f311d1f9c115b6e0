"""What the relation says about one customer, and about all of them in figures."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.db.models import Max, Sum

from lintel.customers.consent import relation
from lintel.customers.consent.models import TONES, Channel, ConsentWord, Purpose, Word
from lintel.ui.problems import Missing
from lintel.warehouse import reading

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

KEPT_SECONDS = 3600


@contextmanager
def prepared(*more: str) -> Iterator[DuckDBPyConnection]:
    """A connection that knows the relation, with further datasets if named, all as of one moment."""
    with reading.connect(*relation.DATASETS, *more) as connection:
        relation.prepare(connection)
        yield connection


def customer_today(connection: DuckDBPyConnection, customer_id: str | uuid.UUID) -> str:
    """Today's id of a customer, through the aliases; `Missing` when there is no such customer."""
    row = connection.execute(
        "select coalesce((select current from customers.aliases where customer_id = $id), $id) as today "
        "where exists (from customers.members where customer_id = today)",
        {"id": str(customer_id)},
    ).fetchone()
    if row is None:
        raise Missing(
            "There is no such customer here.",
            way_out="They may have been erased. Open a customer from the list.",
        )
    return str(row[0])


def identities_of(customer_id: str, *, alone: bool) -> list[list[str]]:
    """What a customer consists of now as `[kind, identity]`; `alone` leaves out what others share."""
    with prepared() as connection:
        rows = connection.execute(
            "select kind, identity from consent.holders where customer_id = $id and kind <> 'customer' "
            "group by all having bool_or(sure) or not $alone order by all",
            {"id": customer_id, "alone": alone},
        ).fetchall()
    return [list(row) for row in rows]


@dataclass(frozen=True)
class Answer:
    """Whether a customer may be used for one purpose through one channel, and the word that decides."""

    purpose: Purpose
    channel: Channel
    word: str  # empty: nothing was said
    at: dt.datetime | None = None
    source: str = ""
    origin: str = ""
    kind: str = ""

    @property
    def may(self) -> bool:
        """Whether the customer may be used."""
        return self.word == Word.GRANTED or (not self.word and self.purpose.silence_allows)

    @property
    def label(self) -> str:
        """The answer in two or three words."""
        if not self.word:
            return "No word, allowed" if self.purpose.silence_allows else "No word"
        return str(Word(self.word).label)

    @property
    def tone(self) -> str:
        """The colour of its pill."""
        return TONES[self.word] if self.word else ("good" if self.may else "quiet")


def answers_about(connection: DuckDBPyConnection, customer_id: str) -> list[Answer]:
    """One answer for each purpose and channel, in the order of the purposes' names."""
    rows = connection.execute(
        'select purpose, channel, word, "at", source, origin, kind from consent.answers '
        "where customer_id = $id",
        {"id": customer_id},
    ).fetchall()
    found = {(row[0], row[1]): row[2:] for row in rows}
    return [
        Answer(purpose, Channel(channel), *found.get((purpose.slug, channel), ("",)))
        for purpose in Purpose.objects.all()
        for channel in purpose.channels
    ]


@dataclass(frozen=True)
class Tally:
    """How many customers may be used for one purpose through one channel, and how many may not."""

    purpose: str
    channel: str
    may: int
    withdrawn: int
    suppressed: int
    no_word: int
    torn: int  # granted in one place, refused in another


@dataclass(frozen=True)
class Overview:
    """All figures of the consent page."""

    customers: int
    tallies: list[Tally]
    unknown: list[tuple[str, int]]  # purposes in the words of sources that nobody has described, with words
    months: list[tuple[str, str, int]]  # month, word, how often it was said


def overview() -> Overview:
    """The figures as of now; counted once for each state of the warehouse, the words and the purposes."""
    key = _state()
    found: Overview | None = cache.get(key)
    if found is None:
        found = _count()
        cache.set(key, found, KEPT_SECONDS)
    return found


def _state() -> str:
    snapshots = reading.current(*relation.DATASETS)
    parts: list[Any] = [snapshots[name].key if name in snapshots else "" for name in relation.DATASETS]
    parts += [ConsentWord.objects.aggregate(Max("pk")), ConsentWord.objects.count()]
    parts += [Purpose.objects.aggregate(Max("pk"), Sum("version"))]
    return "consent:" + hashlib.sha256(repr(parts).encode()).hexdigest()


def _count() -> Overview:
    silent = set(Purpose.objects.filter(silence_allows=True).values_list("slug", flat=True))
    with prepared() as connection:
        everybody = _one(connection, "select count(distinct customer_id) from customers.members")
        connection.execute("create temp table standing as from consent.standing")
        rows = connection.execute(
            """
            with per_customer as (
                select purpose, channel, customer_id, max(strictness) as strictest, min(strictness) as mildest
                from standing group by all)
            select t.purpose, t.channel,
                   count(*) filter (where strictest = 1), count(*) filter (where strictest = 2),
                   count(*) filter (where strictest = 3),
                   count(*) filter (where strictest > 1 and mildest = 1)
            from consent.targets t left join per_customer using (purpose, channel)
            group by all order by all"""
        ).fetchall()
        tallies = []
        for purpose, channel, granted, withdrawn, suppressed, torn in rows:
            silence = everybody - granted - withdrawn - suppressed
            may, no_word = (granted + silence, 0) if purpose in silent else (granted, silence)
            tallies.append(Tally(purpose, channel, may, withdrawn, suppressed, no_word, torn))
        unknown = connection.execute(
            "select purpose, count(*) from consent.words where purpose <> 'any' "
            "and purpose not in (select purpose from consent.targets) group by 1 order by 2 desc limit 20"
        ).fetchall()
        months = connection.execute(
            "select strftime(\"at\" at time zone 'UTC', '%Y-%m') as month, word, count(*) from consent.words "
            'where "at" >= now() - interval 24 months and "at" <= now() group by all order by all'
        ).fetchall()
    return Overview(everybody, tallies, unknown, months)


def _one(connection: DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


@dataclass(frozen=True)
class Contradiction:
    """A customer who granted in one place what was refused in another; the refusal counts."""

    customer_id: str
    purpose: str
    channel: str
    granted_in: str
    granted_at: dt.datetime | None
    refused_in: str
    refused_at: dt.datetime | None
    word: str


def contradictions(limit: int = 200) -> list[Contradiction]:
    """Customers whose identities say different things, the latest refusal first."""
    with prepared() as connection:
        rows = connection.execute(
            """
            select customer_id, purpose, channel,
                   max_by(source, "at") filter (where word = 'granted'),
                   max("at") filter (where word = 'granted'),
                   max_by(source, (strictness, "at")) filter (where word <> 'granted'),
                   max("at") filter (where word <> 'granted') as refused,
                   max_by(word, strictness)
            from consent.standing group by customer_id, purpose, channel
            having bool_or(word = 'granted') and bool_or(word <> 'granted')
            order by refused desc nulls last, customer_id limit $limit""",
            {"limit": limit},
        ).fetchall()
    return [Contradiction(*row) for row in rows]
