"""What the actions of a session share: one lock, one stamp, who takes part, and what a value may be."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import F

from lintel.people.models import User
from lintel.portfolio.proposals.models import FIBONACCI, IMPACTS
from lintel.portfolio.sessions.access import participant_of
from lintel.portfolio.sessions.models import BacklogSession, Item, Participant, Score
from lintel.portfolio.sessions.words import LABELS, UNSURE, WSJF, ItemState
from lintel.ui.problems import Denied, Problem

SIZES = {size for size, _ in FIBONACCI}
SIZES_IN_WORDS = ", ".join(str(size) for size, _ in FIBONACCI)
BOUNDS = {"reach": (0, 10**9), "confidence": (0, 100), "effort": (Decimal("0.1"), Decimal("99999.9"))}


def locked(session: BacklogSession) -> BacklogSession:
    """The row as it is now, locked until the transaction ends; other writers of this session wait."""
    return BacklogSession.objects.select_for_update().get(pk=session.pk)


def bump(session: BacklogSession, *, items: bool = False) -> None:
    """Let other browsers know that there is something new; `items` when it is about a proposal."""
    values: dict[str, Any] = {"stamp": F("stamp") + 1}
    if items:
        values["items_stamp"] = F("stamp") + 1
    BacklogSession.objects.filter(pk=session.pk).update(**values)
    session.refresh_from_db(fields=["stamp", "items_stamp"])


def taking_part(by: User, session: BacklogSession) -> Participant:
    """This person's part in the session; refuses who was not invited."""
    found = participant_of(by, session)
    if found is None:
        raise Denied(
            "You were not invited to this session.",
            way_out="Ask its facilitator to invite you, or read its minutes.",
        )
    return found


def count_finished(session: BacklogSession) -> bool:
    """Say anew of everybody whether they have scored all that is asked; True if that changed anything."""
    wanted = session.items.filter(state=ItemState.SCORING).count()
    given: dict[int, int] = {}
    whole = dict.fromkeys((f"{name}__isnull" for name in WSJF), False)
    rows = Score.objects.filter(round__item__session=session, round__revealed_at=None, **whole)
    for participant in rows.values_list("participant_id", flat=True):
        given[participant] = given.get(participant, 0) + 1
    changed = []
    for one in session.participants.all():
        finished = given.get(one.pk, 0) == wanted
        if finished != one.finished:
            one.finished = finished
            changed.append(one)
    Participant.objects.bulk_update(changed, ["finished"])
    return bool(changed)


def checked_values(
    session: BacklogSession, values: Mapping[str, Any], *, item: Item, whole: bool
) -> dict[str, Any]:
    """The values that count here. `whole`: every size is given and none is “I cannot say”."""
    unknown = sorted(set(values) - set(session.asked))
    if unknown:
        raise Problem(
            f"“{unknown[0]}” is not scored in this session.",
            way_out=f"It asks for {', '.join(session.asked)}.",
            field=unknown[0],
        )
    found = {name: values.get(name) for name in session.asked}
    for name, value in found.items():
        if value is None:
            if whole and name in WSJF:
                raise Problem(
                    f"“{item.title}” has no {LABELS[name].lower()}.", way_out="Choose one.", field=name
                )
            continue
        _check(name, value, item, unsure=not whole)
    return found


def _check(name: str, value: Any, item: Item, *, unsure: bool) -> None:
    where = f"{LABELS[name]} of “{item.title}”"
    if name in WSJF:
        if value not in SIZES and not (unsure and value == UNSURE):
            raise Problem(
                f"{where}: {value} is not on the scale.", way_out=f"Use {SIZES_IN_WORDS}.", field=name
            )
    elif name == "impact":
        if Decimal(value) not in {size for size, _ in IMPACTS}:
            raise Problem(f"{where}: {value} is no impact.", way_out="Use 0.25, 0.5, 1, 2 or 3.", field=name)
    elif not BOUNDS[name][0] <= value <= BOUNDS[name][1]:
        low, high = BOUNDS[name]
        raise Problem(f"{where}: {value} is out of bounds.", way_out=f"Use {low} to {high}.", field=name)
