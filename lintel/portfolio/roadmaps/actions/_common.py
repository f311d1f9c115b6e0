"""What the writes of this chamber have in common."""

from typing import Any

from django.utils import timezone

from lintel.audit.sides import OFFICES, Side
from lintel.people.models import User
from lintel.portfolio.roadmaps.access import may_plan, may_say_worth
from lintel.portfolio.roadmaps.models import Roadmap
from lintel.ui.problems import Denied, Problem, Stale

OF_A_SIDE = {f"worth_{office.value}": office for office in OFFICES}


def require_planner(by: User) -> None:
    """Only who works on one of the two sides plans."""
    if not may_plan(by):
        raise Denied(
            "Only members and office holders of marketing and IT plan the roadmap.",
            way_out="Leave a comment, or ask one of them.",
        )


def locked(roadmap: Roadmap, by: User, step: int | None = None) -> Roadmap:
    """The row, locked for a planner; with `step`, refuses when somebody changed the inputs since."""
    require_planner(by)
    row = Roadmap.objects.select_for_update().filter(pk=roadmap.pk).first()
    if row is None:
        raise Stale("This roadmap is no longer there.", way_out="Open the list of roadmaps again.")
    if step is not None and step != row.step:
        raise Stale(
            "Somebody changed this roadmap since you opened it.",
            way_out="Your values are below: look at what is there now, then save again.",
        )
    return row


def touched(roadmap: Roadmap) -> None:
    """The inputs changed: plans found before are marked as older."""
    roadmap.step += 1
    roadmap.changed_at = timezone.now()
    roadmap.save()


def refuse_other_sides_worth(names: list[str], by: User, what: str) -> None:
    """What something is worth to a side only that side says."""
    for name in names:
        if name in OF_A_SIDE and not may_say_worth(by, OF_A_SIDE[name].value):
            side = Side(OF_A_SIDE[name].value).label
            raise Denied(
                f"What “{what}” is worth to {side} is said by that side.",
                way_out="Change the other column, or ask a colleague there.",
            )


def numbers(values: list[Any], count: int, most: float, field: str) -> list[float]:
    """So many amounts from nothing to `most`, to the hundredth. Errors: `Problem` naming the period."""
    if len(values) != count:
        raise Problem(
            f"{count} numbers are needed, one for each period; {len(values)} were given.", field=field
        )
    found = []
    for place, value in enumerate(values):
        try:
            amount = round(float(value), 2)
        except (TypeError, ValueError):
            raise Problem(f"“{value}” in period {place + 1} is not a number.", field=field) from None
        if not 0 <= amount <= most:
            raise Problem(f"{value} in period {place + 1} is not between 0 and {most:,.0f}.", field=field)
        found.append(amount)
    return found
