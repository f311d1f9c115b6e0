"""What must hold about who gets in, whoever writes: a page, a program or a file. Nothing is stored here."""

from collections.abc import Iterable, Mapping
from typing import Any

from lintel.estate.access.models import RIGHTS, Answer, Grant, Party, PartyKind, Right
from lintel.estate.inventory.keeping import filled, require_owner
from lintel.estate.inventory.models import Element, Kind
from lintel.people.texts import line
from lintel.ui.problems import Problem

PARTY_FIELDS = ("kind", "name", "vendor", "outside", "note")
GRANT_FIELDS = ("party", "system", "right", "reason", "since", "until", "approved_by")
MOST_NAMES = 500
WISHES = (Answer.NARROW, Answer.REMOVE)


def put_party(party: Party, values: Mapping[str, Any]) -> list[str]:
    """Sets facts of a party, with their rules, and says which differ now."""
    given = dict(values)
    kind, vendor = given.get("kind", party.kind), given.get("vendor", party.vendor)
    if vendor is not None and vendor.kind != Kind.VENDOR:
        raise Problem(f"“{vendor.name}” is no vendor.", way_out="Choose a vendor.", field="vendor")
    if vendor is not None and kind not in (PartyKind.VENDOR, PartyKind.SERVICE):
        raise Problem(
            "Only an agency, a vendor or a service account belongs to a vendor.",
            way_out="Leave the vendor out, or change the kind.",
            field="vendor",
        )
    if kind == PartyKind.VENDOR or vendor is not None:
        given["outside"] = True
    return filled(party, given, PARTY_FIELDS)


def put_grant(grant: Grant, values: Mapping[str, Any]) -> list[str]:
    """Sets facts of a grant, with their rules, and says which differ now."""
    system = values.get("system")
    if system is not None:
        require_system(system)
    require_owner(values.get("approved_by"), "approved_by")
    return filled(grant, values, GRANT_FIELDS)


def require_system(element: Element) -> None:
    """Refuses to let somebody into what is no system."""
    if element.kind != Kind.SYSTEM:
        raise Problem(f"“{element.name}” is no system.", way_out="Choose a system.", field="system")


def require_data(element: Element) -> None:
    """Refuses what is no class of data."""
    if element.kind != Kind.DATA:
        raise Problem(f"“{element.name}” is no data class.", way_out="Choose a data class.", field="data")


def fitting_names(names: Iterable[str]) -> list[str]:
    """Names of single persons, tidy and each once."""
    found = list(dict.fromkeys(line(name, "names", "A name", most=120) for name in names if name.strip()))
    if len(found) > MOST_NAMES:
        raise Problem(
            f"These are {len(found)} names.",
            way_out=f"Write at most {MOST_NAMES}, or only how many there are.",
            field="names",
        )  # fmt: skip
    return found


def require_narrower(right: str, narrow_to: str) -> None:
    """Refuses a right that is not less than the one that is there."""
    if narrow_to not in RIGHTS:
        raise Problem("It is not said to what it is narrowed.", way_out="Choose a right.", field="narrow_to")
    if RIGHTS.index(narrow_to) >= RIGHTS.index(right):
        raise Problem(
            f"“{Right(narrow_to).label}” is not less than “{Right(right).label}”.",
            way_out="Choose a right further up the list, or keep it.",
            field="narrow_to",
        )


def owner_for(right: str, system: Element) -> list[Any]:
    """Who answers for a grant first, then second: the technical owner for what reaches into the machine."""
    business, technical = system.business_owner, system.technical_owner
    ranked = (technical, business) if right in (Right.INTEGRATE, Right.ADMINISTER) else (business, technical)
    return list({one.pk: one for one in ranked if one is not None}.values())
