"""Finds a glossary's words in a text: whole words only, the longest first, each term once. No Django.

A label is cut into words, and the words of all labels make one tree, so a text is read once, word by word,
whatever the number of labels. Blanks and hyphens between words are one: “real-time” is “real time”.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

_WORD = re.compile(r"\w+")
_TAIL = re.compile(r"\W*$")
_WORD_OR_TAG = re.compile(r"""(<[^"'>]*(?:(?:"[^"]*"|'[^']*')[^"'>]*)*>)|\w+""")
_TAG_NAME = re.compile(r"</?\s*([a-z0-9-]+)", re.I)
_BETWEEN = re.compile(r"(?:\s|&nbsp;)+|[-\u2010\u2011/&]|&amp;")
_ADDRESS = re.compile(r"://|@|\w\.\w|^/|/$|/.*/")
_SILENT = frozenset({"a", "button", "code", "pre", "kbd", "samp", "h1", "h2", "h3", "h4", "h5", "h6"})
_HYPHENS = "-\u2010\u2011"
_APOSTROPHES = "'\u2019"
_SIBILANTS = ("s", "x", "z", "ch", "sh")
_VOWELS = frozenset("AEIOUY")
_LONGEST_ABBREVIATION = 5


class Hit(NamedTuple):
    """Where a term stands in a text."""

    start: int
    end: int
    term: int


@dataclass(slots=True)
class _Node:
    """The words so far; `term` where a label ends here, what must follow it (as in “C++”), and its spellings
    where only those count."""

    then: "dict[str, _Node]" = field(default_factory=dict)
    term: int | None = None
    tail: str = ""
    spellings: frozenset[str] | None = None

    def fits(self, text: str, start: int, end: int) -> bool:
        """Whether the label that ends here is really spelled so, and nothing else goes on."""
        if self.spellings is not None and text[start:end] not in self.spellings:
            return False
        return text.startswith(self.tail, end) and _ends_alone(text, start, end + len(self.tail))


def words_of(label: str) -> list[str]:
    """The words of a label as they are compared: composed and case-folded."""
    return [word.casefold() for word in _WORD.findall(unicodedata.normalize("NFC", label))]


def folded(label: str) -> str:
    """One spelling for all that the eye takes for one label: case, hyphens and blanks do not count."""
    plain = unicodedata.normalize("NFKC", label).casefold()
    return " ".join(re.sub(r"[\s\u2010\u2011-]+", " ", plain).split())


def plurals(word: str) -> Iterator[str]:
    """The simple English plurals of a folded word."""
    if word.endswith(_SIBILANTS):
        yield f"{word}es"
    elif word.endswith("y") and word[-2:-1] not in "aeiou":
        yield f"{word[:-1]}ies"
    elif word[-1:].isalpha():
        yield f"{word}s"


def _only_in_capitals(label: str) -> bool:
    """Abbreviations that small letters would turn into a word: “IT” is not “it”, “DR” not “Dr.”; what has no
    vowel is no word, so “crm” is “CRM”."""
    if not label.isupper() or len(label) > _LONGEST_ABBREVIATION:
        return False
    return len(label) < 3 or bool(_VOWELS & set(label))


class Matcher:
    """A glossary ready to be looked for; made once for each state of it."""

    def __init__(self, labels: Iterable[tuple[str, int]]) -> None:
        """Labels with the number of the term that each one names; the first of two alike counts."""
        self._first: dict[str, _Node] = {}
        for label, term in labels:
            self._add(label, term)

    def _add(self, label: str, term: int) -> None:
        words = words_of(label)
        if not words:
            return
        tail = _TAIL.search(label)[0].rstrip()  # type: ignore[index]  # matches always, if only nothing
        exact = None
        if _only_in_capitals(label):
            exact = frozenset({label, f"{label}s"})
        for last in (words[-1], *(() if tail else plurals(words[-1]))):
            level = self._first
            for word in words[:-1]:
                level = level.setdefault(word, _Node()).then
            node = level.setdefault(last, _Node())
            if node.term is None:
                node.term, node.tail, node.spellings = term, tail, exact

    def in_text(self, text: str) -> Iterator[Hit]:
        """Terms in a plain text, each at its first place."""
        return self._hits(text, _WORD)

    def in_html(self, html: str) -> Iterator[Hit]:
        """Terms in sanitised HTML: none in tags, links, buttons, code and headings."""
        return self._hits(html, _WORD_OR_TAG)

    def _hits(self, text: str, parts: re.Pattern[str]) -> Iterator[Hit]:
        known, found, resume, silent = self._first.get, set[int](), 0, 0
        for match in parts.finditer(text):
            part = match[0]
            if part[0] == "<":
                silent = max(silent + _silences(part), 0)
                continue
            node = known(part) or known(part.casefold())
            if node is None or silent or match.start() < resume or (node.term in found and not node.then):
                continue
            hit = self._longest(text, match, node)
            if hit is not None:
                resume = hit.end
                if hit.term not in found:
                    found.add(hit.term)
                    yield hit

    def _longest(self, text: str, match: re.Match[str], node: _Node) -> Hit | None:
        best, start, end = None, match.start(), match.end()
        while True:
            if node.term is not None and node.fits(text, start, end):
                best = Hit(start, end + len(node.tail), node.term)
            gap = _BETWEEN.match(text, end) if node.then else None
            word = _WORD.match(text, gap.end()) if gap else None
            following = node.then.get(word[0].casefold()) if word else None
            if word is None or following is None:
                return best if best is None or _begins_alone(text, start) else None
            node, end = following, word.end()


def _silences(tag: str) -> int:
    """1 for the beginning of a part in which nothing is found, −1 for its end, 0 for any other tag."""
    name = _TAG_NAME.match(tag)
    if name is None or name[1].lower() not in _SILENT:
        return 0
    return -1 if tag[1] == "/" else 1


def _begins_alone(text: str, start: int) -> bool:
    """Whether no part of a longer word, an address or an entity stands before it."""
    before, further = text[start - 1 : start], text[start - 2 : start - 1] if start > 1 else ""
    if before in {"@", "#", "&", "$", "\\"}:
        return False
    if before and before in _HYPHENS + _APOSTROPHES + ".:=" and (further.isalnum() or further in {"_", "/"}):
        return False
    return before != "/" or not _ADDRESS.search(_chunk(text, start, start))


def _ends_alone(text: str, start: int, end: int) -> bool:
    """Whether no part of a longer word or an address follows; a genitive’s s is none."""
    after, further = text[end : end + 1], text[end + 1 : end + 2]
    if not after:
        return True
    if after in _APOSTROPHES:
        return not further.isalnum() or (further in "sS" and not text[end + 2 : end + 3].isalnum())
    if after in _HYPHENS + ".:=" and (further.isalnum() or further in {"_", "/"}):
        return False
    if after in {"@", "\\"} or text[end : end + 2] == "()" or unicodedata.category(after) == "Mn":
        return False
    return after != "/" or not _ADDRESS.search(_chunk(text, start, end))


def _chunk(text: str, start: int, end: int) -> str:
    """What stands around without a blank; looked at over a bounded stretch."""
    left, right = text[max(start - 200, 0) : start], text[end : end + 200]
    return re.split(r"[\s<>]", left)[-1] + text[start:end] + re.split(r"[\s<>]", right)[0]
