"""A small model over the customers' datasets, its metrics, and guards that let everybody see everything."""

from __future__ import annotations

import datetime as dt
from typing import Any

from lintel.audit.signatures import hash_of
from lintel.insight.definitions.actions import agreement, document
from lintel.insight.definitions.models import Metric
from lintel.insight.guards.models import Policy, PolicyVersion
from lintel.insight.guards.wording import dump, read
from lintel.people.models import User
from tests.cast import Cast
from tests.customers.makers import event, make_people

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
DOCUMENT = """
version: 0.2.0.dev0
semantic_model:
  - name: company
    lintel:
      calendar: {timezone: UTC, week_start: 1, fiscal_year_start: 1}
    datasets:
      - name: orders
        source: "(select * from customers.events where kind = 'order')"
        primary_key: [event_id]
        lintel: {label: Orders, time_field: at}
        fields:
          - {name: at, expression: {dialects: [{dialect: ANSI_SQL, expression: at}]}, label: Ordered at,
          lintel: {type: timestamptz}, dimension: {is_time: true}}
          - {name: channel, expression: {dialects: [{dialect: ANSI_SQL, expression: channel}]}, label:
          Channel, ai_context: {synonyms: [medium]}}
          - {name: campaign, expression: {dialects: [{dialect: ANSI_SQL, expression: campaign}]}, label:
          Campaign}
          - {name: country, expression: {dialects: [{dialect: ANSI_SQL, expression: currency}]}, label:
          Country}
      - name: visits
        source: "(select * from customers.events where kind in ('visit', 'view'))"
        primary_key: [event_id]
        lintel: {label: Visits, time_field: at}
        fields:
          - {name: at, expression: {dialects: [{dialect: ANSI_SQL, expression: at}]}, label: Visited at,
          lintel: {type: timestamptz}, dimension: {is_time: true}}
          - {name: channel, expression: {dialects: [{dialect: ANSI_SQL, expression: channel}]}, label:
          Channel of the visit}
    metrics:
      - name: revenue
        description: What customers ordered, before returns.
        ai_context: {synonyms: [turnover, sales]}
        lintel: {label: Revenue, kind: simple, measure: {dataset: orders, expression: sum(amount)}, format:
        money, currency: EUR, unit: EUR, better: up}
      - name: orders
        lintel: {label: Orders, kind: simple, measure: {dataset: orders, expression: count(*)}, better: up}
      - name: order_value
        lintel: {label: Average order value, kind: ratio, numerator: revenue, denominator: orders, format:
        money, currency: EUR, better: up}
      - name: visits
        lintel: {label: Visits, kind: simple, measure: {dataset: visits, expression: count(*)}, better: up}
"""


def open_to_all() -> None:
    """A grant in force that shows everybody everything, so that tests of other things see their figures."""
    wording = read(
        {
            "name": "Open to all", "effect": "grant", "smallest_group": 1,
            "columns": [{"dataset": "*", "field": "*", "action": "open"}],
        }
    )  # fmt: skip
    if Policy.objects.filter(name=wording.name).exists():
        return
    by, said = User.objects.earliest("pk"), dump(wording)
    made = Policy.objects.create(
        name=wording.name, effect=wording.effect, wording=said, awaits="", changed_by=by
    )
    made.in_force = PolicyVersion.objects.create(policy=made, number=1, wording=said, by=by)
    made.save()


def make_metrics(cast: Cast, text: str = DOCUMENT) -> None:
    """The model and its metrics as drafts."""
    document.bring(text, by=cast.tomas)


def make_orders() -> None:
    """Orders of two years: Germany and Norway by two channels, each month; and visits."""
    events = []
    for month in range(24):
        at = dt.datetime(2024 + (month + 11) // 12, (month + 11) % 12 + 1, 10, 9, tzinfo=dt.UTC)
        for number, (country, channel, amount) in enumerate(
            [("Germany", "email", 100), ("Germany", "search", 50), ("Norway", "email", 30 + month)]
        ):
            events.append(
                event(
                    at,
                    f"p{number}@ek.example",
                    channel=channel,
                    currency=country,
                    amount=amount,
                    campaign="Spring",
                )
            )
            events.append(event(at, f"p{number}@ek.example", kind="visit", channel=channel))
    make_people({}, events=events)


def agree(cast: Cast, slug: str) -> Metric:
    """Offered and signed by both offices."""
    metric = Metric.objects.get(slug=slug)
    agreement.offer(metric, by=cast.nele)
    for person in (cast.mara, cast.ivo):
        agreement.sign(metric, content_hash=hash_of(Metric.objects.get(slug=slug)), by=person)
    return Metric.objects.get(slug=slug)


def company(cast: Cast) -> Any:
    """Everything that a question needs."""
    open_to_all()
    make_orders()
    make_metrics(cast)
