"""A concern from its first words to “understood”: state, edit, play back, judge, link, lay to rest."""

import datetime as dt
from typing import Any

from django.db import models

from lintel.audit.audited import Draft, audited
from lintel.audit.canonical import content_hash
from lintel.audit.models import Link, type_label
from lintel.audit.sides import Office
from lintel.charter.concerns import access
from lintel.charter.concerns.models import Concern, Kind, PlayBack, State, Verdict
from lintel.charter.links import ANSWERS, link
from lintel.people.models import User
from lintel.people.targets import may_see
from lintel.ui.problems import Denied, Problem, Stale
from lintel.ui.saying import clock, written


@audited("concern.stated", says="stated a concern about {about}")
def state(
    entry: Draft, *, kind: str, title: str, text: str, by: User, now: dt.datetime | None = None
) -> Concern:
    """Say what worries one's side; the other side is asked to play it back."""
    if not access.may_state(by):
        raise Denied(
            "Only members of marketing and of IT state concerns here.",
            way_out="Ask an administrator for a role, or a colleague to state it.",
        )
    moment, _ = clock(now)
    row = Concern.objects.create(
        office=by.side, owner=by, waiting_since=moment, created_at=moment, **_words(kind, title, text)
    )
    entry.about(row, about=row.get_kind_display().lower())
    entry.seal(by, title=row.title, text=row.text)
    return row


@audited("concern.edited", says="reworded the concern: version {version}")
def edit(
    entry: Draft,
    concern: Concern,
    *,
    kind: str,
    title: str,
    text: str,
    by: User,
    step: int,
    now: dt.datetime | None = None,
) -> Concern:
    """Change its words; what was understood before is asked again."""
    row, moment = _lock(concern, step, now)
    if not access.may_edit(by, row):
        raise Denied("Its owner rewords a concern.", way_out="Write a comment, or state one of your own.")
    words = _words(kind, title, text)
    if all(getattr(row, name) == value for name, value in words.items()):
        raise Problem("Nothing was changed.", way_out="Change the words first.", field="text")
    if row.state == State.PLAYED_BACK or row.state == State.UNDERSTOOD:
        row.round += 1
    _move(row, state=State.STATED, waiting_since=moment, understood_by=None, understood_version=None, **words)
    row.version += 1
    row.save()
    entry.about(row, version=row.version)
    entry.seal(by, title=row.title, text=row.text)
    return _told(concern, row)


@audited("concern.played-back", says="played it back for the {office}, round {round}")
def play_back(
    entry: Draft, concern: Concern, *, text: str, by: User, step: int, now: dt.datetime | None = None
) -> PlayBack:
    """Say the other side's concern in one's own words; its owner says whether that is it."""
    row, moment = _lock(concern, step, now)
    if not access.may_play_back(by, row):
        raise _not_now(row, State.STATED, "The other side plays a concern back.")
    said = written(text, field="text", missing="Say in your own words what worries them.")
    if said.casefold() == row.text.strip().casefold():
        raise Problem(
            "These are their words.",
            way_out="Say it in your own: that shows whether you understood.",
            field="text",
        )
    made = PlayBack.objects.create(
        concern=row,
        round=row.round,
        version=row.version,
        content_hash=content_hash(row.content()),
        concern_office=row.office,
        office=Office(row.office).other,
        text=said,
        by=by,
        at=moment,
    )
    _move(row, state=State.PLAYED_BACK, waiting_since=moment)
    row.save()
    entry.about(row, office=Office(made.office).label, round=row.round, content_hash=made.content_hash)
    entry.seal(by, text=said)
    _told(concern, row)
    return made


@audited("concern.understood", says="confirmed: understood")
def confirm(
    entry: Draft, concern: Concern, *, by: User, step: int, now: dt.datetime | None = None
) -> Concern:
    """The owner's side says that the play-back is what worries it."""
    row, made, moment = _to_judge(concern, by, step, now)
    made.verdict, made.judged_by, made.judged_at = Verdict.UNDERSTOOD, by, moment
    made.save()
    _move(row, state=State.UNDERSTOOD, understood_by=by, understood_version=row.version)
    row.save()
    entry.about(row, round=row.round)
    return _told(concern, row)


