"""Points of an answer, so that people can talk about one of them."""

from collections.abc import Sequence

from lintel.audit.audited import Draft, audited
from lintel.insight.asking.models import Point, Question
from lintel.people.access import may_comment
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem


@audited("point.marked", says="marked the point {label}")
def mark(entry: Draft, question: Question, *, key: Sequence[str], label: str, by: User) -> Point:
    """Make a point of a question's answer one that is talked about."""
    if not may_comment(by):
        raise Denied(
            "Your role reads but does not comment.",
            way_out="Ask an administrator for the role of an analyst.",
        )
    if not label.strip() or len(key) > 8:
        raise Problem(
            "It is not clear which point is meant.", way_out="Choose it in the table of the answer."
        )
    made = Point.objects.create(
        question=question, key=[str(one)[:200] for one in key], label=label.strip()[:300]
    )
    entry.about(question, label=made.label)
    entry.about(made)
    return made
