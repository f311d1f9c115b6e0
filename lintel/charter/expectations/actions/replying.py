"""The awaited side's word: accept, decline, or promise an answer by a day."""

import datetime as dt
from typing import Any

from lintel.audit.audited import Draft, audited
from lintel.audit.signatures import hash_of
from lintel.charter.expectations.access import may_hand_over
from lintel.charter.expectations.actions._talk import about, measured_soon, reflect, take_floor
from lintel.charter.expectations.models import Expectation, State, StepKind
from lintel.people.access import may_work_for
from lintel.people.models import User
from lintel.ui.formats import date_text
from lintel.ui.problems import Denied, Problem, Stale
from lintel.ui.saying import tidy, written

LONGEST_PROMISE = dt.timedelta(days=90)


@audited("expectation.accepted", says="accepted wording {version} for the {office}")
def accept(
    entry: Draft,
    expectation: Expectation,
    *,
    by: User,
    step: int,
    content_hash: str,
    text: str = "",
    now: dt.datetime | None = None,
) -> Expectation:
    """Accept exactly the wording that was read; from now on it counts."""
    floor = take_floor(expectation, StepKind.ACCEPT, by=by, step=step, now=now)
    row = floor.expectation
    if hash_of(row) != content_hash:
        raise Stale("The wording is not the one that you read.", way_out="Read it again, then accept it.")
    if row.worded_by_id == by.pk:
        raise Denied("You worded this yourself.", way_out="The other side accepts it.")
    said = tidy(text, field="text")
    changes: dict[str, Any] = {}
    if row.performer_id is None and floor.voice.office == row.performer_office:
        changes["performer"] = by
    floor.say(
        said,
        None,
        state=State.ACCEPTED,
        awaits="",
        waiting_since=None,
        promised_for=None,
        accepted_office=floor.voice.office,
        accepted_by=by,
        accepted_version=row.version,
        accepted_at=floor.moment,
        **changes,
    )
    about(entry, floor, floor.sign())
    entry.seal(by, text=said)
    reflect(expectation, row)
    measured_soon(entry, row)
    return row


@audited("expectation.declined", says="declined wording {version} for the {office}")
def decline(
    entry: Draft,
    expectation: Expectation,
    *,
    by: User,
    step: int,
    text: str,
    now: dt.datetime | None = None,
) -> Expectation:
    """Say no to this wording, with the reason; it can be renegotiated, or become a proposal of both."""
    floor = take_floor(expectation, StepKind.DECLINE, by=by, step=step, now=now)
    why = written(text, field="text", missing="Say why; a bare no helps nobody.")
    floor.say(why, state=State.DECLINED, awaits="", waiting_since=None, promised_for=None)
    row = about(entry, floor)
    entry.seal(by, why=why)
    reflect(expectation, row)
    return row


@audited("expectation.answer-promised", says="promised an answer by {day}")
def promise(
    entry: Draft,
    expectation: Expectation,
    *,
    by: User,
    step: int,
    answer_by: dt.date,
    text: str = "",
    now: dt.datetime | None = None,
) -> Expectation:
    """Say by when one will answer. It is no consent, and the silence keeps its age."""
    floor = take_floor(expectation, StepKind.PROMISE, by=by, step=step, now=now)
    if not floor.today <= answer_by <= floor.today + LONGEST_PROMISE:
        raise Problem(
            f"An answer is promised for a day within the next {LONGEST_PROMISE.days} days.", field="answer_by"
        )
    said = tidy(text, field="text")
    floor.say(said, answer_by, promised_for=answer_by)
    row = about(entry, floor, day=date_text(answer_by))
    entry.seal(by, text=said)
    reflect(expectation, row)
    return row


@audited("expectation.handed-over", says="named who performs it")
def hand_over(entry: Draft, expectation: Expectation, *, by: User, performer: User) -> Expectation:
    """Name who speaks for the performer's side from now on, beside its office holder."""
    row = Expectation.objects.select_for_update().get(pk=expectation.pk)
    if not may_hand_over(by, row):
        raise Denied(
            "Only the side of which it is expected names who performs it.",
            way_out="Ask its office holder.",
        )
    if not may_work_for(performer, row.performer_office):
        raise Problem(
            f"{performer.name} does not work for the {row.get_performer_office_display()}.",
            way_out="Choose a member of that side.",
            field="performer",
        )
    row.performer = performer
    row.save(update_fields=["performer"])
    entry.about(row, performer=performer.pk)
    reflect(expectation, row)
    return row
