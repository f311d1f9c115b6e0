"""What is stored, as people and programs see it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from django.test import Client

from lintel.people.models import User
from lintel.warehouse import keeping, writing
from lintel.warehouse.actions import snapshot
from lintel.warehouse.models import Snapshot
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def publish(name: str, count: int) -> Snapshot:
    rows = pa.table({"name": ["red"] * count, "number": [1] * count})
    return snapshot.publish([writing.of_table(name, rows, source="colours.csv")], by=None)[0]


def test_the_list_says_what_is_stored_and_the_page_what_became_of_it(
    cast: Cast, as_: Callable[[User], Client], colours: str
) -> None:
    publish(colours, 3)
    stored = publish(colours, 1234)
    browser = as_(cast.tomas)
    listed = browser.get("/warehouse/").content.decode()
    assert all(word in listed for word in (colours, "Colours.", "1,234", "colours.csv"))
    assert "0.0 MB" not in listed
    assert colours in browser.get("/warehouse/?q=colou").content.decode()
    assert "Nothing matches these filters" in browser.get("/warehouse/?q=shapes").content.decode()
    page = browser.get(f"/warehouse/{stored.dataset.pk}/").content.decode()
    assert all(word in page for word in ("number", "BIGINT", "In use", "Kept until nobody reads it"))


def test_the_list_counts_the_earlier_states_whose_files_are_kept(
    cast: Cast, as_: Callable[[User], Client], colours: str
) -> None:
    for count in (1, 2, 3):
        publish(colours, count)
    items = as_(cast.ivo).get("/api/v1/warehouse/datasets").json()["items"]
    assert [item["kept"] for item in items] == [2]
    keeping.vacuum(by=None, grace=timedelta())
    header, row = as_(cast.ivo).get("/warehouse/?export=csv").getvalue().decode().splitlines()
    assert dict(zip(header.split(","), row.split(","), strict=True))["Earlier states"] == "0"


def test_the_page_says_whether_the_files_are_sound(
    cast: Cast, as_: Callable[[User], Client], colours: str, warehouse: Path
) -> None:
    stored = publish(colours, 3)
    address, browser = f"/warehouse/{stored.dataset.pk}/", as_(cast.tomas)
    assert "All files are there" in browser.get(address).content.decode()
    file = warehouse / stored.files[0]["path"]
    file.write_bytes(b"cut short")
    assert "was changed" in browser.get(address).content.decode()
    file.unlink()
    page = browser.get(address).content.decode()
    assert "is missing" in page
    assert "All files are there" not in page


def test_an_empty_warehouse_says_how_something_gets_in(cast: Cast, as_: Callable[[User], Client]) -> None:
    assert "Nothing is stored yet" in as_(cast.ivo).get("/warehouse/").content.decode()


def test_a_stranger_sees_nothing(cast: Cast, as_: Callable[[User], Client], colours: str) -> None:
    stored = publish(colours, 3)
    assert as_(cast.sam).get("/warehouse/").status_code == 403
    assert as_(cast.sam).get(f"/warehouse/{stored.dataset.pk}/").status_code == 404
    assert as_(cast.sam).get("/api/v1/warehouse/datasets").json()["items"] == []


def test_programs_read_the_same(cast: Cast, as_: Callable[[User], Client], colours: str) -> None:
    stored = publish(colours, 7)
    item = as_(cast.ivo).get("/api/v1/warehouse/datasets").json()["items"][0]
    assert (item["name"], item["current"]["rows"], item["current"]["key"]) == (colours, 7, stored.key)
