"""What somebody said stands on an entry, for its page: goals, proposals, campaigns."""

from __future__ import annotations

from collections.abc import Iterator

from lintel.audit.models import type_label
from lintel.estate.inventory.beside import Beside, Thing
from lintel.estate.inventory.models import Element
from lintel.estate.stress import ports
from lintel.people.belonging import strands_of
from lintel.people.models import User
from lintel.ui.addresses import address


def find(element: Element, user: User) -> Iterator[Beside]:
    """By what it is; all of it can be changed where the facts about the entry stand."""
    groups: dict[str, list[Thing]] = {}
    tied = {strand.other for strand in strands_of(element) if strand.tie.kind == ports.STANDS_ON}
    for measure, one in ports.standing_on_it(element, user):
        thing = Thing(str(one), one.get_absolute_url(), "stands on it", said=type_label(one) in tied)
        groups.setdefault(measure, []).append(thing)
    for measure, things in groups.items():
        yield Beside(measure.capitalize(), tuple(things), address("stress:fact", element.pk))
