"""Four people, of whom one will want to be gone, in a data folder of the test's own."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from lintel.customers.consent.actions import purpose
from lintel.customers.consent.wording import Description
from lintel.customers.matching.actions import clearance
from tests.cast import Cast
from tests.customers.makers import WHEN, consent, event, make_people


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    """The data folder."""
    settings.DATA_DIR = tmp_path / "data"
    settings.MEDIA_ROOT = settings.DATA_DIR / "files"
    settings.WAREHOUSE = str(settings.DATA_DIR / "warehouse")
    settings.MEDIA_ROOT.mkdir(parents=True)
    return Path(settings.DATA_DIR)


@pytest.fixture
def house(cast: Cast, folder: Path) -> Cast:
    """Marit bought something and was mailed; Nele and Tomas have a clearance."""
    today = timezone.now().date()
    for person, officer in ((cast.nele, cast.ivo), (cast.tomas, cast.mara)):
        clearance.give(person, reason="Support desk", starts=today, ends=today, by=officer)
    said = Description("News", "What is new in our shop, once a month.", ["email", "phone"])
    purpose.describe("news", said, by=cast.mara)
    hour = dt.timedelta(hours=1)
    make_people(
        events=[event(WHEN, "marit@lund.example"), event(WHEN + hour, "ole@berg.example")],
        consents=[consent("marit@lund.example"), consent("ole@berg.example", "suppressed")],
    )
    return cast
