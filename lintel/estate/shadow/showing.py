"""What a tool's page shows: teams, months, what logs call it, and the two keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Max, Min, Q, Sum

from lintel.audit.models import Signature
from lintel.audit.sides import OFFICES, Office
from lintel.audit.signatures import hash_of, keys_of
from lintel.estate.shadow.models import DECIDE, LogKind, Outcome, Tool
from lintel.ui.charts import PALETTE, Figure

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
KINDS = {LogKind.SIGN_IN.value: "Sign-ins", LogKind.NETWORK.value: "Visits"}
PAID = Q(file__kind=LogKind.EXPENSE)


def teams(tool: Tool) -> list[dict[str, Any]]:
    """Each team that uses it: since when, until when, how often; what it paid by currency. One query each."""
    rows = list(
        tool.sightings.order_by()
        .values("team")
        .annotate(
            first=Min("first_on"), last=Max("last_on"), often=Sum("uses", filter=~PAID),
            most=Max("people", filter=~PAID),
        )
        .order_by("-often", "team")
    )  # fmt: skip
    paid: dict[str, list[tuple[Decimal, str]]] = {}
    sums = tool.sightings.filter(PAID).order_by().values_list("team", "currency").annotate(Sum("amount"))
    for team, currency, amount in sums:
        paid.setdefault(team, []).append((amount, currency))
    return [row | {"paid": paid.get(row["team"], [])} for row in rows]


def months(tool: Tool) -> Figure | None:
    """Uses by month, as a chart with its table; nothing before anything was seen."""
    seen = tool.sightings.exclude(PAID).order_by().values_list("month", "file__kind").annotate(Sum("uses"))
    priced = tool.sightings.filter(PAID, currency=tool.currency).order_by()
    paid = dict(priced.values_list("month").annotate(Sum("amount")))
    uses = {(month, KINDS[kind]): count for month, kind, count in seen}
    every = sorted({month for month, _ in uses} | set(paid))
    if not every:
        return None
    rows = [
        (f"{month:%B %Y}", *(uses.get((month, kind), 0) for kind in KINDS.values()), paid.get(month, ""))
        for month in every
    ]
    values = [
        {"month": month.isoformat(), "seen": kind, "uses": uses.get((month, kind), 0)}
        for month in every
        for kind in KINDS.values()
    ]
    spec = {
        "$schema": SCHEMA, "data": {"values": values}, "height": 160,
        "mark": {"type": "bar", "tooltip": True, "cornerRadiusEnd": 2},
        "encoding": {
            "x": {"field": "month", "type": "temporal", "timeUnit": "yearmonth", "title": None},
            "y": {"field": "uses", "type": "quantitative", "title": "Uses"},
            "color": {
                "field": "seen", "type": "nominal", "title": None, "legend": {"orient": "bottom"},
                "scale": {"domain": list(KINDS.values()), "range": [PALETTE[2], PALETTE[5]]},
            },
        },
    }  # fmt: skip
    return Figure(
        "Uses by month", spec, ["Month", *KINDS.values(), f"Paid {tool.currency}".strip()], rows,
        "As far as logs were brought in; visits are those that DNS or a proxy counted.",
    )  # fmt: skip


@dataclass(frozen=True)
class Decision:
    """The outcome that stands, who put a key to it, and what a key is put to."""

    row: Outcome
    posts: Sequence[tuple[Office, Signature | None]]
    content_hash: str


def decision(tool: Tool) -> Decision | None:
    """The proposal or decision of a tool."""
    row = Outcome.objects.standing().with_parts().filter(tool=tool).first()
    if row is None:
        return None
    given = keys_of(row, DECIDE).given
    return Decision(row, [(office, given.get(office)) for office in OFFICES], hash_of(row))
