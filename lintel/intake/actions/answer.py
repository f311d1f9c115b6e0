"""Answering: yes, yes if, later, or another way. A refusal without a way on does not get past here."""

import datetime as dt

from lintel.audit.audited import Draft, audited
from lintel.audit.sides import Office
from lintel.intake.access import may_answer
from lintel.intake.actions._answers import LONGEST_SLEEP, checked
from lintel.intake.actions._changes import agreement, expect, month_of, move
from lintel.intake.models import Alternative, Answer, AnswerKind, Reason, Request, State
from lintel.intake.ports import becomes_work
from lintel.intake.wording import MOST_ALTERNATIVES, Way, Words
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem
from lintel.ui.saying import clock

__all__ = ["ANSWERABLE", "LONGEST_SLEEP", "MOST_ALTERNATIVES", "Way", "Words", "checked", "give"]

ANSWERABLE = {State.ASKED, State.COUNTERED, State.SLEEPING}


@audited("request.answered", says="answered: {answer}{reason}")
def give(
    entry: Draft, request: Request, words: Words, *, by: User, version: int, now: dt.datetime | None = None
) -> Answer:
    """Answer for the asked office. A plain yes is the agreement; everything else asks for a reply."""
    if not may_answer(by, request):
        raise Denied(
            f"This request is answered by the {Office(request.asked_office).label}.",
            way_out="Write a comment, or ask somebody of that side.",
        )
    expect(request, version)
    if request.state not in ANSWERABLE:
        raise Problem("No answer is asked for now.", way_out="Read above where the request stands.")
    moment, today = clock(now)
    clean = checked(words, today)
    agreed = clean.kind == AnswerKind.YES
    due = request.answer_by or today
    state = {"state": State.AGREED, **agreement(request, moment)} if agreed else {"state": State.ANSWERED}
    move(request, version, **state)
    ways = [_write(request, way) for way in clean.ways]
    answer = Answer.objects.create(
        request=request,
        round=request.round,
        kind=clean.kind,
        reason_type=clean.reason_type,
        explanation=clean.explanation,
        conditions=clean.conditions,
        revisit_on=clean.revisit_on,
        lead_alternative=ways[0] if ways else None,
        by=by,
        at=moment,
        due=due,
        office=request.asked_office,
        month=month_of(moment),
        in_time=today <= due,
    )
    reason = f" ({Reason(answer.reason_type).label})" if answer.reason_type else ""
    entry.about(request, answer=answer.get_kind_display(), reason=reason, round=answer.round, ways=len(ways))
    entry.seal(by, explanation=answer.explanation, conditions=answer.conditions)
    for number, way in enumerate(ways, 1):
        entry.seal(by, **{f"alternative {number}": way.what})
    if agreed:
        becomes_work(request, None, by)
    return answer


def _write(request: Request, way: Way) -> Alternative:
    return Alternative.objects.create(
        request=request,
        round=request.round,
        kind=way.kind,
        what=way.what,
        reuses=way.reuses,
        cost=way.cost,
        currency=way.currency,
        ready_by=way.ready_by,
    )