@audited("concern.corrected", says="corrected the play-back of round {round}")
def correct(
    entry: Draft, concern: Concern, *, text: str, by: User, step: int, now: dt.datetime | None = None
) -> Concern:
    """The owner's side says what the play-back misses; the other side tries again."""
    row, made, moment = _to_judge(concern, by, step, now)
    gap = written(text, field="text", missing="Say what was not understood.")
    made.verdict, made.correction, made.judged_by, made.judged_at = Verdict.CORRECTED, gap, by, moment
    made.save()
    _move(row, state=State.STATED, round=row.round + 1, waiting_since=moment)
    row.save()
    entry.about(row, round=made.round)
    entry.seal(by, correction=gap)
    return _told(concern, row)


@audited("concern.laid-to-rest", says="laid the concern to rest")
def lay_to_rest(
    entry: Draft, concern: Concern, *, text: str, by: User, step: int, now: dt.datetime | None = None
) -> Concern:
    """Its owner's side says that it no longer worries them, and why; it stays readable."""
    row, _ = _lock(concern, step, now)
    if not access.may_edit(by, row):
        raise Denied("Its owner lays a concern to rest.", way_out="Link what answers it, and tell them.")
    why = written(text, field="text", missing="Say why it no longer worries you.")
    _move(row, state=State.LAID_TO_REST)
    row.save()
    entry.about(row)
    entry.seal(by, why=why)
    return _told(concern, row)


@audited("concern.answered", says="linked what answers it")
def answer(entry: Draft, concern: Concern, thing: models.Model, *, by: User) -> Link:
    """Link what answers a concern: an expectation, a request, a proposal, or anything else one can see."""
    if not access.may_link(by, concern):
        raise Denied(
            "Only members of the two sides say what answers an open concern.", way_out="Write a comment."
        )
    if not may_see(by, thing) or (type_label(thing), thing.pk) == (type_label(concern), concern.pk):
        raise Problem("That cannot answer this concern.", way_out="Choose another thing.", field="number")
    row = link(thing, ANSWERS, concern)
    entry.about(concern, answer=[row.from_type, row.from_id])
    entry.about(thing)
    return row


@audited("concern.answer-unlinked", says="took a link to an answer away")
def unlink(entry: Draft, concern: Concern, thing: models.Model, *, by: User) -> bool:
    """Take such a link away; returns whether there was one."""
    if not access.may_link(by, concern):
        raise Denied(
            "Only members of the two sides say what answers an open concern.", way_out="Write a comment."
        )
    links = Link.objects.to_thing(concern, ANSWERS)
    count, _ = links.filter(from_type=type_label(thing), from_id=str(thing.pk)).delete()
    entry.about(concern, answer=[type_label(thing), str(thing.pk)])
    return count > 0


def _words(kind: str, title: str, text: str) -> dict[str, Any]:
    if kind not in Kind.values:
        raise Problem("Say what it is about.", field="kind")
    return {
        "kind": kind,
        "title": written(title, field="title", missing="Say in a few words what worries you.", limit=200),
        "text": written(text, field="text", missing="Say what could happen, and whom it would hit."),
    }


def _lock(concern: Concern, step: int, now: dt.datetime | None) -> tuple[Concern, dt.datetime]:
    row = Concern.objects.select_for_update().get(pk=concern.pk)
    if row.step != step:
        raise Stale(
            "Somebody has said something here meanwhile.",
            way_out="Your text is still here: read what is new above, then send it again.",
        )
    return row, clock(now)[0]


def _move(row: Concern, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(row, name, value)
    row.step += 1


def _to_judge(
    concern: Concern, by: User, step: int, now: dt.datetime | None
) -> tuple[Concern, PlayBack, dt.datetime]:
    row, moment = _lock(concern, step, now)
    if not access.may_judge(by, row):
        raise _not_now(row, State.PLAYED_BACK, "Whose concern it is says whether it was understood.")
    made = row.play_backs.get(round=row.round)
    if made.by_id == by.pk:
        raise Denied("You played it back yourself.", way_out="Somebody else of that side judges it.")
    return row, made, moment


def _not_now(row: Concern, needed: State, who: str) -> Problem:
    if row.state != needed:
        return Problem(
            f"This concern is {row.get_state_display().lower()}.", way_out="Read above whose word is awaited."
        )
    return Denied(who, way_out="Write a comment instead.")


def _told(concern: Concern, row: Concern) -> Concern:
    for field in Concern._meta.concrete_fields:
        setattr(concern, field.attname, getattr(row, field.attname))
    return row
