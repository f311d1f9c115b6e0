"""Flows, also of segments, and timelines over 10 million events of 600,000 customers, beside a plain count.

`python -m benchmarks.journeys [--events 10000000] [--customers 600000] [--rounds 5]`
"""

import argparse
import datetime as dt
import os
import tempfile
import time
from collections.abc import Callable
from statistics import median
from typing import Any

NOW = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)


def main() -> None:
    """Prints seconds (median of the rounds) and each as a ratio to the plain count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=10_000_000)
    parser.add_argument("--customers", type=int, default=600_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"LINTEL_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "lintel.config.settings"}
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        measure(given.events, given.customers, given.rounds)


def measure(events: int, customers: int, rounds: int) -> None:
    """Fills a warehouse of its own and asks it."""
    from lintel.customers.journeys.flow import Question, flow
    from lintel.customers.journeys.timeline import Narrowing, timeline
    from lintel.customers.journeys.visits import follow
    from lintel.customers.shapes import EVENTS, IDENTITIES
    from lintel.people.models import Role, User
    from lintel.warehouse import reading
    from lintel.warehouse.actions import snapshot

    began = time.perf_counter()
    fill(events, customers)
    print(f"{events:,} events written in {time.perf_counter() - began:.1f} s")
    began = time.perf_counter()
    with reading.connect(EVENTS.name, IDENTITIES.name) as connection:
        made = snapshot.publish([follow(connection)], by=None)
    print(
        f"put together into {made[0].rows:,} visits in {time.perf_counter() - began:.1f} s, once per matching"
    )

    def count() -> None:
        with reading.connect(EVENTS.name) as connection:
            connection.execute(
                "select identity_kind, kind, channel, count(*) from customers.events group by all"
            ).fetchall()

    reader = User.objects.create(email="reader@example.org", name="Reader", role=Role.MEMBER)

    def ask(**question: Any) -> Callable[[], object]:
        asked = Question(NOW - dt.timedelta(days=question.pop("days")), NOW, **question)
        return lambda: flow(asked, reader)

    buyers, country = segments()
    asked = {
        "plain count over the events (reference)": count,
        "flow before an order, 90 days": ask(days=90),
        "flow before an order, two years": ask(days=730),
        "flow from the beginning, campaigns, two years, 6 steps": ask(
            days=730, before=False, level="campaign", steps=6
        ),
        "flow of a segment by country, 90 days": ask(days=90, group=country),
        "flow of a segment by behaviour (two orders), two years": ask(days=730, group=buyers),
        "timeline of one customer": lambda: timeline("c1000", Narrowing(), identified=True),
    }
    reference = 0.0
    print("| question | seconds | × reference |\n|---|---:|---:|")
    for name, question in asked.items():
        took = median(seconds(question) for _ in range(rounds))
        reference = reference or took
        print(f"| {name} | {took:.2f} | {took / reference:.1f} |")


def segments() -> tuple[str, str]:
    """Keys of a segment by what customers did, over all events, and of one by where they live."""
    from lintel.customers.segments.models import Segment
    from lintel.people.models import User

    parts: dict[str, dict[str, Any]] = {
        "Buyers": {"kind": "behaviour", "event": "order", "times": 2},
        "Norwegians": {"kind": "attribute", "name": "country", "test": "is", "values": ["NO"]},
    }
    owner = User.objects.get()
    made = [
        Segment.objects.create(name=name, owner=owner, sentence=name, definition={"parts": [part]})
        for name, part in parts.items()
    ]
    return str(made[0].pk), str(made[1].pk)


def seconds(question: Callable[[], object]) -> float:
    """Wall-clock seconds of one call."""
    began = time.perf_counter()
    question()
    return time.perf_counter() - began


def fill(events: int, customers: int) -> None:
    """Events by visits of about four, with an identity for each customer."""
    from lintel.customers.shapes import EVENTS, GOLDEN, IDENTITIES
    from lintel.warehouse import reading, writing
    from lintel.warehouse.actions import snapshot

    known = {
        "customer_id": "'c' || n",
        "country": "['NO', 'DE', 'SE', 'DK'][1 + (n % 4)::int]",
        "records": "1",
    }
    golden = ", ".join(f'{known.get(name, "null")} as "{name}"' for name in GOLDEN.columns)

    with reading.connect() as connection:
        connection.execute("select setseed(0.7)")
        made = [
            writing.of_query(
                EVENTS.name, connection, EVENTS_SQL,
                {"visits": events // 4, "customers": customers, "now": NOW},
            ),
            writing.of_query(
                IDENTITIES.name, connection,
                "select 'user' as kind, 'u' || n as identity, 'c' || n as customer_id "
                "from range($customers) t(n)",
                {"customers": customers},
            ),
            writing.of_query(
                GOLDEN.name, connection, f"select {golden} from range($customers) t(n)",
                {"customers": customers},
            ),
        ]  # fmt: skip
        snapshot.publish(made, by=None)


EVENTS_SQL = """
with visits as (
    select n, floor(pow(random(), 2) * $customers)::bigint as customer,
           $now - to_seconds((random() * 730 * 86400)::bigint) as began,
           ['search', 'direct', 'email', 'social', 'display', 'referral'][
               1 + floor(random() * 6)::int] as channel,
           'campaign ' || floor(random() * 12)::int as campaign, random() < 0.1 as buys
    from range($visits) t(n))
select 'bench' as source, n || '-' || k as event_id, began + to_seconds(k * 60) as "at",
       case when k = 3 and buys then 'Order Completed' else 'Page Viewed' end as name,
       case when k = 3 and buys then 'order' when k = 2 then 'view' else 'visit' end as kind,
       channel, campaign, 'user' as identity_kind, 'u' || customer as identity,
       null as also_kind, null as also,
       null as amount, null as currency, null as properties, 1 as load
from visits, range(4) s(k)
"""


if __name__ == "__main__":
    main()
