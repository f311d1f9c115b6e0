"""Random data, random questions: the statement gives what a loop over the rows gives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from lintel.engines import metrics
from lintel.engines.metrics import By, Calendar, Filter, Guards, Model, Period, Query, RowRule, calendars
from tests.engines.metrics import shop

BEGIN = date(2025, 12, 1)
days = st.integers(0, 150).map(lambda n: BEGIN + timedelta(n))
countries = st.sampled_from(["DE", "FR", None])
customers = st.lists(countries, max_size=5)
who = st.one_of(st.none(), st.integers(0, 6))
orders = st.lists(st.tuples(who, st.integers(-5, 50), st.sampled_from(["paid", "open"]), days), max_size=25)
visits = st.lists(st.tuples(who, days, st.sampled_from(["home", "tea"])), max_size=25)
stock = st.lists(st.tuples(st.sampled_from(["north", "south"]), days, st.integers(0, 9)), max_size=15)
windows = st.tuples(days, days).map(lambda pair: Period(min(pair), max(pair)))
grains = st.sampled_from(["day", "week", "month", "quarter", "fiscal_quarter", "fiscal_year"])
calendars_ = st.sampled_from(
    [Calendar(), Calendar(week_start=7, fiscal_year_start=4), Calendar(fiscal_year_start=2, pattern="4-4-5")]
)
Row = dict[str, Any]
Cells = dict[tuple[Any, ...], Any]

SIMPLE: dict[str, tuple[str, Callable[[list[Row]], Any]]] = {
    "revenue": ("orders", lambda rows: sum(r["amount"] for r in rows)),
    "orders": ("orders", len),
    "paid": ("orders", lambda rows: sum(r["amount"] for r in rows if r["status"] == "paid")),
    "buyers": ("orders", lambda rows: len({r["customer"] for r in rows} - {None})),
    "biggest": ("orders", lambda rows: max((r["amount"] for r in rows), default=None)),
    "visits": ("visits", len),
}


class Shop:
    """The rows, and the same in DuckDB."""

    def __init__(self, people: list[Any], bought: list[Any], seen: list[Any], kept: list[Any]) -> None:
        self.connection = duckdb.connect()
        for statement in shop.statements():
            if statement.startswith("create"):
                self.connection.execute(statement)
        self._fill("customers", [(n, country, "x@example") for n, country in enumerate(people)])
        self._fill("orders", [(n, c, a, s, d) for n, (c, a, s, d) in enumerate(bought)])
        self._fill("visits", seen)
        self._fill("stock", kept)
        country = dict(enumerate(people))
        self.rows: dict[str, list[Row]] = {
            "orders": [
                {
                    "customer": c,
                    "country": country.get(c),
                    "amount": a,
                    "status": s,
                    "day": d,
                    "known": c in country,
                }
                for c, a, s, d in bought
            ],
            "visits": [
                {"customer": c, "country": country.get(c), "day": d, "known": c in country}
                for c, d, _ in seen
            ],
            "stock": [{"store": s, "day": d, "pieces": p} for s, d, p in kept],
        }

    def _fill(self, name: str, rows: list[tuple[Any, ...]]) -> None:
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            self.connection.executemany(f"insert into shop.{name} values ({marks})", rows)

    def ask(self, model: Model, question: Query, guards: Guards | None = None) -> list[tuple[Any, ...]]:
        done = metrics.compile(model, question, as_of=shop.AS_OF, guards=guards or Guards())
        return self.connection.execute(done.sql, done.parameters).fetchall()


shops = st.builds(Shop, customers, orders, visits, stock)


def grouped(rows: list[Row], key: Callable[[Row], tuple[Any, ...]]) -> dict[tuple[Any, ...], list[Row]]:
    found: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


@settings(max_examples=30)
@given(
    here=shops,
    names=st.lists(st.sampled_from(sorted(SIMPLE)), min_size=1, max_size=4, unique=True),
    grain=st.one_of(st.none(), grains),
    split=st.booleans(),
    period=st.one_of(st.none(), windows),
    only=st.one_of(st.none(), st.sampled_from(["DE", "FR"])),
    guarded=st.booleans(),
    calendar=calendars_,
)
def test_plain_metrics(
    here: Shop,
    names: list[str],
    grain: Any,
    split: bool,
    period: Period | None,
    only: str | None,
    guarded: bool,
    calendar: Calendar,
) -> None:
    model = with_calendar(calendar)
    by = (*((By("country"),) if split else ()), *((By("time", grain),) if grain else ()))
    where = (Filter("country", "in", (only,)),) if only else ()
    guards = Guards(rows=(RowRule("customers", "{t}.id <> $id", {"id": 1}),)) if guarded else None
    found = here.ask(model, Query(tuple(names), by=by, where=where, period=period), guards)

    def visible(row: Row) -> bool:
        inside = period is None or period.first <= row["day"] <= period.last
        allowed = not guarded or (row["known"] and row["customer"] != 1)
        return inside and allowed and (only is None or row["country"] == only)

    def key(row: Row) -> tuple[Any, ...]:
        bucket = (calendars.bucket(calendar, grain, row["day"]),) if grain else ()
        return (*((row["country"],) if split else ()), *bucket)

    groups = {fact: grouped([r for r in here.rows[fact] if visible(r)], key) for fact in ("orders", "visits")}
    used = {SIMPLE[name][0] for name in names}
    keys = set().union(*(groups[fact] for fact in used)) | (set() if by else {()})
    expected = {k: tuple(SIMPLE[name][1](groups[SIMPLE[name][0]].get(k, [])) for name in names) for k in keys}
    assert {row[: len(by)]: row[len(by) :] for row in found} == expected
    assert len(found) == len(expected)


@settings(max_examples=30)
@given(here=shops, grain=grains, period=windows, calendar=calendars_)
def test_windows(here: Shop, grain: Any, period: Period, calendar: Calendar) -> None:
    model = with_calendar(calendar)
    names = ("revenue_to_date", "revenue_year_to_date", "revenue_7_days", "buyers_60_days")
    found = here.ask(model, Query(names, by=(By("time", grain),), period=period))
    buckets: dict[date, date] = {}
    for n in range((period.last - period.first).days + 1):
        day = period.first + timedelta(n)
        buckets[calendars.bucket(calendar, grain, day)] = day  # the last day of each

    def within(first: date, last: date) -> list[Row]:
        return [row for row in here.rows["orders"] if first <= row["day"] <= last]

    expected: Cells = {}
    for bucket, last in buckets.items():
        spans = [
            within(date.min, last),
            within(date(last.year, 1, 1), last),
            within(last - timedelta(6), last),
            within(last - timedelta(59), last),
        ]
        if any(spans):
            sums = [sum(row["amount"] for row in rows) for rows in spans[:3]]
            expected[(bucket,)] = (*sums, len({row["customer"] for row in spans[3]} - {None}))
    assert {row[:1]: row[1:] for row in found} == expected


@settings(max_examples=30)
@given(here=shops, grain=st.sampled_from(["day", "week", "month"]), period=windows)
def test_periods_before(here: Shop, grain: Any, period: Period) -> None:
    found = here.ask(
        shop.model(), Query(("revenue_before", "revenue"), by=(By("time", grain),), period=period)
    )
    spans: dict[date, list[date]] = {}
    for n in range((period.last - period.first).days + 1):
        day = period.first + timedelta(n)
        spans.setdefault(calendars.bucket(Calendar(), grain, day), []).append(day)
    expected: Cells = {}
    for bucket, inside in spans.items():
        first = calendars.add_months(inside[0], -1)
        after = calendars.add_months(inside[-1] + timedelta(1), -1)
        if grain == "day":
            after = first + timedelta(1)
        before = [row for row in here.rows["orders"] if first <= row["day"] < after]
        now = [row for row in here.rows["orders"] if inside[0] <= row["day"] <= inside[-1]]
        if before or now:
            expected[(bucket,)] = (sum(r["amount"] for r in before), sum(r["amount"] for r in now))
    assert {row[:1]: row[1:] for row in found} == expected


@settings(max_examples=30)
@given(here=shops, grain=st.one_of(st.none(), grains), calendar=calendars_)
def test_last_values(here: Shop, grain: Any, calendar: Calendar) -> None:
    by = (By("time", grain),) if grain else ()
    found = here.ask(with_calendar(calendar), Query(("stock", "opening_stock"), by=by))

    def key(row: Row) -> tuple[Any, ...]:
        return (calendars.bucket(calendar, grain, row["day"]),) if grain else ()

    def at(rows: list[Row], pick: Callable[..., date]) -> int:
        total = 0
        for store in {row["store"] for row in rows}:
            mine = [row for row in rows if row["store"] == store]
            moment = pick(row["day"] for row in mine)
            total += sum(row["pieces"] for row in mine if row["day"] == moment)
        return total

    groups = grouped(here.rows["stock"], key) or ({} if by else {(): []})
    expected = {k: (at(rows, max), at(rows, min)) for k, rows in groups.items()}
    assert {row[: len(by)]: row[len(by) :] for row in found} == expected


@settings(max_examples=30)
@given(here=shops, split=st.booleans())
def test_conversions(here: Shop, split: bool) -> None:
    found = here.ask(shop.model(), Query(("conversion",), by=(By("country"),) if split else ()))
    groups = grouped(here.rows["visits"], lambda row: (row["country"],) if split else ())
    expected: Cells = {} if split or groups else {(): None}
    for k, rows in groups.items():
        people = {row["customer"] for row in rows} - {None}
        done = {
            row["customer"]
            for row in rows
            for order in here.rows["orders"]
            if order["status"] == "paid" and order["customer"] == row["customer"] is not None
            if row["day"] <= order["day"] < row["day"] + timedelta(7)
        }
        expected[k] = len(done) / len(people) if people else None
    assert {row[:-1]: row[-1] for row in found} == expected


@settings(max_examples=30)
@given(here=shops, grain=grains, period=windows)
def test_filling_adds_rows_and_changes_none(here: Shop, grain: Any, period: Period) -> None:
    question = {"by": (By("time", grain), By("country")), "period": period}
    bare = here.ask(shop.model(), Query(("revenue", "visits"), **question))  # type: ignore[arg-type]
    full = here.ask(shop.model(), Query(("revenue", "visits"), fill=True, **question))  # type: ignore[arg-type]
    assert set(bare) <= set(full)
    assert all(row[2:] == (0, 0) for row in set(full) - set(bare))
    buckets = {
        calendars.bucket(Calendar(), grain, period.first + timedelta(n))
        for n in range((period.last - period.first).days + 1)
    }
    assert {row[:2] for row in full} == {(bucket, row[1]) for bucket in buckets for row in bare}


def with_calendar(calendar: Calendar) -> Model:
    from dataclasses import replace

    return replace(shop.model(), calendar=calendar)
