"""Names, places and the ways to write them in Latin letters."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from .. import words

LETTERS = dict(pair.split(":") for line in words.lines("letters.txt") for pair in line.split())
LATIN = str.maketrans(
    {
        "’": "'",
        **LETTERS,
        **{letter.upper(): plain.title() for letter, plain in LETTERS.items() if letter != "ß"},
    }
)
GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


@dataclass(frozen=True)
class Culture:
    """Where names come from, and in which countries those who bear them live."""

    name: str
    share: int
    countries: tuple[str, ...]
    weights: tuple[int, ...]
    given: tuple[tuple[str, ...], tuple[str, ...]]  # of men, of women
    short: dict[str, str]
    stems: tuple[str, ...]
    ends: tuple[tuple[str, str], ...]  # of men, of women

    def family(self, chance: random.Random) -> tuple[str, str]:
        """A family name as a man and as a woman bear it; put together, so that it is nobody's."""
        stem, (man, woman) = chance.choice(self.stems), chance.choice(self.ends)
        return stem + man, stem + woman


@dataclass(frozen=True)
class Country:
    """Towns, streets and telephone numbers of one country."""

    code: str
    name: str
    english: str
    dial: str
    trunk: str
    mobile: tuple[str, ...]
    digits: int
    streets: tuple[str, ...]
    towns: tuple[tuple[str, str, str], ...]  # postcode, town, area code
    mail: tuple[str, ...]


@lru_cache
def plain(text: str, *, umlauts: bool = False) -> str:
    """In letters without accents; with `umlauts`, ä is written ae, as people do who have no such key."""
    if umlauts:
        text = text.translate(GERMAN)
    if text.isascii():
        return text
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text).translate(LATIN))
    return "".join(c for c in bare if not unicodedata.combining(c)).translate(LATIN)


def western(text: str) -> str:
    """As an old system keeps it: the letters of Latin-1 as they are, all others without accents."""
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return "".join(letter if ord(letter) < 256 else plain(letter) for letter in text)
    return text


def cultures() -> tuple[Culture, ...]:
    """All of names.txt."""
    return tuple(_culture(name, _said(body)) for name, body in words.blocks("names.txt", "#"))


def countries() -> dict[str, Country]:
    """All of places.txt by country code."""
    return {code: _country(code, _said(body)) for code, body in words.blocks("places.txt", "#")}


def _said(body: list[str]) -> dict[str, str]:
    return {key: value.strip() for key, _, value in (line.partition(":") for line in body)}


def _culture(name: str, said: dict[str, str]) -> Culture:
    lives = [words.parts(part, " ") for part in words.parts(said["lives"], ",")]
    given, short = [], {}
    for sex in ("male", "female"):
        pairs = [word.partition("=") for word in said[sex].split()]
        given.append(tuple(full for full, _, _ in pairs))
        short.update({full: nick for full, _, nick in pairs if nick})
    ends = [end.partition("/") for end in said["ends"].split()]
    return Culture(
        name,
        int(said["share"]),
        tuple(code for code, _ in lives),
        tuple(int(weight) for _, weight in lives),
        (given[0], given[1]),
        short,
        tuple(said["stems"].split()),
        tuple((man, woman or man) for man, _, woman in ends),
    )


def _country(code: str, said: dict[str, str]) -> Country:
    dial, trunk = said["dial"].split()
    return Country(
        code,
        said["name"],
        said["english"],
        dial,
        trunk.strip("-"),
        tuple(said["mobile"].split()),
        int(said["digits"]),
        tuple(words.parts(said["street"], "|")),
        tuple(
            (code, town, area)
            for code, town, area in (part.split("|") for part in words.parts(said["city"], ","))
        ),
        tuple(said["mail"].split()),
    )
