"""Hits as a page shows them: with the words that matched marked, and a piece of text around the first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from lintel.home.searching.finding import Found, Hit, read
from lintel.home.searching.folding import folded
from lintel.home.searching.models import Followed, Indexed

AROUND = 70  # letters before the first match
LONGEST = 220
_WORDS = re.compile(r"[^\W_]+")
Pieces = list[tuple[str, bool]]  # text, and whether it matched


@dataclass(frozen=True)
class Shown:
    """One hit, its title and a piece of its text in pieces."""

    hit: Hit
    title: Pieces
    text: Pieces


@dataclass(frozen=True)
class Tab:
    """One kind among the hits, or all of them."""

    label: str
    url: str
    count: int
    current: bool


def shown(hits: Sequence[Hit], found: Found) -> list[Shown]:
    """These hits of a search with their matches marked; one query for their texts."""
    wanted = tuple(word for term in read(found.query) for word in term.split()) + tuple(found.guesses)
    texts = dict(Indexed.objects.filter(pk__in=[hit.pk for hit in hits]).values_list("pk", "text"))
    return [
        Shown(hit, marked(hit.title, wanted), marked(_around(texts.get(hit.pk, ""), wanted), wanted))
        for hit in hits
    ]


def plainly(hit: Hit) -> Shown:
    """A hit without anything marked."""
    return Shown(hit, [(hit.title, False)], [])


def tabs(found: Found, kind: str) -> list[Tab]:
    """All hits and those of each kind, to choose from."""
    every = [Tab("Everything", _url(found.query, ""), len(found.hits), not kind)]
    return every + [
        Tab(one.plural, _url(found.query, one.label), count, one.label == kind)
        for one, count in found.by_kind
    ]


def is_ready() -> bool:
    """There is an index; right after an update the worker makes one."""
    return Followed.objects.exists()


def marked(text: str, wanted: Sequence[str]) -> Pieces:
    """The text in pieces, of which those are marked that begin with one of the wanted words."""
    pieces: Pieces = []
    at = 0
    for word in _WORDS.finditer(text):
        length = _matching(word[0], wanted)
        if length:
            pieces += [(text[at : word.start()], False), (word[0][:length], True)]
            at = word.start() + length
    pieces.append((text[at:], False))
    return [(piece, match) for piece, match in pieces if piece]


def _matching(word: str, wanted: Sequence[str]) -> int:
    """How many letters of the word match; all where folding changes how many there are."""
    plain = folded(word)
    longest = max((len(one) for one in wanted if plain.startswith(one)), default=0)
    return longest if len(plain) == len(word) else len(word) if longest else 0


def _around(text: str, wanted: Sequence[str]) -> str:
    """A piece of a long text around the first match."""
    first = next((word.start() for word in _WORDS.finditer(text) if _matching(word[0], wanted)), 0)
    start = text.rfind(" ", 0, first - AROUND) + 1 if first > AROUND else 0
    piece = text[start : start + LONGEST]
    if start + LONGEST < len(text):
        piece = piece[: piece.rfind(" ")] + " …"
    return ("… " if start else "") + piece


def _url(query: str, kind: str) -> str:
    values = QueryDict(mutable=True)
    values["q"] = query
    if kind:
        values["kind"] = kind
    return f"?{values.urlencode()}"
