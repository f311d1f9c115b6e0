"""A dashboard of six charts over 10 million events, beside the same six statements written by hand.

`python -m benchmarks.insight [--events 10000000] [--rounds 10]`

Cold is a process that has answered nothing yet about this data: every statement is compiled and run. Warm is
the same dashboard again. The reference runs hand-written SQL on one open connection, without page and rights.
"""

import argparse
import datetime as dt
import os
import tempfile
import time
from collections.abc import Callable
from statistics import median, quantiles
from typing import Any

TODAY = dt.date(2026, 11, 20)
MODEL = """
semantic_model:
  - name: benchmark
    datasets:
      - name: events
        source: customers.events
        primary_key: [event_id]
        lintel: {label: Events, time_field: at}
        fields:
          - {name: at, expression: '"at"', label: Happened at, datatype: DateTimeTz}
          - {name: channel, label: Channel}
          - {name: kind, label: Kind}
          - {name: campaign, label: Campaign}
    metrics:
      - {name: events, lintel: {label: Events, measure: {dataset: events, expression: count(*)}}}
      - {name: revenue, lintel: {label: Revenue, measure: {dataset: events, expression: sum(amount), filter: "kind = 'order'"}}}
      - {name: orders, lintel: {label: Orders, measure: {dataset: events, expression: count(*), filter: "kind = 'order'"}}}
      - {name: visits, lintel: {label: Visits, measure: {dataset: events, expression: count(*), filter: "kind = 'visit'"}}}
      - {name: conversion, lintel: {label: Conversion, kind: ratio, numerator: orders, denominator: visits, format: percent}}
"""  # noqa: E501  # one metric a line
QUESTIONS = (
    "revenue by month last 12 months vs year before",
    "conversion by week last 26 weeks",
    "revenue by channel last quarter vs year before",
    "top 10 campaigns by revenue last 12 months",
    "visits by month and channel last 12 months",
    "orders by month last 12 months vs year before",
)
MONTH, WEEK = "date_trunc('month', \"at\")", "date_trunc('week', \"at\")"
YEAR = "\"at\" >= '2025-11-01' and \"at\" < '2026-11-01'"
HALF = "\"at\" >= '2026-05-18' and \"at\" < '2026-11-16'"
QUARTER, BEFORE = (
    "\"at\" >= '2026-07-01' and \"at\" < '2026-10-01'",
    "\"at\" >= '2025-07-01' and \"at\" < '2025-10-01'",
)
PRIOR = "\"at\" >= '2024-11-01' and \"at\" < '2025-11-01'"
ORDERS = "filter (where kind = 'order')"
VISITS, ORDERED = "count(*) filter (where kind = 'visit')", f"count(*) {ORDERS}"
SOLD = f"sum(amount) {ORDERS}"


def hand(columns: str, where: str, end: str = "group by 1") -> str:
    """A statement as somebody who knows the table would write it."""
    return f"select {columns} from customers.events where {where} {end}"


BY_HAND = (
    hand(f"{MONTH}, {SOLD}", YEAR),
    hand(f"{MONTH}, {SOLD}", PRIOR),
    hand(f"{WEEK}, {ORDERED} / {VISITS}", HALF),
    hand(f"channel, {SOLD}", QUARTER),
    hand(f"channel, {SOLD}", BEFORE),
    hand(f"campaign, {SOLD} s", YEAR, "group by 1 order by s desc limit 10"),
    hand(f"{MONTH}, channel, {VISITS}", YEAR, "group by 1, 2"),
    hand(f"{MONTH}, {ORDERED}", YEAR),
    hand(f"{MONTH}, {ORDERED}", PRIOR),
)


