"""What the writes of the room have in common: locks, rules as refusals, and what a stay changes elsewhere."""

from __future__ import annotations

from typing import Any

from django.db.models import Sum
from django.utils import timezone

from lintel.embeds.access import takes_part
from lintel.embeds.models import Placement, Posting, PostingState, State
from lintel.people.models import User
from lintel.portfolio.roadmaps.actions import inputs
from lintel.portfolio.roadmaps.models import Roadmap
from lintel.ui.problems import Denied, Problem, Stale

WHOLE_WEEK = 100


def require_part(by: User | None) -> None:
    """Refuses who stands on neither side."""
    if by is not None and not takes_part(by):
        raise Denied(
            "Only people of marketing and IT take part in working on the other side.",
            way_out="Ask an administrator for a role on one of the two sides.",
        )


def lock_posting(posting: Posting, *, doing: str) -> Posting:
    """The open offer or need as it is now, locked; `doing` completes “It cannot be …”."""
    row = Posting.objects.select_for_update().filter(pk=posting.pk).first()
    if row is None:
        raise Stale("This is no longer there.", way_out="Open the list of offers and needs.")
    if row.state != PostingState.OPEN:
        raise Problem(
            f"It is {row.get_state_display().lower()} and cannot be {doing}.",
            way_out="Write a new one.",
        )
    return row


def lock_placement(placement: Placement, *states: State, doing: str) -> Placement:
    """The placement as it is now, locked, if it is in one of these states."""
    row = Placement.objects.select_for_update().filter(pk=placement.pk).first()
    if row is None:
        raise Stale("This stay is no longer there.", way_out="Open the list of stays.")
    if row.state not in states:
        raise Problem(
            f"This stay is {row.get_state_display().lower()} and cannot be {doing}.",
            way_out="Open its page to see what comes next.",
        )
    return row


def touched(row: Placement | Posting, **values: Any) -> None:
    """Set fields, note when, and save."""
    for name, value in values.items():
        setattr(row, name, value)
    row.changed_at = timezone.now()
    row.save()


def promised(placement: Placement) -> int:
    """Per cent of a week that the person has promised to others in these days."""
    rows = Placement.objects.spoken_for().filter(person=placement.person_id)
    rows = rows.sharing_days(placement.starts_on, placement.ends_on).exclude(pk=placement.pk)
    return rows.aggregate(total=Sum("share"))["total"] or 0


def refuse_too_much(placement: Placement) -> None:
    """Refuses more than a whole week."""
    taken = promised(placement)
    if taken + placement.share > WHOLE_WEEK:
        raise Problem(
            f"{placement.person.name} has promised {taken} % of a week in these days already.",
            way_out=f"Leave it at {WHOLE_WEEK - taken} %, or choose other days.",
            field="share",
        )


def settle(placement: Placement, state: PostingState) -> None:
    """Need and offer are met, or open again."""
    for posting in (placement.need, placement.offer):
        if posting is not None and posting.state != PostingState.WITHDRAWN and posting.state != state:
            touched(posting, state=state)


def tell_roadmaps(placement: Placement, *, by: User) -> None:
    """Roadmaps over these days have other days now; plans found before are marked as older."""
    moved = [one for one in (placement.takes_from, placement.adds_to) if one is not None]
    if not moved:
        return
    names = " and ".join(str(one) for one in moved)
    for roadmap in Roadmap.objects.filter(starts_on__lte=placement.ends_on):
        if roadmap.ends_on >= placement.starts_on:
            inputs.move(roadmap, names=names, by=by)
