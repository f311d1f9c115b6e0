"""Days by addition are the days that the calendar library gives, for every zone and around every change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import duckdb
import pytest

from lintel.engines.metrics.clocks import clocks
from lintel.engines.metrics.dialects import WRITERS, writer
from lintel.engines.metrics.query import Period

ZONES = (
    "UTC", "Europe/Oslo", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca",
    "Pacific/Apia", "America/St_Johns", "Asia/Tehran",
)  # fmt: skip
PERIOD = Period(date(2011, 6, 1), date(2012, 5, 31))  # Samoa left out a day in it
QUARTERS = (
    "select unnest(generate_series(timestamptz '2009-01-01', timestamptz '2014-01-01', interval 15 minute))"
)


@pytest.mark.parametrize("zone", ZONES)
def test_every_quarter_of_an_hour_is_on_its_day(zone: str) -> None:
    quick = writer("duckdb", zone, PERIOD).day("t", "timestamptz", zone)
    plain = f"CAST((t AT TIME ZONE '{zone}') AS DATE)"
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        wrong = connection.execute(f"select t from ({QUARTERS}) s(t) where {quick} is distinct from {plain}")
        assert wrong.fetchall() == []


def test_it_adds_only_where_it_knows_the_clocks() -> None:
    assert "AT TIME ZONE" not in writer("duckdb", "UTC", PERIOD).day("t", "timestamptz", "UTC")
    assert "AT TIME ZONE" in writer("duckdb", "Europe/Oslo", None).day("t", "timestamptz", "Europe/Oslo")
    assert writer("postgres", "Europe/Oslo", PERIOD) is WRITERS["postgres"]
    assert clocks("Europe/Oslo", date(1900, 1, 1), date(2026, 1, 1)) == ()


def test_nobody_and_forever_stay_what_they_are() -> None:
    for zone in ("UTC", "Europe/Oslo"):
        day = writer("duckdb", zone, PERIOD).day("t", "timestamptz", zone)
        with duckdb.connect() as connection:
            assert connection.execute(f"select {day} from (select null::timestamptz t)").fetchall() == [
                (None,)
            ]


def test_the_clocks_of_oslo() -> None:
    """The last Sundays of March and October at one o'clock UTC (directive 2000/84/EC)."""
    found = clocks("Europe/Oslo", date(2026, 1, 1), date(2026, 12, 31))
    turns = [one.begins for one in found if one.begins.year == 2026]
    assert turns == [datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)]
    hour = timedelta(hours=1) // timedelta(microseconds=1)
    assert {one.offset for one in found[:-1]} == {hour, 2 * hour}
    assert turns[0].astimezone(ZoneInfo("Europe/Oslo")).hour == 3


@pytest.mark.parametrize("day", ["2024-02-29", "2023-12-31", "1969-01-01"])
def test_the_first_of_the_month(day: str) -> None:
    first = writer("duckdb", "UTC", PERIOD).trunc("month", f"date '{day}'")
    with duckdb.connect() as connection:
        assert connection.execute(f"select {first} = date_trunc('month', date '{day}')").fetchall() == [
            (True,)
        ]
