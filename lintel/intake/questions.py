"""The questions of a request type: their definition, and the check of what was answered.

Definitions and answers are plain JSON, so that page, API, command line and import share one check.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from lintel.ui.problems import Problem

Kind = Literal["text", "long", "number", "date", "choice", "yes_no", "link"]
KINDS: tuple[str, ...] = get_args(Kind)
MOST_QUESTIONS = 20
MOST_CHOICES = 40
LONGEST = {"text": 300, "long": 5_000, "link": 500}
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True)
class Question:
    """One question; `choices` only for kind `choice`."""

    key: str
    label: str
    kind: str = "text"
    required: bool = False
    help: str = ""
    choices: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """The question as it is stored."""
        return {**asdict(self), "choices": list(self.choices)}


def read_questions(stored: Sequence[Mapping[str, Any]]) -> list[Question]:
    """Questions from their stored form, which `checked` has made sure of."""
    return [Question(**{**item, "choices": tuple(item.get("choices", ()))}) for item in stored]


def checked(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """The stored form of well-made questions; raises `Problem` naming the one that is not."""
    if len(questions) > MOST_QUESTIONS:
        raise Problem(f"A type has at most {MOST_QUESTIONS} questions.", field="questions")
    seen: set[str] = set()
    for question in questions:
        _check_definition(question, seen)
        seen.add(question.key)
    return [question.plain() for question in questions]


def _check_definition(question: Question, seen: set[str]) -> None:
    name = question.label.strip() or question.key
    if not question.label.strip() or len(question.label) > 120:
        raise Problem("Every question needs a wording of at most 120 characters.", field="questions")
    if not _KEY.fullmatch(question.key):
        raise Problem(
            f"The short name of “{name}” must begin with a letter and hold only a–z, 0–9 and _.",
            field="questions",
        )
    if question.key in seen:
        raise Problem(f"Two questions share the short name “{question.key}”.", field="questions")
    if question.kind not in KINDS:
        raise Problem(f"“{name}” has no kind that this house knows.", field="questions")
    if len(question.help) > 300:
        raise Problem(f"The hint of “{name}” is longer than 300 characters.", field="questions")
    if question.kind == "choice" and not 2 <= len(set(question.choices)) <= MOST_CHOICES:
        raise Problem(f"“{name}” needs between 2 and {MOST_CHOICES} different choices.", field="questions")
    if any(not choice.strip() or len(choice) > 120 for choice in question.choices):
        raise Problem(f"A choice of “{name}” is empty or longer than 120 characters.", field="questions")


def key_for(label: str, taken: set[str]) -> str:
    """A short name made from a wording, different from those that are taken."""
    stem = re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_")[:30]
    stem = stem if stem[:1].isalpha() else f"q_{stem}".rstrip("_")
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}_{number}", number + 1
    return key


def details(
    questions: Sequence[Question], given: Mapping[str, Any], *, complete: bool = True
) -> dict[str, Any]:
    """What was answered, cleaned, by key; raises `Problem` at the first answer that does not fit.

    Empty answers are left out. With `complete`, required questions must be answered (a draft may wait).
    """
    unknown = set(given) - {question.key for question in questions}
    if unknown:
        raise Problem(f"This type of request does not ask for “{min(unknown)}”.", field="details")
    kept: dict[str, Any] = {}
    for question in questions:
        value = given.get(question.key)
        if value is None or (isinstance(value, str) and not value.strip()):
            if question.required and complete:
                raise Problem(f"Please answer “{question.label}”.", field=question.key)
            continue
        kept[question.key] = _clean(question, value)
    return kept


def _clean(question: Question, value: Any) -> Any:
    try:
        return _CLEANERS[question.kind](question, value)
    except (ValueError, InvalidOperation, OverflowError):
        raise Problem(f"“{question.label}” needs {_NEEDS[question.kind]}.", field=question.key) from None


def _as_text(question: Question, value: Any) -> str:
    text = _string(value)
    if len(text) > LONGEST[question.kind]:
        raise Problem(
            f"“{question.label}” holds at most {LONGEST[question.kind]:,} characters.", field=question.key
        )
    return text


def _as_number(question: Question, value: Any) -> str:
    if isinstance(value, bool):
        raise ValueError
    number = Decimal(str(value).strip())
    if not number.is_finite() or abs(number) >= Decimal(10) ** 15 or number != round(number, 6):
        raise ValueError
    return format(number.normalize(), "f")


def _as_date(question: Question, value: Any) -> str:
    return (value if isinstance(value, dt.date) else dt.date.fromisoformat(_string(value))).isoformat()


def _as_choice(question: Question, value: Any) -> str:
    text = _string(value)
    if text not in question.choices:
        raise ValueError
    return text


def _as_yes_no(question: Question, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    known = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
    text = _string(value).lower()
    if text not in known:
        raise ValueError
    return known[text]


def _as_link(question: Question, value: Any) -> str:
    text = _as_text(question, value)
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.netloc or any(sign.isspace() for sign in text):
        raise ValueError
    return text


def _string(value: Any) -> str:
    if not isinstance(value, str) or "\x00" in value:
        raise ValueError
    return value.strip()


_CLEANERS = {
    "text": _as_text,
    "long": _as_text,
    "number": _as_number,
    "date": _as_date,
    "choice": _as_choice,
    "yes_no": _as_yes_no,
    "link": _as_link,
}
_NEEDS = {
    "text": "some text",
    "long": "some text",
    "number": "a number of at most 15 digits, with at most 6 after the point",
    "date": "a date such as 2026-09-30",
    "choice": "one of its choices",
    "yes_no": "yes or no",
    "link": "an address that begins with https:// or http://",
}


def shown(questions: Sequence[Question], stored: Mapping[str, Any]) -> list[tuple[Question, Any]]:
    """Answers with their questions, in order; answers to questions that are gone come last."""
    known = {question.key: question for question in questions}
    gone = [key for key in stored if key not in known]
    pairs = [(question, stored[question.key]) for question in questions if question.key in stored]
    return pairs + [(Question(key, key.replace("_", " ").capitalize()), stored[key]) for key in gone]
