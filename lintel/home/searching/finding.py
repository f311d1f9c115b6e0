"""Answers a search: what matches, in order, as far as the reader may see it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from lintel.audit.models import Entry, EntryObject
from lintel.home.searching import fulltext, vocabulary
from lintel.home.searching.folding import folded, words
from lintel.home.searching.fulltext import Term
from lintel.home.searching.models import Indexed
from lintel.people.models import User
from lintel.people.searching import Kind, kinds
from lintel.people.targets import visible_rows

LONGEST_QUERY = 200
MOST_TERMS = 8
MOST = 400  # candidates of a page; whoever has more is asked for another word
MOST_SUGGESTED = 60  # candidates while one types
ENTRIES_BACK = 60  # of one's own, in which one finds what one worked on
FEW = 3  # with fewer hits than that, one looks further back
_QUOTED = re.compile(r'"([^"]+)"|(\S+)')
_NUMBER = re.compile(r"#?(\d{1,18})")


@dataclass(frozen=True)
class Hit:
    """One thing that was found."""

    kind: Kind
    object_id: str
    title: str
    url: str
    at: datetime
    pk: int  # of its row in the index


@dataclass(frozen=True)
class Found:
    """What a search found: hits in order, whether there may be more, and what was read instead of words."""

    query: str
    hits: list[Hit]
    more: bool = False
    guesses: list[str] = field(default_factory=list)

    @property
    def by_kind(self) -> list[tuple[Kind, int]]:
        """Kinds with their hits counted, those with the most first."""
        counted: dict[str, int] = {}
        for hit in self.hits:
            counted[hit.kind.label] = counted.get(hit.kind.label, 0) + 1
        order = sorted(counted, key=lambda label: -counted[label])
        return [(kinds()[label], counted[label]) for label in order]


def find(user: User, query: str, *, kind: str = "", most: int = MOST) -> Found:
    """What this person finds under some words, the best first, in one kind or in all.

    Words in quotation marks stand in a row as they are; all others are beginnings of words in any order.
    Where nothing has them all, near spellings are tried. Costs a fixed number of queries, and one
    for each kind among the hits to ask who may see them.
    """
    query = " ".join(query.replace("\x00", " ").split())[:LONGEST_QUERY]
    terms = _terms(query)
    if not terms:
        return Found(query, [])
    label = kind if kind in kinds() else ""
    keys = _candidates(query, terms, label, most)
    rows = _visible(user, keys)
    if len(rows) < FEW and len(keys) >= most and most < MOST:
        return find(user, query, kind=kind)  # what they may see stands further back
    guesses: list[str] = []
    if not rows:
        wider, near = _with_near_spellings(terms)
        if near:
            terms = wider
            more = fulltext.match(wider, most=most, kind=label)
            rows = _visible(user, list(dict.fromkeys(keys + more)))
            guesses = _seen_in(rows, near)
    now = timezone.now()
    ranked = sorted(rows, key=lambda row: _merit(row, query, terms, now), reverse=True)
    hits = [_hit(row) for row in ranked[:most]]
    return Found(query, hits, len(keys) >= most, guesses)


def read(query: str) -> list[str]:
    """The words of a query as they are looked for."""
    return [term.alternatives[0] for term in _terms(query)]


def _terms(query: str) -> list[Term]:
    found = []
    for quoted, plain in _QUOTED.findall(query):
        if quoted:
            found += [Term((text,), goes_on=False)] if (text := folded(quoted)) else []
        else:
            found += [Term((word,)) for word in words(plain)]
    return list(dict.fromkeys(found))[:MOST_TERMS]


def _candidates(query: str, terms: Sequence[Term], kind: str, most: int) -> list[int]:
    """Keys from the surest to the widest: named so, beginning so, in the title, anywhere; newest first."""
    whole = folded(query)
    named = Q(key=whole) | Q(folded=whole)
    if number := _NUMBER.fullmatch(query):
        named |= Q(object_id=number[1])
    exact = Indexed.objects.filter(named)
    begins = Indexed.objects.filter(_begins(whole))
    if kind:
        exact, begins = exact.filter(kind=kind), begins.filter(kind=kind)
    found = [*exact.values_list("pk", flat=True)[:50], *begins.values_list("pk", flat=True)[:50]]
    found += fulltext.match(terms, most=most, title=True, kind=kind)
    if len(set(found)) < most:
        found += fulltext.match(terms, most=most, kind=kind)
    return list(dict.fromkeys(found))[:most]


def _begins(whole: str) -> Q:
    # SQLite has an index for a range of texts and none for LIKE; PostgreSQL keeps one for LIKE.
    if connection.vendor == "sqlite":
        return Q(folded__gte=whole, folded__lt=whole + "\U0010ffff")
    return Q(folded__startswith=whole)


def _with_near_spellings(terms: Sequence[Term]) -> tuple[list[Term], list[str]]:
    """The terms, each with the words it may have meant, and those words."""
    wider, guesses = [], []
    for term in terms:
        word = term.alternatives[0]
        near = vocabulary.near(word, goes_on=True) if term.goes_on else []
        new = [text for text in near if not text.startswith(word)]
        guesses += new
        wider.append(Term((word, *new), term.goes_on))
    return wider, guesses


def _seen_in(rows: Sequence[Indexed], near: Sequence[str]) -> list[str]:
    """Of these words, those that occur in what the reader sees: others may come from what they may not."""
    seen = {row.pk for row in rows}
    return [one for one in near if seen.intersection(fulltext.match([Term((one,))], most=MOST))]


def _visible(user: User, keys: Sequence[int]) -> list[Indexed]:
    """The rows of these keys whose things the person may see: one query for each kind among them."""
    by_kind: dict[str, list[Indexed]] = {}
    for row in Indexed.objects.filter(pk__in=keys).defer("text"):
        by_kind.setdefault(row.kind, []).append(row)
    seen: list[Indexed] = []
    for label, rows in by_kind.items():
        if (kind := kinds().get(label)) is None:
            continue
        there = visible_rows(kind.model, user).order_by().filter(pk__in=[row.object_id for row in rows])
        may = {str(pk) for pk in there.values_list("pk", flat=True)}
        seen += [row for row in rows if row.object_id in may]
    return seen


def _merit(row: Indexed, query: str, terms: Sequence[Term], now: datetime) -> tuple[float, int]:
    """How well a row answers: named exactly so, then title, then text; whole words before beginnings, words
    as typed before guesses, short titles before long ones, what was changed lately before what was not."""
    whole = folded(query)
    number = _NUMBER.fullmatch(query)
    if (row.key and row.key == whole) or (number and row.object_id == number[1]):
        return (1000.0, row.pk)
    merit = 500.0 if row.folded == whole else 250.0 if row.folded.startswith(whole) else 0.0
    title = f" {row.folded} {row.key} "
    for term in terms:
        merit += max(
            _worth(one, title) * (1.0 if at == 0 else 0.6 - 0.05 * at)
            for at, one in enumerate(term.alternatives)
        )
    merit += 20.0 / (1 + len(row.folded) / 30)
    return (merit + 30.0 * 0.5 ** ((now - row.at) / timedelta(days=60)), row.pk)


def _worth(words: str, title: str) -> float:
    if f" {words} " in title:
        return 100.0
    return 80.0 if f" {words}" in title else 0.0


def _hit(row: Indexed) -> Hit:
    return Hit(kinds()[row.kind], row.object_id, row.title, row.url, row.at, row.pk)


def lately(user: User, most: int = 6) -> list[Hit]:
    """What this person worked on last, as the ledger knows, as far as they may still see it."""
    mine = Entry.objects.filter(actor=user).order_by("-seq").values_list("seq", flat=True)[:ENTRIES_BACK]
    about = EntryObject.objects.filter(entry_id__in=list(mine), position=0).order_by("-entry_id")
    named = list(dict.fromkeys(about.values_list("object_type", "object_id")))
    there = Indexed.objects.filter(object_id__in={key for _, key in named})
    keys = {(kind, key): pk for kind, key, pk in there.values_list("kind", "object_id", "pk")}
    order = [keys[one] for one in named if one in keys][: 2 * most]
    rows = {row.pk: row for row in _visible(user, order)}
    return [_hit(rows[pk]) for pk in order if pk in rows][:most]