def main() -> None:
    """Prints milliseconds (median and 95th percentile of the rounds) and each as a ratio to the reference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=10)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"LINTEL_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "lintel.config.settings"}
        import django

        django.setup()
        from lintel.config.installation import prepare

        list(prepare())
        measure(given.events, given.rounds)


def fill(events: int) -> None:
    """Events of two years in the order of time, as loads leave them."""
    import duckdb

    from lintel.customers.shapes import EVENTS
    from lintel.warehouse import writing
    from lintel.warehouse.actions import snapshot

    query = f"""
        select 'shop' as source, i::varchar as event_id,
               timestamptz '2024-11-20 00:00:00+00' + to_seconds(i * (730 * 86400.0 / {events})) as "at",
               'Event' as name,
               case when hash(i) % 40 = 0 then 'order' when hash(i) % 3 = 0 then 'view'
                    else 'visit' end as kind,
               ['email', 'search', 'social', 'display', 'direct', 'referral']
                   [(1 + hash(i + 1) % 6)::bigint] as channel,
               case when hash(i + 2) % 3 = 0 then 'campaign-' || (hash(i + 3) % 40) end as campaign,
               'anonymous' as identity_kind, (hash(i + 4) % 600000)::varchar as identity,
               null as also_kind, null as also,
               case when hash(i) % 40 = 0 then (10 + hash(i + 5) % 90)::decimal(18, 2) end as amount,
               'EUR' as currency,
               null as properties, 1 as load
        from range({events}) t(i)"""
    with duckdb.connect() as connection, writing.draft(EVENTS.name) as draft:
        # The rows come in the order of their days; sorting ten million of them again would prove nothing.
        for batch in connection.execute(query).to_arrow_reader(122_880):
            draft.write(batch)
        snapshot.publish([draft.seal()], by=None)


def measure(events: int, rounds: int) -> None:
    """Fills a warehouse of its own, pins six answers and opens the dashboard again and again."""
    from lintel.engines.metrics import Guards
    from lintel.insight import ports, remembering

    began = time.perf_counter()
    fill(events)
    print(f"{events:,} events written in {time.perf_counter() - began:.1f} s")
    ports.register_guards(lambda user, purpose: Guards())
    open_, reference = prepared()
    open_()  # libraries are loaded once per process

    def cold() -> None:
        remembering.forget()
        open_()

    print("| what | median ms | p95 ms | × reference |\n|---|---:|---:|---:|")
    base = 0.0
    for name, work in (
        ("nine statements by hand (reference)", reference),
        ("dashboard, cold", cold),
        ("dashboard, warm", open_),
    ):
        took = [milliseconds(work) for _ in range(rounds)]
        base = base or median(took)
        print(
            f"| {name} | {median(took):.0f} | {quantiles(took, n=20)[-1]:.0f} | {median(took) / base:.2f} |"
        )


def prepared() -> tuple[Callable[[], Any], Callable[[], Any]]:
    """The dashboard as a page, opened by its owner; and the statements by hand."""
    from unittest.mock import patch

    from django.test import Client
    from django.utils import timezone

    from lintel.customers.shapes import EVENTS
    from lintel.insight.asking.actions import question
    from lintel.insight.asking.actions.question import Kept
    from lintel.insight.asking.asking import desk
    from lintel.insight.dashboards.actions import dashboard, tile
    from lintel.insight.dashboards.actions.dashboard import Described
    from lintel.insight.definitions.actions import document
    from lintel.people.models import Role, User
    from lintel.warehouse import reading

    User.objects.create(name="Mara", email="mara@example.org", role=Role.OFFICE_HOLDER, side="marketing")
    mara, now = User.objects.get(), dt.datetime.combine(TODAY, dt.time(12), dt.UTC)
    document.bring(MODEL, by=mara)
    board = dashboard.make(Described("Six charts"), by=mara)
    at = desk(mara, "analysis", now)
    for words in QUESTIONS:
        asked = at.read(words).asked
        tile.pin(board, question.save(Kept(words, asked, words, "analysis"), by=mara), by=mara)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(mara, backend="allauth.account.auth_backends.AuthenticationBackend")

    def open_() -> None:
        with patch.object(timezone, "now", lambda: now):
            answer = client.get(board.get_absolute_url())
        assert answer.status_code == 200, (answer.status_code, answer.headers)
        assert answer.content.count(b"<vega-figure") == len(QUESTIONS), "a tile has no chart"

    def by_hand() -> None:
        with reading.connect(EVENTS.name, threads=2) as connection:
            for statement in BY_HAND:
                connection.execute(statement).fetchall()

    return open_, by_hand


def milliseconds(work: Callable[[], Any]) -> float:
    """How long it took."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
