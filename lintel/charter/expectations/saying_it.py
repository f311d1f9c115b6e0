"""One step by its name, for programs and the command line: the same actions as the pages."""

import datetime as dt
from typing import Any

from lintel.charter.expectations.actions import fulfilling, offering, replying
from lintel.charter.expectations.models import Expectation, StepKind
from lintel.charter.expectations.wording import Content
from lintel.people.models import User
from lintel.ui.problems import Problem

_WORDINGS: dict[str, Any] = {
    StepKind.REWORD: offering.reword,
    StepKind.COUNTER: offering.counter,
    StepKind.RENEGOTIATE: offering.renegotiate,
}
_WORDS: dict[str, Any] = {
    StepKind.DECLINE: replying.decline,
    StepKind.DECLARE: fulfilling.declare,
    StepKind.SATISFY: fulfilling.satisfy,
    StepKind.MISSING: fulfilling.say_missing,
    StepKind.REVOKE: fulfilling.revoke,
    StepKind.NOTICE: fulfilling.take_notice,
}


def say(
    row: Expectation,
    kind: str,
    *,
    by: User,
    step: int,
    text: str = "",
    content: Content | None = None,
    answer_by: dt.date | None = None,
    content_hash: str = "",
) -> Expectation:
    """Say the next thing; raises `Problem` where something that this step needs is missing."""
    done: Expectation
    if kind in _WORDINGS:
        if content is None:
            raise Problem("This step lays a new wording on the table.", way_out="Send it.", field="wording")
        done = _WORDINGS[kind](row, content, by=by, step=step, text=text)
    elif kind == StepKind.OFFER:
        done = offering.offer(row, by=by, step=step)
    elif kind == StepKind.ACCEPT:
        done = replying.accept(row, by=by, step=step, content_hash=content_hash, text=text)
    elif kind == StepKind.PROMISE:
        if answer_by is None:
            raise Problem("Say by which day you will answer.", field="answer_by")
        done = replying.promise(row, by=by, step=step, answer_by=answer_by, text=text)
    elif kind in _WORDS:
        done = _WORDS[kind](row, by=by, step=step, text=text)
    else:
        raise Problem(
            f"“{kind}” cannot be said here.",
            way_out="Use one of: " + ", ".join(StepKind.values) + ".",
            field="kind",
        )
    return done
