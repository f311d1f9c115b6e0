"""Weeks, fiscal years, 4-4-5 and days of 23 and 25 hours: known answers, and SQL equal to Python."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import duckdb
import pytest

from lintel.engines.metrics import (
    By,
    Calendar,
    Dataset,
    Field,
    Measure,
    Metric,
    Model,
    Period,
    Query,
    calendars,
)
from lintel.engines.metrics import compile as compiled
from lintel.engines.metrics.dialects import WRITERS
from tests.engines.metrics import shop

APRIL = Calendar(fiscal_year_start=4)
RETAIL = Calendar(fiscal_year_start=2, pattern="4-4-5", week_start=7)
CALENDARS = [Calendar(), Calendar(week_start=7), APRIL, RETAIL, Calendar(pattern="4-4-5", week_start=3)]
GRAINS = ["day", "week", "month", "quarter", "year", "fiscal_month", "fiscal_quarter", "fiscal_year"]


@pytest.mark.parametrize(
    ("calendar", "grain", "day", "bucket"),
    [
        (Calendar(), "week", "2026-01-01", "2025-12-29"),
        (Calendar(week_start=7), "week", "2026-01-01", "2025-12-28"),
        (Calendar(week_start=7), "week", "2026-01-04", "2026-01-04"),
        (Calendar(), "quarter", "2026-06-30", "2026-04-01"),
        (APRIL, "fiscal_year", "2026-03-31", "2025-04-01"),
        (APRIL, "fiscal_year", "2026-04-01", "2026-04-01"),
        (APRIL, "fiscal_quarter", "2026-03-31", "2026-01-01"),
        (APRIL, "year", "2026-03-31", "2026-01-01"),
        # Retail years begin on the Sunday nearest to 1 February; that of 2023 had 53 weeks.
        (RETAIL, "fiscal_year", "2023-01-29", "2023-01-29"),
        (RETAIL, "fiscal_year", "2024-02-03", "2023-01-29"),
        (RETAIL, "fiscal_year", "2024-02-04", "2024-02-04"),
        (RETAIL, "fiscal_year", "2025-02-01", "2024-02-04"),
        (RETAIL, "fiscal_year", "2025-02-02", "2025-02-02"),
        (RETAIL, "fiscal_quarter", "2024-05-04", "2024-02-04"),
        (RETAIL, "fiscal_quarter", "2024-05-05", "2024-05-05"),
        (RETAIL, "fiscal_quarter", "2024-02-03", "2023-10-29"),
        (RETAIL, "fiscal_month", "2024-03-02", "2024-02-04"),
        (RETAIL, "fiscal_month", "2024-03-03", "2024-03-03"),
        (RETAIL, "fiscal_month", "2024-03-31", "2024-03-31"),
        (RETAIL, "fiscal_month", "2024-05-04", "2024-03-31"),
        (RETAIL, "fiscal_month", "2024-02-03", "2023-12-24"),
    ],
)
def test_known_buckets(calendar: Calendar, grain: str, day: str, bucket: str) -> None:
    assert calendars.bucket(calendar, grain, shop.day(day)) == shop.day(bucket)


def days() -> list[date]:
    return [date(2019, 12, 1) + timedelta(n) for n in range(0, 2200)]


@pytest.mark.parametrize(
    "calendar", CALENDARS, ids=lambda c: f"{c.pattern}-{c.week_start}-{c.fiscal_year_start}"
)
def test_sql_and_python_give_the_same_days(duck: duckdb.DuckDBPyConnection, calendar: Calendar) -> None:
    sql = WRITERS["duckdb"]
    spans = [
        "1 day",
        "1 week",
        "2 month",
        "1 quarter",
        "1 year",
        "1 fiscal_quarter",
        "1 fiscal_year",
        "2 fiscal_year",
    ]
    columns = [calendars.bucket_sql(sql, calendar, grain, "day") for grain in GRAINS]
    columns += [
        calendars.moved_sql(sql, calendar, "day", calendars.span(text, "x"), grain=grain)
        for text in spans
        for grain in ("month", "week")
    ]
    found = duck.execute(
        f"select day, {', '.join(columns)} from "
        "(select cast(unnest(generate_series(date '2019-12-01', date '2025-12-08', interval 1 day)) as date) "
        "as day)"
    ).fetchall()
    expected = [
        (
            day,
            *(calendars.bucket(calendar, grain, day) for grain in GRAINS),
            *(
                calendars.moved(calendar, day, calendars.span(text, "x"), grain=grain)
                for text in spans
                for grain in ("month", "week")
            ),
        )
        for day in days()
    ]
    assert found == expected


def test_buckets_begin_within_themselves_and_follow_each_other() -> None:
    for calendar in CALENDARS:
        for grain in GRAINS:
            buckets = [calendars.bucket(calendar, grain, day) for day in days()]
            assert buckets == sorted(buckets)
            assert all(calendars.bucket(calendar, grain, bucket) == bucket for bucket in buckets)
            assert all(bucket <= day for bucket, day in zip(buckets, days(), strict=True))


def ticks(kind: str = "timestamp") -> Model:
    """A row each half hour, in UTC."""
    fields = (
        Field("at", "at", kind="time", type=kind),
        Field("day", "cast(at as date)", kind="time", type="date"),
    )  # type: ignore[arg-type]
    dataset = Dataset("ticks", f"ticks_{kind}", fields=fields, time_field="at")
    return Model(
        "m",
        (dataset,),
        metrics=(
            Metric("n", measure=Measure("ticks", "count(*)")),
            Metric("before", kind="period_over_period", of="n", offset="1 fiscal_year", compare="value"),
            Metric("last_week", kind="period_over_period", of="n", offset="1 year", compare="value"),
        ),
    )


@pytest.fixture(scope="module")
def clock() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("set timezone = 'America/New_York'")  # the session's zone must not matter
    for kind, zone in (("timestamp", ""), ("timestamptz", " at time zone 'UTC'")):
        connection.execute(
            f"create table ticks_{kind} as select unnest(generate_series(timestamp '2024-01-01', "
            f"timestamp '2026-12-31 23:30', interval 30 minute)){zone} as at"
        )
    return connection


def asked(
    clock: duckdb.DuckDBPyConnection, model: Model, *names: str, **question: Any
) -> list[tuple[Any, ...]]:
    done = compiled(model, Query(names, **question), as_of=shop.AS_OF)
    return clock.execute(done.sql, done.parameters).fetchall()


@pytest.mark.parametrize("kind", ["timestamp", "timestamptz"])
@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-06-01", 24), ("2026-10-25", 25)])
def test_days_of_23_and_25_hours(clock: duckdb.DuckDBPyConnection, kind: str, day: str, hours: int) -> None:
    only = Period(shop.day(day), shop.day(day))
    zone = {"period": only, "timezone": "Europe/Berlin"}
    assert asked(clock, ticks(kind), "n", by=(By("time", "day"),), **zone) == [(shop.day(day), hours * 2)]
    found = asked(clock, ticks(kind), "n", by=(By("time", "hour"),), **zone)
    assert [count for _, count in found] == [2] * hours
    assert len({hour for hour, _ in found}) == hours
    assert asked(clock, ticks(kind), "n", by=(By("time", "hour"),), fill=True, **zone) == found


def test_hours_of_zones_that_are_half_an_hour_off(clock: duckdb.DuckDBPyConnection) -> None:
    only = Period(date(2026, 1, 1), date(2026, 1, 1))
    found = asked(clock, ticks(), "n", by=(By("time", "hour"),), period=only, timezone="Asia/Kolkata")
    assert found[0] == (datetime(2025, 12, 31, 18, 30), 2)  # noqa: DTZ001 # hours come without a zone, in UTC
    assert len(found) == 24


def test_fiscal_years_are_compared_week_by_week(clock: duckdb.DuckDBPyConnection) -> None:
    """2024 began on 4 February and 2025 on 2 February: their first weeks meet."""
    model = replace(ticks(), calendar=RETAIL)
    first = Period(date(2025, 2, 2), date(2025, 2, 15))
    found = asked(clock, model, "n", "before", by=(By("time", "week"),), period=first)
    assert found == [(date(2025, 2, 2), 336, 336), (date(2025, 2, 9), 336, 336)]
    year = asked(
        clock,
        model,
        "n",
        "before",
        by=(By("time", "fiscal_year"),),
        period=Period(date(2025, 2, 2), date(2026, 1, 31)),
    )
    assert year == [(date(2025, 2, 2), 364 * 48, 364 * 48)]


def test_weeks_are_compared_with_the_same_weekdays(clock: duckdb.DuckDBPyConnection) -> None:
    week = Period(date(2026, 1, 5), date(2026, 1, 7))
    model = ticks()
    found = asked(clock, model, "n", "last_week", by=(By("time", "week"),), period=week)
    assert found == [(date(2026, 1, 5), 144, 144)]


def test_the_29th_of_february_is_compared_with_one_day(clock: duckdb.DuckDBPyConnection) -> None:
    leap = Period(date(2025, 2, 27), date(2025, 3, 1))
    found = asked(clock, ticks(), "last_week", by=(By("time", "day"),), period=leap)
    assert [count for _, count in found] == [48, 48, 48]


def test_fiscal_quarters_of_rows(clock: duckdb.DuckDBPyConnection) -> None:
    model = replace(ticks(), calendar=APRIL)
    found = asked(clock, model, "n", by=(By("time", "fiscal_year"),))
    days = [(date(2023, 4, 1), 91), (date(2024, 4, 1), 365), (date(2025, 4, 1), 365), (date(2026, 4, 1), 275)]
    assert found == [(start, count * 48) for start, count in days]
