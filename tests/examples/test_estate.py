"""The example company's estate comes in through the importers, dirt left out with its reasons."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from django.utils import timezone

from lintel.config import demo_estate
from lintel.estate.inventory.models import Ask, Contract, Cost, Element, Flow, FlowState, Kind, Relation
from lintel.imports.bringing import bring
from lintel.imports.models import Batch
from lintel.people.models import Role, User
from tests.cast import make_user
from tests.examples.test_files import EXAMPLES

pytestmark = pytest.mark.django_db
BAD = {"elements": 6, "relations": 4, "flows": 4, "contracts": 2, "costs": 4, "seats": 2}


@pytest.fixture
def folder(settings: pytest.FixtureRequest, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]
    ada = make_user("Ada Petrova", email="ada.petrova@fjellfern.example", is_administrator=True)
    bring(EXAMPLES / "people.csv", "people", by=ada)
    ivo = User.objects.get(email="ivo.brandt@fjellfern.example")
    ivo.role = Role.OFFICE_HOLDER
    ivo.save()
    return EXAMPLES


def test_the_estate_stands_and_its_owners_are_asked(folder: Path) -> None:
    lines = list(demo_estate.prepare(folder))
    assert len(lines) == 7
    found = {
        batch.importer: batch.bad_count for batch in Batch.objects.filter(importer__startswith="estate-")
    }
    assert found == {f"estate-{name}": count for name, count in BAD.items()}
    kinds = {kind: Element.objects.filter(kind=kind).count() for kind in Kind.values}
    assert kinds == {
        "touchpoint": 12, "capability": 25, "system": 68, "data": 9, "vendor": 31, "region": 5,
        "environment": 3,
    }  # fmt: skip
    assert Relation.objects.exclude(instead="").count() == 8
    assert Flow.objects.count() == 120
    assert {one for one in FlowState.values if Flow.objects.filter(state=one).exists()} == set(
        FlowState.values
    )
    assert Contract.objects.count() == 32
    assert 10 < Ask.objects.filter(answered_at=None).count() < Ask.objects.count()
    assert Element.objects.lacking_owner().exists()
    assert Element.objects.stale(timezone.localdate()).exists()


def test_money_is_plausible(folder: Path) -> None:
    list(demo_estate.prepare(folder))
    day = dt.date(2026, 11, 20)
    total = sum(one.cost or 0 for one in Element.objects.with_cost(day))  # type: ignore[attr-defined]
    assert 2_000_000 < total < 3_000_000  # of a retailer of this size
    assert Cost.objects.values("month").distinct().count() == 14
    notices = [one.notice_by for one in Contract.objects.all() if one.notice_by]
    assert sum(day <= one <= day + dt.timedelta(days=28) for one in notices) >= 4


def test_without_the_files_there_is_no_estate(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "people.csv", tmp_path)
    assert list(demo_estate.prepare(tmp_path)) == []
