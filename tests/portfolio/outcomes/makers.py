"""A house whose figures show what delivered proposals did, all made by the actions of the house."""

import datetime as dt
import math
import random
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.test import Client
from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.imports.bringing import bring
from lintel.insight.definitions.actions import document
from lintel.insight.definitions.models import Metric
from lintel.people.models import Specialty, User
from lintel.portfolio.outcomes.models import Outcome, PromisedBenefit
from lintel.portfolio.proposals.actions import board, part, proposal, signature
from lintel.portfolio.proposals.models import Benefit, BoardColumn, Effort, Proposal
from tests.cast import Cast
from tests.insight.makers import agree, open_to_all
from tests.portfolio.proposals.making import fresh, make_proposal

SignIn = Callable[[User], Client]
DAYS, DELIVERED = 560, 84  # days of figures; delivered so many days ago
LIFT = 120.0  # a day, since then
DEFINITIONS = """
semantic_model:
  - name: shops
    lintel:
      calendar: {timezone: UTC, week_start: 1, fiscal_year_start: 1}
    datasets:
      - name: sales
        source: insight.sales
        primary_key: [day]
        lintel: {label: Sales, time_field: day}
        fields:
          - {name: day, label: Day of sale, datatype: Date}
    metrics:
      - name: revenue
        lintel: {label: Revenue, measure: {dataset: sales, expression: sum(revenue)}, format: money,
                 currency: EUR, unit: EUR, better: up}
      - name: calls
        lintel: {label: Calls, measure: {dataset: sales, expression: sum(calls)}, unit: calls, better: down}
      - name: noise
        lintel: {label: Noise, measure: {dataset: sales, expression: sum(noise)}, unit: EUR, better: up}
      - name: market
        lintel: {label: Market, measure: {dataset: sales, expression: sum(market)}, better: up}
      - name: basket
        lintel: {label: Basket, kind: ratio, numerator: revenue, denominator: calls, unit: EUR, better: up}
"""


def day(ago: int) -> dt.date:
    """So many days before today."""
    return timezone.localdate() - dt.timedelta(days=ago)


def make_figures(cast: Cast, folder: Path) -> None:
    """Daily figures with weekdays and chance: since the delivery revenue rises and calls fall."""
    chance = random.Random(7)
    lines = ["Date,Revenue,Calls,Noise,Market"]
    for ago in range(DAYS, 0, -1):
        when, after = day(ago), ago <= DELIVERED
        week = 1 + 0.2 * math.sin(2 * math.pi * when.weekday() / 7)
        market = 500 * week + chance.gauss(0, 20)
        revenue = 1_000 * week + chance.gauss(0, 40) + LIFT * after
        calls = 200 * week + chance.gauss(0, 8) - 20 * after
        noise = 900 + chance.gauss(0, 300)
        lines.append(f"{when},{revenue:.2f},{calls:.0f},{noise:.2f},{market:.2f}")
    path = folder / "sales.csv"
    path.write_text("\n".join(lines))
    open_to_all()
    bring(path, "figures", by=cast.nele, options={"table": "Sales"})
    document.bring(DEFINITIONS, by=cast.tomas)
    for slug in ("revenue", "calls", "noise", "market", "basket"):
        agree(cast, slug)


def benefit(metric: str = "", **values: Any) -> dict[str, Any]:
    """A benefit of one year from the delivery on: 36,500 to 54,750 a year is 100 to 150 a day."""
    return {
        "what": "More is sold", "period": "First year", "period_starts_on": day(DELIVERED), "cashable": True,
        "low": Decimal(36_500), "likely": Decimal(43_800), "high": Decimal(54_750),
        "definition": Metric.objects.get(slug=metric) if metric else None, "metric": "",
    } | values  # fmt: skip


def make_promised(
    cast: Cast, *benefits: dict[str, Any], ago: int = DELIVERED + 90, **values: Any
) -> Proposal:
    """Approved by both so many days ago, owned by Nele and Tomas, with effort and these benefits."""
    given: dict[str, Any] = {
        "marketing_owner": cast.nele, "it_owner": cast.tomas, "starts_on": day(ago),
        "ends_on": day(DELIVERED),
    }  # fmt: skip
    row = make_proposal(cast.nele, **given | values)
    effort = {"low": Decimal(10), "likely": Decimal(20), "high": Decimal(30)}
    part.add(row, Effort, {"specialty": Specialty.objects.get(name="Data engineer"), **effort}, by=cast.tomas)
    for one in benefits:
        part.add(fresh(row), Benefit, one, by=cast.nele)
    moment = timezone.now() - dt.timedelta(days=ago)
    proposal.offer(fresh(row), by=cast.nele, now=moment)
    for holder in (cast.mara, cast.ivo):
        read = fresh(row)
        signature.sign(read, by=holder, purpose="approve", content_hash=hash_of(read), now=moment)
    return fresh(row)


def deliver(cast: Cast, row: Proposal, ago: int = DELIVERED) -> Proposal:
    """Moved to the column that finishes, so many days ago."""
    moment = timezone.now() - dt.timedelta(days=ago)
    done = BoardColumn.objects.get(finishes=True)
    board.move(fresh(row), done, by=cast.ivo, reason="It is live.", now=moment)
    return fresh(row)


def outcome_of(row: Proposal) -> Outcome:
    """As it stands, with its day of delivery."""
    return Outcome.objects.for_rows().get(proposal=row)


def benefit_of(row: Proposal, place: int = 0) -> PromisedBenefit:
    """One of the promise that counts."""
    promise = outcome_of(row).promise
    rows = PromisedBenefit.objects.select_related("promise", "metric", "arrangement")
    found: PromisedBenefit = rows.get(promise=promise, place=place)
    return found
