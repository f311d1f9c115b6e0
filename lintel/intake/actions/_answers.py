"""What an answer must say, whichever way it comes: page, API, command line or file."""

import datetime as dt
from decimal import Decimal

from lintel.intake.models import AlternativeKind, AnswerKind, Reason
from lintel.intake.wording import LARGEST_COST, MOST_ALTERNATIVES, Way, Words
from lintel.ui.problems import Problem
from lintel.ui.saying import tidy, written

LONGEST_SLEEP = dt.timedelta(days=366)


def checked(words: Words, today: dt.date) -> Words:
    """The words with only the parts that belong to their kind, or the `Problem` that says what is missing.

    Action and importer both ask here, so that there is one rule for what an answer is.
    """
    if words.kind not in AnswerKind.values:
        raise Problem(
            "An answer is one of: yes · yes, if … · later · another way.",
            way_out="If it cannot be done as asked, show another way.",
            field="kind",
        )
    return {
        AnswerKind.YES: _yes,
        AnswerKind.YES_IF: _yes_if,
        AnswerKind.LATER: _later,
        AnswerKind.ANOTHER_WAY: _another_way,
    }[AnswerKind(words.kind)](words, today)


def _yes(words: Words, today: dt.date) -> Words:
    return Words(words.kind, explanation=tidy(words.explanation, field="explanation", limit=10_000))


def _yes_if(words: Words, today: dt.date) -> Words:
    return Words(
        words.kind,
        explanation=tidy(words.explanation, field="explanation", limit=10_000),
        conditions=written(
            words.conditions, field="conditions", missing="Say on which conditions the answer is yes."
        ),
    )


def _later(words: Words, today: dt.date) -> Words:
    if words.revisit_on is None or words.revisit_on <= today:
        raise Problem("Say on which day to come back to it; the day lies ahead.", field="revisit_on")
    if words.revisit_on > today + LONGEST_SLEEP:
        raise Problem(
            "“Later” reaches at most one year ahead.",
            way_out="If it takes longer, show another way that works sooner.",
            field="revisit_on",
        )
    return Words(
        words.kind,
        reason_type=_reason(words.reason_type, needed=False),
        explanation=written(
            words.explanation, field="explanation", missing="Say in plain words why not now."
        ),
        revisit_on=words.revisit_on,
    )


def _another_way(words: Words, today: dt.date) -> Words:
    reason = _reason(words.reason_type, needed=True)
    explanation = written(
        words.explanation,
        field="explanation",
        missing="Explain in plain words why it cannot be done as it was asked.",
    )
    if not words.ways:
        raise Problem(
            "Another way needs at least one alternative with its cost and its date.",
            way_out="A smaller first step, something to reuse, or a date to wait for will do.",
            field="ways",
        )
    if len(words.ways) > MOST_ALTERNATIVES:
        raise Problem(f"At most {MOST_ALTERNATIVES} alternatives can be compared.", field="ways")
    ways = [_way(way, number, today) for number, way in enumerate(words.ways, 1)]
    return Words(words.kind, reason_type=reason, explanation=explanation, ways=ways)


def _reason(reason: str, *, needed: bool) -> str:
    if reason not in Reason.values and (reason or needed):
        raise Problem("Choose the reason: " + ", ".join(Reason.labels).lower() + ".", field="reason_type")
    return reason


def _way(way: Way, number: int, today: dt.date) -> Way:
    name = f"Alternative {number}"
    if way.kind not in AlternativeKind.values:
        raise Problem(f"{name}: choose its kind.", field="ways")
    cost = Decimal(way.cost)
    if not cost.is_finite() or not 0 <= cost <= LARGEST_COST or cost != round(cost, 2):
        raise Problem(f"{name}: the cost is 0 or more, with at most two decimals.", field="ways")
    if len(way.currency) != 3 or not (way.currency.isascii() and way.currency.isalpha()):
        raise Problem(f"{name}: the currency has three letters, such as EUR.", field="ways")
    if way.ready_by < today:
        raise Problem(f"{name}: the date it is ready by lies ahead, or is today.", field="ways")
    return Way(
        kind=way.kind,
        what=written(way.what, field="ways", missing=f"{name}: say what would be done instead.", limit=2_000),
        cost=round(cost, 2),
        ready_by=way.ready_by,
        currency=way.currency.upper(),
        reuses=tidy(way.reuses, field="ways", limit=200),
    )
