"""The words that questions are made of: metrics, dimensions and their values, as people call them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lintel.engines.metrics import Model

METRIC, DIMENSION, VALUE = "metric", "dimension", "value"
LONGEST = 6  # words in a phrase
_WORDS = re.compile(r'"[^"]*"|“[^”]*”|\d{4}-\d\d-\d\d|[^\W_]+(?:[’\'.&/_-][^\W_]+)*|[<>!]=|[=<>,]')


@dataclass(frozen=True)
class Word:
    """A word of the question and where it stands; `quoted` ones are values as they are."""

    text: str
    start: int
    end: int
    quoted: bool = False

    @property
    def folded(self) -> str:
        """As it is looked up."""
        return fold(self.text)


@dataclass(frozen=True)
class Term:
    """What a phrase means: a metric by its slug, a dimension by its name, or a value of a dimension."""

    kind: str
    key: str
    label: str
    value: str = ""

    @property
    def keys(self) -> list[str]:
        """What it may mean: several where dimensions share a name and nothing else tells them apart."""
        return [self.key] if self.key else self.value.split("|")


def split(text: str) -> list[Word]:
    """The words of a question."""
    found = []
    for match in _WORDS.finditer(text):
        quoted = match[0][0] in '"“'
        inside = match[0][1:-1] if quoted else match[0]
        found.append(Word(inside, match.start(), match.end(), quoted))
    return found


def fold(text: str) -> str:
    """Without case, accents and hyphens, so that the ways of writing a word are one."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[\s_’'-]+", " ", kept).strip()


def forms(phrase: str) -> set[str]:
    """A phrase with its last word as singular and plural."""
    folded = fold(phrase)
    head, _, last = folded.rpartition(" ")
    made = {last}
    if len(last) > 3:
        if last.endswith("ies"):
            made.add(last[:-3] + "y")
        elif last.endswith("es") and last[-3] in "sxzh":
            made.add(last[:-2])
        elif last.endswith("s") and not last.endswith("ss"):
            made.add(last[:-1])
        elif last.endswith("y") and last[-2] not in "aeiou":
            made.add(last[:-1] + "ies")
        else:
            made.add(last + ("es" if last[-1] in "sxz" else "s"))
    return {f"{head} {one}".strip() for one in made}


@dataclass(frozen=True)
class Vocabulary:
    """Phrases and what they may mean. `values` has the known values of each dimension."""

    terms: Mapping[str, tuple[Term, ...]]
    dimensions: Mapping[str, str]  # name -> label
    safe: Mapping[str, frozenset[str]]  # metric -> dimensions that it can be split by
    times: frozenset[str]  # dimensions of kind time
    values: Mapping[str, tuple[str, ...]]

    def meanings(self, phrase: str) -> tuple[Term, ...]:
        """What a phrase of folded words may mean."""
        return self.terms.get(phrase, ())

    @cached_property
    def phrases(self) -> tuple[str, ...]:
        """Every phrase."""
        return tuple(self.terms)

    @cached_property
    def longest(self) -> int:
        """Words of the longest phrase."""
        return min(max((phrase.count(" ") + 1 for phrase in self.terms), default=1), LONGEST)

    def named(self, metrics: Sequence[str]) -> str:
        """Metrics as people call them."""
        labels = {
            term.key: term.label for terms in self.terms.values() for term in terms if term.kind == METRIC
        }
        return " and ".join(f"“{labels.get(one, one)}”" for one in metrics)

    def instead_of(self, word: Word | None, safe: frozenset[str], most: int = 3) -> list[str]:
        """Splits that fit, those first that are also called something like the word."""
        alike = {
            term.key
            for phrase, terms in self.terms.items()
            if word is not None and word.folded in phrase.split()
            for term in terms
        }
        fitting = sorted(safe - self.times, key=lambda name: (name not in alike, self.dimensions[name]))
        return list(dict.fromkeys(self.dimensions[name] for name in fitting))[:most]

    def safe_for(self, metrics: Sequence[str]) -> frozenset[str]:
        """Dimensions that all of these metrics can be split by."""
        sets = [self.safe.get(metric, frozenset()) for metric in metrics]
        return frozenset.intersection(*sets) if sets else frozenset(self.dimensions)


def made_of(
    model: Model, values: Mapping[str, Sequence[str]], also: Mapping[str, Sequence[str]] | None = None
) -> Vocabulary:
    """The vocabulary of a model; a dimension's phrases also say its dataset (“customer country”).

    `also` has further words for metrics by their names.
    """
    terms: dict[str, list[Term]] = {}

    def add(phrases: Iterable[str], term: Term) -> None:
        for phrase in {form for one in phrases if one for form in forms(one)}:
            held = terms.setdefault(phrase, [])
            if phrase and term not in held:
                held.append(term)

    for metric in model.metrics:
        label = metric.label or metric.name
        told = (label, metric.name.replace("_", " "), *metric.synonyms, *(also or {}).get(metric.name, ()))
        add(told, Term(METRIC, metric.name, label))
    dimensions, times = {}, set()
    for dataset in model.datasets:
        owner = dataset.label or dataset.name
        for field in dataset.fields:
            name, label = (
                f"{dataset.name}.{field.name}",
                field.label or field.name.replace("_", " ").capitalize(),
            )
            dimensions[name] = label
            if field.kind == "time":
                times.add(name)
            own = (label, field.name, name.replace(".", " "), *field.synonyms)
            owned = {f"{singular} {label}" for singular in forms(owner)} | {f"{label} of {owner}"}
            add((*own, *owned), Term(DIMENSION, name, label))
    for name, known in values.items():
        for value in known:
            add((value,), Term(VALUE, name, f"{value} ({dimensions[name]})", value))
    safe = {
        metric.name: frozenset(
            one.name for one in model.dimensions((metric.name,)) if one.safe and one.name in dimensions
        )
        for metric in model.metrics
    }
    held = {phrase: tuple(found) for phrase, found in terms.items()}
    return Vocabulary(
        held, dimensions, safe, frozenset(times), {name: tuple(known) for name, known in values.items()}
    )
