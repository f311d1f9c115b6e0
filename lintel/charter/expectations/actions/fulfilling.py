"""After the acceptance: complete, satisfied or what is missing; and revoked with notice, at any time."""

import datetime as dt

from lintel.audit.audited import Draft, audited
from lintel.charter.expectations.actions._talk import about, measured_soon, reflect, take_floor
from lintel.charter.expectations.models import Expectation, State, StepKind
from lintel.people.models import User
from lintel.ui.problems import Denied
from lintel.ui.saying import tidy, written


@audited("expectation.declared-complete", says="declared it complete for the {office}")
def declare(
    entry: Draft,
    expectation: Expectation,
    *,
    by: User,
    step: int,
    text: str = "",
    now: dt.datetime | None = None,
) -> Expectation:
    """The performer says that it is done; whether it is, the customer says."""
    floor = take_floor(expectation, StepKind.DECLARE, by=by, step=step, now=now)
    said = tidy(text, field="text")
    floor.say(
        said,
        state=State.DECLARED,
        awaits=floor.other,
        waiting_since=floor.moment,
        declared_by=by,
        declared_at=floor.moment,
    )
    row = about(entry, floor)
    entry.seal(by, text=said)
    reflect(expectation, row)
    measured_soon(entry, row)
    return row


@audited("expectation.satisfied", says="declared the {office} satisfied")
def satisfy(
    entry: Draft,
    expectation: Expectation,
    *,
    by: User,
    step: int,
    text: str = "",
    now: dt.datetime | None = None,
) -> Expectation:
    """The customer says that the condition of satisfaction is met."""
    floor = take_floor(expectation, StepKind.SATISFY, by=by, step=step, now=now)
    if floor.expectation.declared_by_id == by.pk:
        raise Denied("You declared it complete yourself.", way_out="The other side says whether it is.")
    said = tidy(text, field="text")
    floor.say(
        said,
        state=State.SATISFIED,
        awaits="",
        waiting_since=None,
        satisfied_by=by,
        satisfied_at=floor.moment,
    )
    row = about(entry, floor)
    entry.seal(by, text=said)
    reflect(expectation, row)
    return row


@audited("expectation.found-missing", says="said for the {office} what is missing")
def say_missing(
    entry: Draft,
    expectation: Expectation,
    *,
    by: User,
    step: int,
    text: str,
    now: dt.datetime | None = None,
) -> Expectation:
    """The customer says what is missing; the agreement stands, and the performer goes on."""
    floor = take_floor(expectation, StepKind.MISSING, by=by, step=step, now=now)
    gap = written(text, field="text", missing="Say what is missing.")
    floor.say(gap, state=State.ACCEPTED, awaits="", waiting_since=None, declared_by=None, declared_at=None)
    row = about(entry, floor)
    entry.seal(by, missing=gap)
    reflect(expectation, row)
    return row


@audited("expectation.revoked", says="revoked it for the {office}, with notice")
def revoke(
    entry: Draft,
    expectation: Expectation,
    *,
    by: User,
    step: int,
    text: str,
    now: dt.datetime | None = None,
) -> Expectation:
    """Either side ends the conversation, and says why; from now on it counts no more.

    The notice waits for the other side until it has read it, unless it never knew of it.
    """
    floor = take_floor(expectation, StepKind.REVOKE, by=by, step=step, now=now)
    notice = written(text, field="text", missing="Give notice: say why it no longer holds.")
    unheard = floor.expectation.state == State.DRAFT
    floor.say(
        notice,
        state=State.REVOKED,
        awaits="" if unheard else floor.other,
        waiting_since=None if unheard else floor.moment,
        promised_for=None,
    )
    row = about(entry, floor)
    entry.seal(by, notice=notice)
    reflect(expectation, row)
    return row


@audited("expectation.notice-taken", says="took notice for the {office}")
def take_notice(
    entry: Draft,
    expectation: Expectation,
    *,
    by: User,
    step: int,
    text: str = "",
    now: dt.datetime | None = None,
) -> Expectation:
    """The side that did not revoke it has read that it was, and why."""
    floor = take_floor(expectation, StepKind.NOTICE, by=by, step=step, now=now)
    said = tidy(text, field="text")
    floor.say(said, awaits="", waiting_since=None)
    row = about(entry, floor)
    entry.seal(by, text=said)
    reflect(expectation, row)
    return row
