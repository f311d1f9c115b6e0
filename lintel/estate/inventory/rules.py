"""What must hold whoever writes: a page, a program or a file. Nothing is stored here but a confirmation."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from lintel.estate.inventory import extras
from lintel.estate.inventory.keeping import filled, require_owner
from lintel.estate.inventory.models import CONTENT, RELATIONS, Contract, Element, Flow, Kind, RelationKind
from lintel.people.models import User
from lintel.ui.problems import Problem


def put_facts(element: Element, values: Mapping[str, Any]) -> list[str]:
    """Sets facts, with their rules, and says which of them differ now; stores nothing."""
    given = dict(values)
    for field in ("business_owner", "technical_owner"):
        require_owner(given.get(field), field)
    if "extra" in given:
        given["extra"] = extras.cleaned(element.kind, given["extra"] or {})
    return filled(element, given, CONTENT)


def confirmed(element: Element, by: User) -> None:
    """Stores who said so, and when; what was written stays the same version."""
    element.confirmed_at, element.confirmed_by = timezone.now(), by
    element.save(update_fields=["confirmed_at", "confirmed_by"])


def refuse_misfit(source: Element, kind: str, target: Element) -> None:
    """Refuses a relation between kinds that have none, and says which ones it joins."""
    rule = RELATIONS.get(kind)
    if rule is None:
        raise Problem(
            "There is no such relation.", way_out=f"Use one of: {', '.join(RELATIONS)}.", field="kind"
        )
    if (source.kind, target.kind) not in rule.ends:
        ends = "; ".join(f"{Kind(one).label} to {Kind(two).label.lower()}" for one, two in rule.ends)
        raise Problem(
            f"A {source.get_kind_display().lower()} never “{RelationKind(kind).label}” a "
            f"{target.get_kind_display().lower()}.",
            way_out=f"This relation goes from {ends}.",
            field="target",
        )


def fitting_data(flow: Flow, data: Iterable[Element]) -> list[Element]:
    """The data classes, if the flow goes between systems and they are data classes. Errors: `Problem`."""
    for field, end in (
        ("source", flow.source_id and flow.source),
        ("target", flow.target_id and flow.target),
    ):
        if not end:
            raise Problem("A flow has two ends.", way_out="Choose both systems.", field=field)
        if end.kind != Kind.SYSTEM:
            raise Problem(
                f"“{end.name}” is no system.", way_out="Data goes from one system to another.", field=field
            )
    kept = list(data)
    other = next((one for one in kept if one.kind != Kind.DATA), None)
    if other is not None:
        raise Problem(f"“{other.name}” is no data class.", way_out="Choose data classes.", field="data")
    return kept


def fitting_systems(contract: Contract, systems: Iterable[Element]) -> list[Element]:
    """The systems, if the contract is with a vendor and they are systems. Errors: `Problem`."""
    if not contract.vendor_id or contract.vendor.kind != Kind.VENDOR:
        raise Problem(
            "A contract is made with a vendor.",
            way_out="Choose one, or enter the vendor first.",
            field="vendor",
        )
    require_owner(contract.owner, "owner")
    kept = list(systems)
    other = next((one for one in kept if one.kind != Kind.SYSTEM), None)
    if other is not None:
        raise Problem(f"“{other.name}” is no system.", way_out="Choose systems.", field="systems")
    return kept
