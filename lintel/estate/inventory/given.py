"""What was sent to the API, as the actions take it."""

from typing import Any

from ninja import Schema

from lintel.estate.inventory.models import Element
from lintel.people.models import User
from lintel.ui.http import get_visible

_PEOPLE = ("business_owner", "technical_owner", "owner")
_ELEMENTS = ("source", "target", "vendor")


def sent(data: Schema, *without: str) -> dict[str, Any]:
    """Only the fields that were sent, with people and entries in place of their numbers.

    Errors: `Missing` for a number that nobody has. Lists of numbers are left to `elements_of`.
    """
    given = {
        name: value
        for name, value in data.dict(exclude_unset=True).items()
        if name not in without and not name.endswith("_ids")
    }
    for name in (*_PEOPLE, *_ELEMENTS):
        if f"{name}_id" in given:
            rows: Any = User.objects.active() if name in _PEOPLE else Element.objects.all()
            number = given.pop(f"{name}_id")
            given[name] = None if number is None else get_visible(rows, pk=number)
    return {name: value for name, value in given.items() if value is not None or name in _EMPTIABLE}


_EMPTIABLE = {
    "business_owner", "technical_owner", "owner", "live_from", "phase_out_from", "retired_from",
    "criticality", "records_a_day", "starts_on", "ends_on", "a_year", "seats",
}  # fmt: skip


def elements_of(numbers: list[int] | None) -> list[Element] | None:
    """The entries of these numbers. Errors: `Missing` for one that is not there."""
    if numbers is None:
        return None
    return [get_visible(Element.objects.all(), pk=number) for number in dict.fromkeys(numbers)]
