"""People of whom some said something, and Nele, who may see them by name."""

import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone

from lintel.customers.consent.actions import purpose
from lintel.customers.consent.models import Purpose
from lintel.customers.consent.wording import Description
from lintel.customers.matching.actions import clearance
from tests.cast import Cast
from tests.customers.makers import WHEN, consent, make_people


@pytest.fixture
def news(cast: Cast) -> Purpose:
    """A purpose that Mara described."""
    said = Description("News", "What is new in our shop, once a month.", ["email", "phone"])
    return purpose.describe("news", said, by=cast.mara)


@pytest.fixture
def house(cast: Cast, news: Purpose, warehouse: Path) -> Cast:
    """Marit granted; Ole granted in a list what he refused in another; Nele has a clearance."""
    today = timezone.now().date()
    clearance.give(cast.nele, reason="Support desk", starts=today, ends=today, by=cast.ivo)
    day = dt.timedelta(days=1)
    make_people(
        consents=[
            consent("marit@lund.example"),
            consent("crm:2", identity_kind="record", source="crm"),
            consent("ole@berg.example", "suppressed", at=WHEN - day, source="suppressions", channel="any"),
        ]
    )
    return cast
