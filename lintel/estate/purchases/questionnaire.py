"""What is asked about access and data before anything comes into the house, and the risk that follows.

“Yes” is the good answer to every question. Risk is the share of the questions' weights that is not met:

    risk = 100 × Σ weight × unmet ÷ Σ weight,  unmet = 0 for yes, ½ for partly, 1 for no

What nobody knows or nobody has answered counts as no: not knowing is a risk too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lintel.estate.purchases.models.words import Reply

UNMET = {Reply.YES: 0.0, Reply.PARTLY: 0.5, Reply.NO: 1.0, Reply.UNKNOWN: 1.0}


@dataclass(frozen=True)
class Question:
    """A question, how heavy it weighs, and whether it is asked only where data is held."""

    slug: str
    topic: str
    text: str
    why: str
    weight: int
    about_data: bool = False


QUESTIONS = (
    Question("sign-in", "Access", "Do people sign in with our own accounts?",
             "Who leaves the company loses access the same day.", 3),
    Question("second-factor", "Access", "Is a second factor asked for?",
             "A stolen password is not enough.", 2),
    Question("least-right", "Access", "Can rights be given by role, as few as are needed?",
             "An agency need not see what it does not work on.", 2),
    Question("access-log", "Access", "Is there a log of who saw or changed what, that we can read?",
             "Without it nobody can say what happened.", 2),
    Question("support-access", "Access", "Does the vendor ask before it looks at our data?",
             "Support staff are people too.", 2, True),
    Question("purpose", "Data", "Is the data used for our purposes alone?",
             "No training of others’ models, no sale, no mixing.", 3, True),
    Question("agreement", "Data", "Is there a data processing agreement?",
             "Where personal data is handled for us, the law asks for one.", 3, True),
    Question("region", "Data", "Does the data stay in regions that we allow?",
             "The place decides which law holds.", 2, True),
    Question("encrypted", "Data", "Is it encrypted on its way and where it lies?",
             "The least one expects.", 2, True),
    Question("erasure", "Data", "Can one person’s data be erased, everywhere and provably?",
             "An erasure has to reach every copy.", 3, True),
    Question("consent", "Data", "Does it respect the consent that we hold?",
             "A tool with its own idea of consent breaks the promise that we gave.", 3, True),
    Question("export", "Way out", "Does all our data come out in an open form, by ourselves?",
             "Otherwise the way out is somebody else’s.", 3),
    Question("continuity", "Running", "Is there a promise of availability, with figures of the past?",
             "A promise without figures is a hope.", 2),
    Question("incidents", "Running", "Are we told of incidents within a day?",
             "We have to tell others in time.", 2),
    Question("audited", "Running", "Is its security looked at by somebody independent?",
             "A certificate or report, not older than a year.", 2),
)  # fmt: skip
BY_SLUG = {one.slug: one for one in QUESTIONS}


@dataclass(frozen=True)
class Risk:
    """From 0 (everything is met) to 100 (nothing is, or nobody knows), with what it is made of."""

    score: float
    asked: int
    answered: int
    unmet: tuple[Question, ...]
    unknown: tuple[Question, ...]


def asked(holds_data: bool) -> tuple[Question, ...]:
    """The questions that an option is asked."""
    return tuple(one for one in QUESTIONS if holds_data or not one.about_data)


def risk_of(replies: Mapping[str, str], holds_data: bool) -> Risk:
    """The risk that follows from the replies, by question."""
    questions = asked(holds_data)
    share = {one.slug: UNMET[Reply(replies.get(one.slug, Reply.UNKNOWN))] for one in questions}
    total = sum(one.weight for one in questions)
    score = 100 * sum(one.weight * share[one.slug] for one in questions) / total
    return Risk(
        score=score,
        asked=len(questions),
        answered=sum(one.slug in replies for one in questions),
        unmet=_heaviest(one for one in questions if replies.get(one.slug) in (Reply.NO, Reply.PARTLY)),
        unknown=_heaviest(one for one in questions if replies.get(one.slug, Reply.UNKNOWN) == Reply.UNKNOWN),
    )


def _heaviest(questions: Iterable[Question]) -> tuple[Question, ...]:
    return tuple(sorted(questions, key=lambda one: -one.weight))
