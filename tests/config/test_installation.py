"""What a new house has, and what the doctor finds."""

import pytest
from django.conf import settings

from lintel.audit import ledger
from lintel.audit.models import Entry
from lintel.config import installation
from lintel.intake.actions import request_type
from lintel.intake.models import RequestType

pytestmark = pytest.mark.django_db


def test_a_new_house_has_the_usual_request_types_once() -> None:
    assert installation.furnish()
    there = RequestType.objects.count()
    assert there >= 6
    assert not installation.furnish()
    assert RequestType.objects.count() == there
    assert Entry.objects.latest("seq").actor is None


def test_types_that_were_retired_do_not_come_back() -> None:
    installation.furnish()
    for row in RequestType.objects.all():
        request_type.retire(row, by=None, version=row.version)
    assert not installation.furnish()
    assert not RequestType.objects.filter(is_active=True).exists()


def test_the_doctor_names_each_thing_and_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINTEL_COLOUR", "red")
    ledger.anchor_path().unlink(missing_ok=True)  # other tests' commits are not in this database
    (settings.DATA_DIR / "secret-key").chmod(0o644)
    found = {finding.name: finding for finding in installation.examine()}
    (settings.DATA_DIR / "secret-key").chmod(0o600)
    assert not found["Settings"].fine
    assert "LINTEL_COLOUR" in found["Settings"].sentence
    assert not found["Secret key"].fine
    assert "chmod 600" in found["Secret key"].sentence
    assert found["Database"].fine
    assert found["Ledger"].fine
