"""Which lessons fit where somebody is stuck: by the words of the question and of the refusal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lintel.insight.learning.models import Lesson
from lintel.people.models import User

CLOSE = 84  # percent of likeness at which a misspelt word is still that word
_WORD = re.compile(r"\w+")


def lessons_for(user: User, said: str, *, metrics: Iterable[str] = (), most: int = 3) -> list[Lesson]:
    """The lessons that fit best, best first; one query. `said` is the question with the refusal."""
    return fitting(list(Lesson.objects.visible_to(user).in_use()), said, metrics=metrics, most=most)


def fitting(
    lessons: Sequence[Lesson], said: str, *, metrics: Iterable[str] = (), most: int = 3
) -> list[Lesson]:
    """Of these lessons those that fit best, best first."""
    scored = [(score(one, said, set(metrics)), one) for one in lessons]
    found = sorted((pair for pair in scored if pair[0]), key=lambda pair: (-pair[0], pair[1].title))
    return [one for _, one in found[:most]]


def score(lesson: Lesson, said: str, metrics: set[str]) -> int:
    """How well a lesson fits: a phrase counts more than a word, a metric more than both."""
    text = " ".join(_WORD.findall(said.lower()))
    words = text.split()
    found = 5 * len(metrics & set(lesson.metrics))
    for wanted in lesson.words:
        if " " in wanted:
            found += 3 if f" {wanted} " in f" {text} " else 0
        else:
            found += 1 if _is_among(wanted, words) else 0
    return found


def _is_among(wanted: str, words: Sequence[str]) -> bool:
    from rapidfuzz import fuzz

    if wanted in words:
        return True
    return len(wanted) > 4 and any(fuzz.ratio(wanted, word) >= CLOSE for word in words if len(word) > 4)
