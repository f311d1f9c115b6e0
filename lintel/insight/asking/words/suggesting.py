"""What may come next while one types: the rest of a word, and after a whole one what people usually add."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lintel.insight.asking.words.lexicon import BY, IN, NOT
from lintel.insight.asking.words.vocabulary import DIMENSION, METRIC, VALUE, Term, Vocabulary, fold, split

MOST = 8
_KINDS = {METRIC: "figure", DIMENSION: "split", VALUE: "value"}
PERIODS = (
    "last month", "last quarter", "last year", "last 12 months", "last 12 weeks", "last 30 days",
    "this month",
    "this quarter", "this year so far", "all time",
)  # fmt: skip
GRAINS = ("day", "week", "month", "quarter", "year")
ENDS = ("vs year before", "vs period before", "over time")


@dataclass(frozen=True)
class Suggestion:
    """What the question would be, what is added, and what kind of word it is."""

    text: str
    label: str
    kind: str


def suggest(text: str, vocabulary: Vocabulary) -> list[Suggestion]:
    """At most eight ways to go on from the end of the text, the likeliest first."""
    words = split(text)
    fresh = not text or text[-1].isspace()
    if fresh or not words:
        head, stem = text, ""
        found = [Suggestion(f"{text}{label}", label, kind) for label, kind in _following(text, vocabulary)]
        return found[:MOST]
    made: dict[str, Suggestion] = {}
    for length in range(min(4, len(words)), 0, -1):
        begun = words[-length]
        if any(word.quoted for word in words[-length:]):
            continue
        head, stem = text[: begun.start], fold(text[begun.start :])
        for label, kind in _beginning(stem, head, vocabulary):
            made.setdefault(fold(label), Suggestion(f"{head}{label}", label, kind))
    return list(made.values())[:MOST]


def asks_for_values(text: str) -> bool:
    """Whether the end of the text is where a value stands."""
    words = split(text)
    head = text[: words[-1].start] if words and text and not text[-1].isspace() else text
    return _mode(head) == VALUE


def _mode(head: str) -> str:
    words = [word.folded for word in split(head)]
    for word in reversed(words):
        if word in BY:
            return DIMENSION
        if word in IN | NOT | {"is"}:
            return VALUE
        if word in {"vs", "versus", "compared", "against"}:
            return "versus"
    return METRIC


def _beginning(stem: str, head: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Phrases that go on from this stem, those first that fit where it stands."""
    mode = _mode(head)
    order = (
        {METRIC: 0, DIMENSION: 1, VALUE: 2}
        if mode == METRIC
        else {mode: 0, VALUE: 1, DIMENSION: 2, METRIC: 3}
    )
    seen: dict[Term, str] = {}
    for phrase in vocabulary.phrases:
        if phrase.startswith(stem) or (len(stem) > 2 and f" {stem}" in phrase):
            for term in vocabulary.meanings(phrase):
                seen.setdefault(term, phrase)
    ranked = sorted(
        seen,
        key=lambda term: (
            order.get(term.kind, 4),
            not seen[term].startswith(stem),
            len(term.label),
            term.label,
        ),
    )
    for words, kind in (
        (PERIODS, "period"),
        (GRAINS if mode == DIMENSION else (), "split"),
        (ENDS, "compare"),
    ):
        yield from (
            (word, kind)
            for word in words
            if word.startswith(stem) and len(stem) > (0 if kind == "split" else 1)
        )
    for term in ranked:
        yield (f'"{term.value}"' if " " in term.value else term.value or term.label), _KINDS[term.kind]


def _following(text: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """After a whole word: splits after “by”, values after “in”, else what is not said yet."""
    mode, said = _mode(text), fold(text)
    words = split(text)
    metrics = [term for terms in vocabulary.terms.values() for term in terms if term.kind == METRIC]
    if not words:
        yield from ((term.label, "figure") for term in dict.fromkeys(metrics))
        return
    last = words[-1]
    named = [term.key for term in dict.fromkeys(metrics) if f" {fold(term.label)} " in f" {said} "]
    safe = vocabulary.safe_for(named) if named else frozenset(vocabulary.dimensions)
    if mode == DIMENSION and last.folded in BY:
        yield from ((grain, "split") for grain in ("month", "week"))
        names = dict.fromkeys(
            vocabulary.dimensions[name] for name in sorted(safe) if name not in vocabulary.times
        )
        yield from ((label, "split") for label in names)
        return
    if mode == VALUE and last.folded in IN | NOT:
        for name, values in vocabulary.values.items():
            if name in safe:
                yield from (
                    (f'"{value}"' if " " in value else value, vocabulary.dimensions[name].lower())
                    for value in values[:3]
                )
        return
    if last.folded in {"vs", "versus", "against"}:
        yield from (("year before", "compare"), ("period before", "compare"))
        return
    if not any(word in f" {said} " for word in (" by ", " per ")):
        yield "by ", "split"
    if not any(
        f" {word} " in f" {said} " for word in ("last", "this", "since", "q1", "q2", "q3", "q4", "time")
    ):
        yield from ((period, "period") for period in PERIODS[:3])
    if " vs " not in f" {said} ":
        yield "vs year before", "compare"
    yield "over time", "trend"
