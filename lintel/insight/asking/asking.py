"""What happens when somebody asks: read the words, answer within the guards, and note it, answered or not."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass

from lintel.insight import running
from lintel.insight.asking import vocabularies
from lintel.insight.asking.actions import question_asked
from lintel.insight.asking.actions.question_asked import Told
from lintel.insight.asking.answering import Result, answered, asker_of, today_of
from lintel.insight.asking.asked import Asked, stored
from lintel.insight.asking.models import Outcome, QuestionAsked, Surface
from lintel.insight.asking.words.lexicon import Misunderstood, Reading
from lintel.insight.asking.words.parsing import parse
from lintel.insight.asking.words.phrasing import phrase
from lintel.insight.definitions.catalogue import Catalogue, catalogue
from lintel.people.models import User
from lintel.ui.problems import Problem


@dataclass(frozen=True)
class Given:
    """An answer with the words it was asked in, and the row that notes it (None where nobody asked anew)."""

    text: str
    reading: Reading
    result: Result
    noted: QuestionAsked | None = None


@dataclass(frozen=True)
class Desk:
    """Where one person asks for one purpose: the catalogue, and who asks."""

    known: Catalogue
    asker: running.Asker

    def read(self, words: str) -> Reading:
        """Typed words as a question; the values of dimensions are looked up only where a word needs them.

        Errors: `Misunderstood`, `Problem`.
        """
        today = today_of(self.known, self.asker)
        try:
            return parse(words, vocabularies.bare(self.known), today, strict=True)
        except Misunderstood:
            return parse(words, vocabularies.vocabulary(self.known, self.asker), today)

    def say(self, asked: Asked) -> str:
        """A question in words that read as the same question."""
        return phrase(asked, *vocabularies.names(self.known, vocabularies.bare(self.known), asked.metrics))

    def answer(self, words: str) -> Given:
        """The answer to typed words; nothing is noted."""
        reading = self.read(words)
        return self.show(reading)

    def show(self, reading: Reading) -> Given:
        """The answer to a question that was read; nothing is noted."""
        return Given(self.say(reading.asked), reading, answered(self.known, reading.asked, self.asker))


def desk(user: User, purpose: str, now: dt.datetime) -> Desk:
    """The desk of a person. Errors: `Problem` while nothing can be asked."""
    return Desk(catalogue(), asker_of(user, purpose, now))


def ask(
    user: User,
    *,
    words: str = "",
    asked: Asked | None = None,
    purpose: str,
    surface: Surface,
    now: dt.datetime,
) -> Given:
    """Answer typed words, or a question that was picked, and note it. Errors: as they come, noted as
    refused."""
    began = time.perf_counter()
    understood = asked
    try:
        at = desk(user, purpose, now)
        reading = Reading(asked) if asked else at.read(words)
        understood = reading.asked
        given = at.show(reading)
    except Problem as problem:
        _note_refusal(user, words, understood, purpose, surface, problem, began)
        raise
    told = Told(
        words=words or given.text, purpose=purpose, surface=surface, outcome=Outcome.ANSWERED,
        asked=stored(given.reading.asked), metrics=given.reading.asked.metrics,
        milliseconds=_since(began), rows=len(given.result.rows),
    )  # fmt: skip
    noted = question_asked.note(told, by=user)
    return Given(given.text, given.reading, given.result, noted)


def _note_refusal(
    user: User,
    words: str,
    asked: Asked | None,
    purpose: str,
    surface: Surface,
    problem: Problem,
    began: float,
) -> None:
    told = Told(
        words=words or ", ".join(asked.metrics if asked else ()), purpose=purpose, surface=surface,
        outcome=Outcome.REFUSED, asked=stored(asked) if asked else None,
        metrics=asked.metrics if asked else (),
        unknown=problem.word.text if isinstance(problem, Misunderstood) else "", reason=problem.title,
        milliseconds=_since(began),
    )  # fmt: skip
    question_asked.note(told, by=user)


def _since(began: float) -> int:
    return round((time.perf_counter() - began) * 1000)
