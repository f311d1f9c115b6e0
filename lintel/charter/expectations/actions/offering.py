"""Laying a wording on the table: draft, offer, reword, counter, renegotiate."""

import datetime as dt

from lintel.audit.audited import Draft, audited
from lintel.audit.sides import Office
from lintel.charter.expectations.access import may_draft
from lintel.charter.expectations.actions._talk import Floor, about, lay_on_table, reflect, take_floor
from lintel.charter.expectations.actions._words import checked
from lintel.charter.expectations.models import Expectation, State, StepKind
from lintel.charter.expectations.wording import Content
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale
from lintel.ui.saying import written

__all__ = ["Content", "counter", "draft", "edit", "offer", "renegotiate", "reword"]


@audited("expectation.drafted", says="drafted an expectation of the {office}")
def draft(entry: Draft, content: Content, *, by: User, now: dt.datetime | None = None) -> Expectation:
    """Keep an expectation of the other side that nobody else sees yet, save the own office holder."""
    if not may_draft(by):
        raise Denied(
            "Only members of marketing and of IT expect things of each other here.",
            way_out="Ask an administrator for a role, or a colleague to write it down.",
        )
    own = Office(by.side)
    row = Expectation.objects.create(
        customer_office=own,
        performer_office=own.other,
        customer=by,
        worded_office=own,
        worded_by=by,
        **checked(content, complete=False),
        **({} if now is None else {"created_at": now}),
    )
    entry.about(row, office=own.other.label)
    entry.seal(by, title=row.title, condition=row.condition)
    return row


@audited("expectation.edited", says="changed the draft")
def edit(entry: Draft, expectation: Expectation, content: Content, *, by: User, step: int) -> Expectation:
    """Change a draft; what is on the table already is reworded or renegotiated."""
    row = Expectation.objects.select_for_update().get(pk=expectation.pk)
    if row.state != State.DRAFT:
        raise Problem(
            "This has been offered already.", way_out="Reword it, or renegotiate it once it is accepted."
        )
    if by.pk != row.customer_id and not (by.is_office_holder and by.side == row.customer_office):
        raise Denied(
            "A draft is changed by its author or the holder of their office.",
            way_out="Ask them to change it.",
        )
    if row.step != step:
        raise Stale(
            "Somebody changed this draft while you were writing.",
            way_out="Your text is still here: look at what is there now, then save again.",
        )
    for name, value in checked(content, complete=False).items():
        setattr(row, name, value)
    row.step += 1
    row.save()
    reflect(expectation, row)
    entry.about(row)
    entry.seal(by, title=row.title, condition=row.condition)
    return row


@audited("expectation.offered", says="offered wording {version} to the {listener}")
def offer(
    entry: Draft, expectation: Expectation, *, by: User, step: int, now: dt.datetime | None = None
) -> Expectation:
    """Say it to the other side, whose word is awaited from now on."""
    floor = take_floor(expectation, StepKind.OFFER, by=by, step=step, now=now)
    checked(Content(**floor.expectation.words()))
    return _laid(entry, expectation, floor, "")


@audited("expectation.reworded", says="reworded it before an answer: wording {version}")
def reword(
    entry: Draft,
    expectation: Expectation,
    content: Content,
    *,
    by: User,
    step: int,
    text: str = "",
    now: dt.datetime | None = None,
) -> Expectation:
    """Change one's own wording while it waits for the other side's word."""
    floor = take_floor(expectation, StepKind.REWORD, by=by, step=step, now=now)
    _set_words(floor, content)
    return _laid(entry, expectation, floor, text.strip())


@audited("expectation.countered", says="made a counter-offer: wording {version}")
def counter(
    entry: Draft,
    expectation: Expectation,
    content: Content,
    *,
    by: User,
    step: int,
    text: str,
    now: dt.datetime | None = None,
) -> Expectation:
    """Answer with another wording; now the other side's word is awaited."""
    floor = take_floor(expectation, StepKind.COUNTER, by=by, step=step, now=now)
    why = written(text, field="text", missing="Say why you would word it differently.")
    _set_words(floor, content)
    return _laid(entry, expectation, floor, why)


@audited("expectation.renegotiated", says="renegotiates it: wording {version}")
def renegotiate(
    entry: Draft,
    expectation: Expectation,
    content: Content,
    *,
    by: User,
    step: int,
    text: str,
    now: dt.datetime | None = None,
) -> Expectation:
    """Open what was agreed or declined again with another wording; until the other side accepts it, it does
    not count."""
    floor = take_floor(expectation, StepKind.RENEGOTIATE, by=by, step=step, now=now)
    why = written(text, field="text", missing="Give notice: say what has changed since it was agreed.")
    _set_words(floor, content)
    return _laid(entry, expectation, floor, why)


def _set_words(floor: Floor, content: Content) -> None:
    row = floor.expectation
    words = checked(content)
    if words == row.words() and floor.kind != StepKind.RENEGOTIATE:
        raise Problem(
            "Nothing was changed.", way_out="Change the wording, or leave it as it is.", field="title"
        )
    for name, value in words.items():
        setattr(row, name, value)
    row.version += 1


def _laid(entry: Draft, expectation: Expectation, floor: Floor, text: str) -> Expectation:
    signature = lay_on_table(floor, text)
    row = about(entry, floor, signature, listener=floor.other.label)
    entry.seal(floor.by, title=row.title, condition=row.condition, why=text)
    reflect(expectation, row)
    return row
