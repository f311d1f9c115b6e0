"""What stands on an element: said, and taken back."""

from typing import Any

from lintel.audit.audited import Draft, audited
from lintel.audit.models import Link, type_label
from lintel.estate.inventory.models import Element
from lintel.estate.stress import ports
from lintel.estate.stress.rules import NODES, require_tester
from lintel.people.models import User
from lintel.ui.problems import Problem


@audited("dependence.said", says="said what stands on it")
def say(entry: Draft, element: Element, thing: Any, *, by: User) -> Link:
    """Say that something of a room above cannot go on without an element; said twice it is said once."""
    require_tester(by)
    if element.kind not in NODES:
        raise Problem(
            f"Nothing stands on a {element.get_kind_display().lower()} itself.",
            way_out="Say it of a touchpoint, capability or system.",
        )
    if thing is None:
        raise Problem("It is not said what stands on it.", way_out="Choose from the list.", field="thing")
    link, _ = Link.objects.get_or_create(
        from_type=type_label(thing), from_id=str(thing.pk), kind=ports.STANDS_ON, to_type=ports.ELEMENT,
        to_id=str(element.pk),
    )  # fmt: skip
    entry.about(element)
    entry.about(thing)
    return link


@audited("dependence.taken-back", says="said what does not stand on it any more")
def take_back(entry: Draft, element: Element, thing: Any, *, by: User) -> None:
    """Take such a word back."""
    require_tester(by)
    links = Link.objects.to_thing(element, ports.STANDS_ON)
    gone = 0
    if thing is not None:
        gone, _ = links.filter(from_type=type_label(thing), from_id=str(thing.pk)).delete()
    if not gone:
        raise Problem("Nobody said that this stands on it.", way_out="Load the page again.", field="thing")
    entry.about(element)
    entry.about(thing)
