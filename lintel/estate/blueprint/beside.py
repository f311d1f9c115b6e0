"""What is planned about an entry, for its page."""

from __future__ import annotations

from collections.abc import Iterator

from lintel.estate.blueprint.models import Change
from lintel.estate.blueprint.words import described
from lintel.estate.inventory.beside import Beside, Thing
from lintel.estate.inventory.models import Element
from lintel.people.models import User
from lintel.ui.formats import date_text

ENDS = ("element", "by", "source", "target")


def find(element: Element, user: User) -> Iterator[Beside]:
    """Changes that count and were not carried out yet, in their order."""
    rows = Change.objects.visible_to(user).counting().filter(carried_out_at=None)
    own = [
        row for row in rows.in_order().select_related("plateau", "amendment")
        if element.pk in (row.facts.get(end) for end in ENDS)
    ]  # fmt: skip
    said = described(own)
    things = (
        Thing(said[row.pk], row.plateau.get_absolute_url(), f"{row.plateau}, {date_text(row.plateau.day)}")
        for row in own
    )
    yield Beside("What is planned", tuple(things))
