"""What the lists of the inventory export: the columns that the importers read, one for one."""

from collections.abc import Callable, Mapping
from typing import Any

from lintel.estate.inventory.exchange.fields import (
    CONTRACT_FIELDS,
    COST_FIELDS,
    ELEMENT_FIELDS,
    FLOW_FIELDS,
    RELATION_FIELDS,
    SEAT_FIELDS,
)
from lintel.estate.inventory.exchange.listing import joined, written
from lintel.estate.inventory.models import Contract, Element
from lintel.imports.contract import Field
from lintel.people.access import may_see_email
from lintel.people.models import User
from lintel.people.texts import masked

Value = Callable[[Any, User], Any]
Column = tuple[str, str, Value]


def reference(element: Element) -> str:
    """By which a file finds this entry again: its id, else its kind and name."""
    return element.key or f"{element.get_kind_display()}: {element.name}"


def contract_reference(contract: Contract) -> str:
    """By which a file finds this contract again: its number, else vendor and name."""
    return contract.key or f"{contract.vendor.name}: {contract.title}"


def _columns(fields: tuple[Field, ...], special: Mapping[str, Value]) -> list[Column]:
    return [(field.name, field.label, special.get(field.name) or _plain(field.name)) for field in fields]


def _plain(name: str) -> Value:
    return lambda row, _: getattr(row, name)


def _shown(name: str) -> Value:
    return lambda row, _: getattr(row, f"get_{name}_display")() if getattr(row, name) else ""


def _end(name: str) -> Value:
    return lambda row, _: reference(getattr(row, name))


def _ends(name: str) -> Value:
    return lambda row, _: joined(reference(one) for one in getattr(row, name).all())


def _address(name: str) -> Value:
    def value(row: Any, reader: User) -> str:
        person = getattr(row, name)
        if person is None:
            return ""
        return str(person.email) if may_see_email(reader, person) else masked(person.email)

    return value


ELEMENT_COLUMNS = _columns(
    ELEMENT_FIELDS,
    {
        "kind": _shown("kind"), "disposition": _shown("disposition"), "criticality": _shown("criticality"),
        "business_owner": _address("business_owner"), "technical_owner": _address("technical_owner"),
        "extra": lambda row, _: written(row.extra),
    },
)  # fmt: skip
RELATION_COLUMNS = _columns(
    RELATION_FIELDS, {"source": _end("source"), "target": _end("target"), "kind": _shown("kind")}
)
FLOW_COLUMNS = _columns(
    FLOW_FIELDS,
    {
        "source": _end("source"), "target": _end("target"), "data": _ends("data"), "state": _shown("state"),
        "means": _shown("means"),
    },
)  # fmt: skip
CONTRACT_COLUMNS = _columns(
    CONTRACT_FIELDS, {"vendor": _end("vendor"), "systems": _ends("systems"), "owner": _address("owner")}
)
COST_COLUMNS = _columns(COST_FIELDS, {"element": _end("element"), "kind": _shown("kind")})
SEAT_COLUMNS = _columns(SEAT_FIELDS, {"contract": lambda row, _: contract_reference(row.contract)})
