"""What pages, programs and commands read alike: one thing if the reader may see it, and what stands today."""

from __future__ import annotations

import datetime as dt
from typing import Any

from lintel.audit.memory import remembered
from lintel.estate.inventory.models import Element
from lintel.estate.inventory.standing import standing_on
from lintel.estate.stress import reckoning, storms, work
from lintel.estate.stress.models import BuildingCode, Inspection, Resilience, Scenario, Trial, Worth
from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.http import get_visible
from lintel.ui.problems import Denied

NO_READER = Denied("The estate is for people with a role.", way_out="Ask an administrator for one.")


def require_reader(user: User) -> None:
    """Refuses who may not read the estate."""
    if not may_read(user):
        raise NO_READER


def scenario_of(user: User, pk: int) -> Scenario:
    """The scenario of this number, with what it strikes."""
    return get_visible(Scenario.objects.visible_to(user).with_parts(), pk=pk)


def trial_of(user: User, pk: int) -> Trial:
    """The test of this number, with its run."""
    rows = Trial.objects.visible_to(user).select_related("scenario", "run", "ordered_by")
    return get_visible(rows, pk=pk)


def element_of(user: User, pk: int) -> Element:
    """The entry of this number, with what was said about it."""
    return get_visible(Element.objects.visible_to(user).select_related("resilience"), pk=pk)


def fact_of(element: Element) -> Resilience | None:
    """What was said about an entry, if anything."""
    return getattr(element, "resilience", None)


def worths_of(element: Element) -> list[Worth]:
    """What of its worth is bound to metrics, and what they said."""
    return list(Worth.objects.filter(element=element).select_related("element", "bound_by"))


def worth_of(element: Element, measure: str) -> Worth:
    """One of them. Errors: `Missing` where it is not bound."""
    rows = Worth.objects.filter(element=element).select_related("element")
    found: Worth = get_visible(rows, measure=measure)
    return found


def singles_on(day: dt.date) -> dict[str, Any]:
    """What every single failure takes along on a day, with what was assumed; worked out once for each state
    of the house. Whoever calls has asked whether the reader may see the estate."""
    return remembered(("stress singles", day), lambda: _singles(day))


def _singles(day: dt.date) -> dict[str, Any]:
    here = work.estate_of(day)
    if not here.model.system.nodes:
        return {"rows": [], "worth": {}, "assumptions": [], "assumed": 0, "systems": 0}
    return {
        "rows": reckoning.singles(here.model),
        "worth": reckoning.worth(here.model),
        "assumptions": list(here.model.assumptions),
        "assumed": len(here.model.assumed),
        "systems": sum(kind == "system" for kind in here.model.kinds.values()),
    }


def suggestions_on(day: dt.date) -> list[storms.Suggestion]:
    """What the estate of a day suggests to try; found once for each state of the house."""
    return remembered(("stress suggestions", day), lambda: storms.suggestions(standing_on(day)))


def alone_on(element: Element, day: dt.date) -> dict[str, Any] | None:
    """How likely one entry is down, by which failures; nothing where it does not stand or never fails."""
    key = str(element.pk)

    def find() -> dict[str, Any] | None:
        here = work.estate_of(day)
        known = {node.key for node in here.model.system.nodes}
        return reckoning.alone(here.model, key) if key in known else None

    return remembered(("stress alone", key, day), find)


def standing_code(user: User) -> tuple[BuildingCode | None, BuildingCode | None, Inspection | None]:
    """The edition in force, the one being written, and the last look."""
    rows = BuildingCode.objects.visible_to(user).with_rules()
    last = Inspection.objects.visible_to(user).counted().order_by("-pk").first()
    return rows.in_force(), rows.open(), last
