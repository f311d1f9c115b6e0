"""From what was said, word by word, to one question: each split and condition in the meaning that fits."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from lintel.insight.asking.asked import DEFAULT_PERIOD, TIME, Asked, Condition, Split
from lintel.insight.asking.words import periods
from lintel.insight.asking.words.lexicon import Misunderstood, Reading
from lintel.insight.asking.words.vocabulary import METRIC, Term, Vocabulary, Word
from lintel.ui.problems import Problem


@dataclass
class Said:
    """What was said so far; a filter has the terms that its dimension may mean, the test, and the values."""

    metrics: list[str] = field(default_factory=list)
    dimensions: list[Term | Split] = field(default_factory=list)
    places: list[Word] = field(default_factory=list)  # where each of the dimensions was said
    filters: list[tuple[list[Term] | str, str, list[str]]] = field(default_factory=list)
    period: str = ""
    versus: str = ""
    top: int = 0
    smallest: bool = False
    chart: str = ""
    trend: bool = False
    notes: list[str] = field(default_factory=list)


def settled(said: Said, vocabulary: Vocabulary, today: dt.date) -> Reading:
    """The question that was said. Errors: `Problem` where no figure was named."""
    if not said.metrics:
        some = [term.label for terms in vocabulary.terms.values() for term in terms if term.kind == METRIC]
        names = ", ".join(f"“{one}”" for one in list(dict.fromkeys(some))[:3])
        raise Problem(
            "The question does not say which figure you want.",
            way_out=f"Begin with one, such as {names}." if some else "There is no metric yet.",
            field="question",
        )
    safe = vocabulary.safe_for(said.metrics)
    _refuse_what_does_not_fit(said, vocabulary, safe)
    by = list(dict.fromkeys(_split(said, vocabulary, today, one, safe) for one in said.dimensions))
    where = tuple(
        Condition(_chosen(said, vocabulary, terms, safe), op, tuple(dict.fromkeys(values)))
        for terms, op, values in said.filters
    )
    if not said.period:
        said.notes.append("You named no period, so these are the last 12 months.")
    period = said.period or DEFAULT_PERIOD
    if said.trend and not any(one.grain for one in by):
        span = periods.parsed(period, today)
        by.insert(0, Split(TIME, periods.grain_for(span.days(today) if span else None)))
    asked = Asked(
        tuple(said.metrics),
        tuple(by),
        where,
        period,
        said.versus,
        said.top if by else 0,
        said.smallest,
        said.chart,
    )
    return Reading(asked, tuple(said.notes))


def _refuse_what_does_not_fit(said: Said, vocabulary: Vocabulary, safe: frozenset[str]) -> None:
    """Say which splits and conditions these figures do not have, and which they have instead."""
    if not safe:
        return  # nothing is known to fit, so the figures themselves are what is wrong
    figures = vocabulary.named(said.metrics)
    for one, word in zip(said.dimensions, said.places, strict=True):
        if not isinstance(one, Split) and not safe & set(one.keys):
            raise Misunderstood(
                word,
                vocabulary.instead_of(word, safe),
                f"{figures} cannot be split by “{one.label}”.",
                lead="Split instead by",
            )
    for terms, _, _ in said.filters:
        if not isinstance(terms, str) and not safe & {term.key for term in terms}:
            label = vocabulary.dimensions[terms[0].key]
            others = ", ".join(vocabulary.instead_of(None, safe))
            raise Problem(
                f"{figures} cannot be narrowed down by “{label}”.",
                way_out=f"Leave that part out, or use another, such as {others}.",
                field="question",
            )


def _split(
    said: Said, vocabulary: Vocabulary, today: dt.date, one: Term | Split, safe: frozenset[str]
) -> Split:
    if isinstance(one, Split):
        return one
    keys = one.keys
    key = next((key for key in keys if key in safe), keys[0])
    if key in vocabulary.times:
        span = periods.parsed(said.period or DEFAULT_PERIOD, today)
        return Split(key, periods.grain_for(span.days(today) if span else None))
    return Split(key)


def _chosen(said: Said, vocabulary: Vocabulary, terms: list[Term] | str, safe: frozenset[str]) -> str:
    """The dimension that the metrics can be filtered by; said where several were possible."""
    if isinstance(terms, str):
        return terms
    keys = list(dict.fromkeys(term.key for term in terms))
    fitting = [key for key in keys if key in safe] or keys
    if len(fitting) > 1 and terms[0].value:
        label = vocabulary.dimensions[fitting[0]].lower()
        said.notes.append(f"I took “{terms[0].value}” as {label}.")
    return fitting[0]
