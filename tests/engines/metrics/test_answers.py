"""Known answers over the shop, the same in every database."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from lintel.engines.metrics import By, Filter, Order, Period, Top
from tests.engines.metrics.conftest import Ask

MONTH = By("time", "month")
JAN, FEB, MAR, APR = (date(2026, month, 1) for month in (1, 2, 3, 4))
SPRING = Period(FEB, date(2026, 4, 15))


def test_rows_without_a_parent_stand_in_a_group_of_their_own(ask: Ask) -> None:
    assert ask("revenue", "orders", by=(By("country"),)) == [("DE", 60, 3), ("FR", 5, 1), (None, 15, 2)]


def test_a_ratio_over_two_facts_does_not_fan_out(ask: Ask) -> None:
    """Order 3 has three lines: joined to them, its 30 would count three times."""
    assert ask("revenue", "items", "per_item") == [(80, 14, pytest.approx(80 / 14))]
    assert ask("per_item", by=(By("country"),)) == [("DE", 6), ("FR", 5), (None, 5)]


def test_two_facts_of_one_parent_do_not_multiply(ask: Ask) -> None:
    """The chasm: customer 1 has two orders and two visits, four rows when joined."""
    assert ask("revenue", "visits", "per_visit", by=(By("country"),)) == [
        ("DE", 60, 3, 20),
        ("FR", 5, 1, 5),
        (None, 15, 2, 7.5),
    ]


def test_a_group_that_one_fact_lacks_is_kept(ask: Ask) -> None:
    found = ask("revenue", "visits", by=(By("time", "day"),), where=(Filter("country", "in", ("FR",)),))
    assert found == [(date(2026, 2, 5), 0, 1), (date(2026, 2, 11), 5, 0)]


def test_a_measure_may_be_split_by_what_its_rows_belong_to(ask: Ask) -> None:
    found = ask("items", by=(By("country"), By("lines.product")), order=(Order("items", True),), limit=2)
    assert found == [("DE", "tea", 7), ("DE", "cup", 2)]


def test_things_are_counted_once_whatever_the_split(ask: Ask) -> None:
    assert ask("buyers", by=(MONTH,)) == [(JAN, 1), (FEB, 2), (MAR, 1)]
    assert ask("buyers") == [(4,)]


def test_a_share_is_of_sums_and_not_a_mean_of_shares(ask: Ask) -> None:
    assert ask("paid_share") == [(pytest.approx(42 / 80),)]


def test_running_totals(ask: Ask) -> None:
    found = ask("revenue_to_date", "revenue_year_to_date", "revenue_7_days", by=(MONTH,), period=SPRING)
    assert found == [(FEB, 65, 65, 0), (MAR, 80, 80, 0), (APR, 80, 80, 0)]
    days = ask("revenue_7_days", by=(By("time", "day"),), period=Period(date(2026, 2, 5), date(2026, 2, 11)))
    assert [value for _, value in days] == [20, 20, 30, 35]  # the 7th to the 9th have nothing in their week


def test_running_totals_without_a_split_end_with_the_period(ask: Ask) -> None:
    february = Period(FEB, date(2026, 2, 28))
    assert ask("revenue", "revenue_to_date", "revenue_before", period=february) == [(35, 65, 30)]


def test_rolling_counts_of_people_count_each_once(ask: Ask) -> None:
    assert ask("buyers_60_days", by=(MONTH,)) == [(JAN, 1), (FEB, 3), (MAR, 4)]


def test_a_period_is_compared_with_the_one_before(ask: Ask) -> None:
    found = ask("revenue", "revenue_before", "revenue_growth", "share_gain", by=(MONTH,))
    assert found == [
        (JAN, 30, 0, None, None),
        (FEB, 35, 30, pytest.approx(1 / 6), pytest.approx(5 / 35 - 1)),
        (MAR, 15, 35, pytest.approx(15 / 35 - 1), pytest.approx(7 / 15 - 5 / 35)),
    ]


def test_part_of_a_month_is_compared_with_the_same_days(ask: Ask) -> None:
    """The first ten days of February hold 30; those of January hold 10."""
    days = Period(FEB, date(2026, 2, 10))
    assert ask("revenue", "revenue_before", by=(MONTH,), period=days) == [(FEB, 30, 10)]


def test_stock_is_the_last_of_each_store(ask: Ask) -> None:
    assert ask("stock", "opening_stock", by=(MONTH,)) == [(JAN, 12, 8), (FEB, 6, 10)]
    assert ask("stock", by=(By("store"),)) == [("north", 4), ("south", 2)]
    assert ask("stock", "opening_stock") == [(6, 8)]


def test_conversion_counts_those_who_did_it_in_time(ask: Ask) -> None:
    """Customer 2 ordered within nine days and has not paid; the anonymous visit counts for nobody."""
    assert ask("conversion", by=(By("country"),)) == [("DE", 0.5), ("FR", 1), (None, 1)]


def test_gaps_are_filled_when_asked(ask: Ask) -> None:
    period = Period(JAN, date(2026, 4, 30))
    found = ask("revenue", "biggest", by=(MONTH, By("size")), period=period, fill=True)
    assert found == [
        (JAN, "large", 30, 20),
        (JAN, "small", 0, None),
        (FEB, "large", 30, 30),
        (FEB, "small", 5, 5),
        (MAR, "large", 0, None),
        (MAR, "small", 15, 8),
        (APR, "large", 0, None),
        (APR, "small", 0, None),
    ]
    assert ask("orders", by=(MONTH,), period=period) == [(JAN, 2), (FEB, 2), (MAR, 2)]
    days = ask("visits", by=(By("time", "day"),), fill=True)
    assert (len(days), days[0][0], days[-1][0]) == (60, JAN, MAR)


def test_top_and_the_rest(ask: Ask) -> None:
    found = ask("items", "per_item", by=(By("country"),), top=Top(1, "items"))
    assert found == [("DE", False, 10, 6), ("Other", True, 4, 5)]
    assert ask("items", by=(By("country"),), top=Top(1, "items", other=False)) == [("DE", 10)]


def test_the_rest_counts_people_anew(ask: Ask) -> None:
    """Adding up counts of months would count customer 1 twice."""
    found = ask("buyers", by=(By("orders.status"),), top=Top(1, "revenue"))
    assert found == [("paid", False, 3), ("Other", True, 1)]


def test_filters_are_typed(ask: Ask) -> None:
    def orders(*where: Filter) -> int:
        return int(ask("orders", where=where)[0][0])

    assert orders(Filter("country", "in", ("DE", "FR"))) == 4
    assert orders(Filter("country", "not_in", ("DE",))) == 3
    assert orders(Filter("country", "unknown")) == 2
    assert orders(Filter("country", "known")) == 4
    assert orders(Filter("orders.amount", "between", (7, 10))) == 3
    assert orders(Filter("orders.amount", ">", (10,))) == 2
    assert orders(Filter("email", "contains", ("ONE",))) == 3
    assert orders(Filter("email", "begins", ("A@",))) == 2
    assert orders(Filter("email", "contains", ("%",))) == 0
    assert orders(Filter("status", "in", ("paid' or '1'='1",))) == 0
    assert orders(Filter("ordered_at", "<=", (date(2026, 1, 31),))) == 2
    assert orders(Filter("ordered_at", ">", (date(2026, 1, 31),))) == 4
    assert orders(Filter("ordered_at", "in", (date(2026, 1, 31), date(2026, 3, 1)))) == 2
    assert orders(Filter("ordered_at", "not_in", (date(2026, 1, 31),))) == 5
    assert orders(Filter("ordered_at", "between", (date(2026, 1, 31), date(2026, 2, 10)))) == 2
    assert orders(Filter("ordered_at", "<", (datetime(2026, 1, 5, 10, 0, 1),))) == 1  # noqa: DTZ001 # UTC, as the column


def test_the_zone_decides_the_day(ask: Ask) -> None:
    """23:30 UTC on 31 January is 1 February in Berlin."""
    assert ask("orders", by=(MONTH,), timezone="Europe/Berlin") == [(JAN, 1), (FEB, 3), (MAR, 2)]
    february = Period(FEB, date(2026, 2, 28))
    assert ask("orders", period=february, timezone="Europe/Berlin") == [(3,)]
    assert ask("orders", period=february) == [(2,)]
    assert ask("orders", where=(Filter("ordered_at", "in", (FEB,)),), timezone="Europe/Berlin") == [(1,)]


def test_the_order_of_metrics_and_rows_does_not_matter(ask: Ask) -> None:
    names = ("revenue", "visits", "items", "buyers")
    first = ask(*names, by=(By("country"),))
    second = ask(*reversed(names), by=(By("country"),))
    assert [(row[0], *reversed(row[1:])) for row in second] == first
