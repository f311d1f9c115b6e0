"""Which value survives, with answers that were worked out by hand."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from lintel.customers.profiles import survivorship
from lintel.customers.profiles.reading import Profile, profile
from lintel.customers.profiles.survivorship import Strategy, usual_rules
from lintel.customers.shapes import GOLDEN
from lintel.warehouse import reading
from tests.customers.makers import MARIT, OLE, WHEN, event, make_people, record

EARLIER = WHEN - dt.timedelta(days=30)


def golden(
    rules: dict[str, Any] | None = None,
    trust: dict[str, int] | None = None,
    overrides: list[tuple[str, str, str]] | None = None,
) -> dict[str, dict[str, Any]]:
    """The golden record of everybody, by customer id."""
    with reading.connect(*survivorship.DATASETS) as connection:
        survivorship.prepare(connection, trust or {}, overrides or [])
        query = survivorship.golden(usual_rules() | (rules or {}))
        found = connection.execute(query).to_arrow_table()
    assert found.column_names == list(GOLDEN.columns)
    return {row["customer_id"]: row for row in found.to_pylist()}


def reading_of(customer: str) -> Profile:
    """The customer as the page has them."""
    found = profile(customer)
    assert found
    return found


def people(*records: dict[str, Any]) -> None:
    """One customer of these records."""
    make_people({MARIT: list(records)})


def test_an_address_comes_from_one_record_as_a_whole(warehouse: Path) -> None:
    people(
        record("crm", "1", street="Strandgaten", house_number="4", city="Bergen", updated_at=EARLIER),
        record("shop", "2", city="Oslo", country="NO"),
    )
    row = golden()[MARIT]
    assert (row["street"], row["city"], row["country"]) == (None, "Oslo", "NO")
    assert (row["street_from"], row["city_from"]) == (None, "shop:2")
    row = golden({"address": [Strategy.LONGEST]})[MARIT]
    assert (row["street"], row["city"], row["country"]) == ("Strandgaten", "Bergen", None)


@pytest.mark.parametrize(
    ("strategy", "survivor"),
    [("most_recent", "new@x.example"), ("most_trusted", "old@x.example"), ("most_frequent", "old@x.example"),
     ("longest", "longest-of-all"), ("validated", "new@x.example")],
)  # fmt: skip
def test_each_strategy_chooses_its_own_value(warehouse: Path, strategy: str, survivor: str) -> None:
    people(
        record("crm", "1", email="old@x.example", updated_at=EARLIER),
        record("till", "2", email="OLD@x.example", updated_at=EARLIER - dt.timedelta(days=5)),
        record("shop", "3", email="new@x.example"),
        record("form", "4", email="longest-of-all", updated_at=EARLIER),
    )
    rules = {"email": [Strategy(strategy), Strategy.RECENT]}
    assert golden(rules, {"crm": 1, "shop": 2, "till": 3})[MARIT]["email"] == survivor


def test_an_empty_value_never_wins(warehouse: Path) -> None:
    people(record("crm", "1", phone="+47 55 12 34 41", updated_at=EARLIER), record("shop", "2", phone="  "))
    assert golden()[MARIT]["phone"] == "+47 55 12 34 41"


def test_the_order_of_records_does_not_matter(warehouse: Path) -> None:
    records = [record("crm", str(number), company=f"Firm {number % 3}") for number in range(9)]
    people(*records)
    first = golden()
    people(*reversed(records))
    assert golden() == first


def test_an_override_wins_also_when_its_customer_was_merged_since(warehouse: Path) -> None:
    make_people({MARIT: [record("crm", "1", city="Bergen", phone="1234567")]}, aliases={OLE: MARIT})
    row = golden(overrides=[(OLE, "city", "Oslo"), (MARIT, "city", "Voss"), (MARIT, "phone", "")])[MARIT]
    assert (row["city"], row["city_from"]) == ("Voss", "override")
    assert (row["phone"], row["phone_from"]) == (None, "override")
    row = golden(overrides=[(MARIT, "city", "Voss"), (OLE, "city", "Oslo")])[MARIT]
    assert row["city"] == "Oslo"


def test_seen_reaches_from_the_first_record_to_the_last_event(warehouse: Path) -> None:
    make_people(
        {MARIT: [record("crm", "1", email="m@x.example", created_at=EARLIER)]},
        events=[event(WHEN + dt.timedelta(days=2), "m@x.example"), event(WHEN, "nobody@x.example")],
    )
    row = golden()[MARIT]
    assert (row["first_seen"], row["last_seen"]) == (EARLIER, WHEN + dt.timedelta(days=2))
    assert (row["records"], row["sources"]) == (1, ["crm"])


def test_a_country_is_spelled_in_one_way_whatever_the_record_says(warehouse: Path) -> None:
    people(
        record("crm", "1", city="Bergen", country=" norge "),
        record("shop", "2", city="Bergen", country="Norwegen", updated_at=EARLIER),
        record("till", "3", city="Bergen", country="Atlantis", updated_at=EARLIER),
    )
    row = golden({"address": [Strategy.FREQUENT]})[MARIT]
    assert (row["country"], row["country_from"]) == ("NO", "crm:1")
    found = reading_of(MARIT)
    assert [values for label, values in found.rows() if label == "Country"] == [
        [("norge", True), ("Norwegen", True), ("Atlantis", False)]
    ]
