"""What was sent to the API, as the actions take it."""

from typing import Any

from ninja import Schema

from lintel.estate.inventory.models import Element
from lintel.estate.purchases.dossier import LISTS
from lintel.people.models import User
from lintel.ui.http import get_visible

_EMPTIABLE = {"marketing_owner", "it_owner", "decide_by", "vendor", "exit_months", "exit_cost"}


def sent(data: Schema, *without: str) -> dict[str, Any]:
    """Only the fields that were sent, with people and vendors in place of their numbers, and without lists.

    Errors: `Missing` for a number that nobody has.
    """
    found: dict[str, Any] = {}
    for name, value in data.dict(exclude_unset=True).items():
        if name in without or name.endswith("_ids"):
            continue
        if name.endswith("_id"):
            rows: Any = Element.objects.all() if name == "vendor_id" else User.objects.active()
            name, value = name[:-3], None if value is None else get_visible(rows, pk=value)
        if value is not None or name in _EMPTIABLE:
            found[name] = value
    return found


def lists(data: Schema) -> dict[str, list[Element]]:
    """The lists that were sent, as entries. Errors: `Missing` for a number that is not there."""
    given = data.dict(exclude_unset=True)
    return {
        name: [
            get_visible(Element.objects.all(), pk=number) for number in dict.fromkeys(given[f"{name}_ids"])
        ]
        for name in LISTS
        if given.get(f"{name}_ids") is not None
    }
