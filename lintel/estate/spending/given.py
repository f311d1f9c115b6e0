"""What was sent by a program, as the actions take it."""

from typing import Any

from ninja import Schema

from lintel.estate.inventory.models import Contract, Element
from lintel.people.models import User
from lintel.ui.http import get_visible


def facts_of(data: Schema) -> dict[str, Any]:
    """Only the fields that were sent, with a person and a contract in place of numbers; systems go apart.

    Errors: `Missing` for a number that nobody has.
    """
    sent = data.dict(exclude_unset=True)
    plain = {name: value for name, value in sent.items() if not name.endswith(("_id", "_ids"))}
    found = {name: value for name, value in plain.items() if name != "version" and value is not None}
    if "contract_id" in sent:
        number = sent["contract_id"]
        found["contract"] = None if number is None else get_visible(Contract.objects.all(), pk=number)
    if sent.get("carried_by_id") is not None:
        found["carried_by"] = get_visible(User.objects.active(), pk=sent["carried_by_id"])
    return found


def systems_of(numbers: list[int] | None) -> list[Element] | None:
    """The entries of these numbers; None where none were sent. Errors: `Missing`."""
    if numbers is None:
        return None
    return [get_visible(Element.objects.all(), pk=number) for number in dict.fromkeys(numbers)]
