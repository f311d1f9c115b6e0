"""The asker's word on an answer: accept, counter, or bring it to both offices."""

import datetime as dt

from lintel.audit.audited import Draft, audited
from lintel.intake.access import may_reply
from lintel.intake.actions._changes import agreement, day_of, expect, month_of, move
from lintel.intake.models import Alternative, Answer, AnswerKind, Reply, ReplyKind, Request, State
from lintel.intake.ports import becomes_work
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem
from lintel.ui.saying import clock, tidy, written


@audited("answer.accepted", says="accepted {what}")
def accept(
    entry: Draft,
    request: Request,
    *,
    by: User,
    version: int,
    alternative: Alternative | None = None,
    text: str = "",
    now: dt.datetime | None = None,
) -> Reply:
    """Accept the conditions, the date, or one alternative. What is agreed becomes work in the same step."""
    answer = _answer_to_reply(request, by, version)
    moment, _ = clock(now)
    chosen = _chosen(answer, alternative)
    word = tidy(text, field="text", limit=10_000)
    if answer.kind == AnswerKind.LATER:
        move(request, version, state=State.SLEEPING, answer_by=answer.revisit_on, round=request.round + 1)
    else:
        move(request, version, state=State.AGREED, **agreement(request, moment))
    reply = _write(answer, ReplyKind.ACCEPT, word, by, moment, chosen)
    what = {
        AnswerKind.YES_IF: "the conditions",
        AnswerKind.LATER: f"to come back to it on {day_of(request)}",
        AnswerKind.ANOTHER_WAY: "another way",
    }[AnswerKind(answer.kind)]
    facts = {"alternative": chosen.pk} if chosen else {}
    entry.about(request, what=what, round=answer.round, **facts)
    if chosen:
        entry.about(chosen)
    entry.seal(by, text=reply.text)
    if request.state == State.AGREED:
        becomes_work(request, chosen, by)
    return reply


@audited("answer.countered", says="made a counter-offer; asked again, answer by {answer_by}")
def counter(
    entry: Draft, request: Request, *, by: User, version: int, text: str, now: dt.datetime | None = None
) -> Reply:
    """Offer something else instead: the other side is asked again, with a new date."""
    answer = _answer_to_reply(request, by, version)
    moment, today = clock(now)
    offer = written(text, field="text", missing="Say what you offer instead.")
    move(
        request,
        version,
        state=State.COUNTERED,
        round=request.round + 1,
        answer_by=today + dt.timedelta(days=request.type.answer_within_days),
    )
    reply = _write(answer, ReplyKind.COUNTER, offer, by, moment)
    entry.about(request, answer_by=day_of(request), round=answer.round)
    entry.seal(by, text=offer)
    return reply


@audited("answer.escalated", says="brought the request to both offices")
def escalate(
    entry: Draft, request: Request, *, by: User, version: int, text: str, now: dt.datetime | None = None
) -> Reply:
    """Bring it to both offices, which settle it together with two keys."""
    answer = _answer_to_reply(request, by, version)
    moment, _ = clock(now)
    why = written(text, field="text", missing="Tell both offices what you ask them to decide.")
    move(request, version, state=State.ESCALATED)
    reply = _write(answer, ReplyKind.ESCALATE, why, by, moment)
    entry.about(request, round=answer.round)
    entry.seal(by, text=why)
    return reply


def _answer_to_reply(request: Request, by: User, version: int) -> Answer:
    """The answer that waits for a reply, if this person may give it."""
    if not may_reply(by, request):
        raise Denied(
            "Only the asker or their office holder replies to an answer.", way_out="Write a comment instead."
        )
    expect(request, version)
    answer = request.latest_answer()
    if request.state != State.ANSWERED or answer is None:
        raise Problem("There is no answer to reply to now.", way_out="Read above where the request stands.")
    if answer.by_id == by.pk:
        raise Denied(
            "You gave this answer yourself, so somebody else has to reply to it.",
            way_out="Ask the asker or their office holder.",
        )
    return answer


def _chosen(answer: Answer, alternative: Alternative | None) -> Alternative | None:
    """The alternative that is accepted: one of this very answer, and only where there are any."""
    if answer.kind != AnswerKind.ANOTHER_WAY:
        if alternative is not None:
            raise Problem("This answer has no alternatives to choose from.", field="alternative")
        return None
    if alternative is None:
        raise Problem("Choose the alternative that you accept.", field="alternative")
    if (alternative.request_id, alternative.round) != (answer.request_id, answer.round):
        raise Problem(
            "That alternative belongs to another answer.",
            way_out="Choose one of those that stand under the newest answer.",
            field="alternative",
        )
    return alternative


def _write(
    answer: Answer, kind: ReplyKind, text: str, by: User, at: dt.datetime, chosen: Alternative | None = None
) -> Reply:
    return Reply.objects.create(
        answer=answer,
        kind=kind,
        text=text,
        alternative=chosen,
        by=by,
        at=at,
        office=answer.office,
        month=month_of(at),
        answer_kind=answer.kind,
    )
