"""One of each thing of the customers' room, and what is sent to its addresses and operations."""

import datetime as dt
from typing import Any

from django.utils import timezone

from lintel.customers.matching.actions import clearance
from lintel.customers.matching.anchors import note
from lintel.customers.profiles.actions import override
from tests.cast import Cast
from tests.customers.makers import MARIT, make_people


def make_customers(cast: Cast, things: dict[str, Any]) -> None:
    """Four people in the warehouse, of whom Nele may know the names."""
    make_people()
    today = timezone.now().date()
    days = {"starts": today, "ends": today + dt.timedelta(days=7)}
    cleared = clearance.give(cast.nele, reason="Cases", by=cast.mara, **days)
    written = override.write(MARIT, "city", "Voss", reason="She called us.", by=cast.nele)
    things |= {"clearance of Nele": cleared, "customer": note(MARIT), "override": written}


def for_pages(things: Any) -> dict[str, dict[str, Any]]:
    """Form data by the name of an address."""
    return {
        "profiles:search": {"attribute": "name", "text": "Marit"},
        "profiles:export": {"format": "csv"},
        "profiles:overrides": {"attribute": "phone", "value": "", "reason": "A wrong number."},
        "profiles:rules": {"preview": "yes"},
    }


def for_operations(things: Any) -> dict[str, dict[str, Any]]:
    """Bodies by the name of an operation."""
    return {}
