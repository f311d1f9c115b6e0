"""From two things that clash, in one step, to a proposal that both sides own."""

import datetime as dt

from django.db import models

from lintel.audit.audited import Draft, audited
from lintel.audit.models import type_label
from lintel.audit.sides import Office
from lintel.charter.fuel.access import may_fuel
from lintel.charter.fuel.models import Disparity
from lintel.charter.fuel.ports import becomes_proposal
from lintel.people.access import may_work_for
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem
from lintel.ui.saying import clock, written


@audited("disparity.fuelled", says="made a proposal of what clashes here")
def fuel(
    entry: Draft,
    first: models.Model,
    second: models.Model,
    *,
    title: str,
    clash: str,
    partner: User,
    by: User,
    now: dt.datetime | None = None,
) -> Disparity:
    """Make a draft proposal owned by both: the person who does it and a `partner` of the other side.

    Both things stay its origins. Raises `Problem` when the two are one, or both people stand on one side.
    """
    if not may_fuel(by):
        raise Denied(
            "Only members of marketing and of IT write proposals.",
            way_out="Write a comment, or ask one of them to do it with you.",
        )
    one, other = sorted([(type_label(first), str(first.pk)), (type_label(second), str(second.pk))])
    if one == other:
        raise Problem("A thing does not clash with itself.", way_out="Choose another.", field="second")
    own = Office(by.side)
    if not may_work_for(partner, own.other):
        raise Problem(
            f"{partner.name} does not work for the {own.other.label}.",
            way_out="Choose somebody of the other side: the proposal belongs to both.",
            field="partner",
        )
    known = Disparity.objects.filter(
        first_type=one[0], first_id=one[1], second_type=other[0], second_id=other[1]
    ).first()
    if known is not None:
        raise Problem(
            f"These two became “{known.title}” already.",
            way_out=f"See {known.get_absolute_url()}.",
            field="second",
        )
    moment, _ = clock(now)
    row = Disparity.objects.create(
        title=written(title, field="title", missing="Say what could come of it.", limit=200),
        clash=written(clash, field="clash", missing="Say where the two differ."),
        first_type=one[0],
        first_id=one[1],
        second_type=other[0],
        second_id=other[1],
        raised_by=by,
        raised_at=moment,
    )
    owners = {own: by, own.other: partner}
    work = becomes_proposal(row, [first, second], owners[Office.MARKETING], owners[Office.IT], by)
    entry.about(row, work=[row.work_type, row.work_id], origins=[list(one), list(other)])
    for thing in (first, second, work):
        entry.about(thing)
    entry.seal(by, title=row.title, clash=row.clash)
    return row
