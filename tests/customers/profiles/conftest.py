"""People in the warehouse, and somebody who may see them."""

import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone

from lintel.customers.matching.actions import clearance
from tests.cast import Cast
from tests.customers.makers import OLE, make_people

GONE = "0190a000-0000-7000-8000-00000000000f"  # absorbed by Ole since


@pytest.fixture
def people(warehouse: Path) -> None:
    """Four people; one old id."""
    make_people(aliases={GONE: OLE})


@pytest.fixture
def cleared(cast: Cast) -> Cast:
    """Nele and Ana may see customers by name for a week."""
    today = timezone.now().date()
    for person in (cast.nele, cast.ana):
        clearance.give(person, reason="Cases", starts=today, ends=today + dt.timedelta(days=7), by=cast.ivo)
    return cast
