"""What things cost: the overview, who serves what, systems that do the same, seats that nobody uses."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lintel.audit.memory import remembered, remembered_of
from lintel.estate.inventory.models import Contract, Kind
from lintel.estate.inventory.standing import standing_on
from lintel.estate.spending import drawing, overlapping, sharing
from lintel.estate.spending.access import may_find
from lintel.estate.spending.measuring import taken
from lintel.estate.spending.models import Saving, SavingState
from lintel.estate.spending.tables import SeatTable, with_waste
from lintel.people.access import may_read
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.exports import csv_response, xlsx_response
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied, Missing

NO_READER = Denied("Costs are for people with a role.", way_out="Ask an administrator for one.")
SHOWN = 50  # pairs on the page; a file holds all
BY = {"capability": Kind.CAPABILITY, "touchpoint": Kind.TOUCHPOINT}


def reader(request: HttpRequest) -> User:
    """Who reads; refused without a role."""
    user = user_of(request)
    if not may_read(user):
        raise NO_READER
    return user


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What everything costs, by capability or touchpoint, and month by month."""
    user, today = reader(request), timezone.localdate()
    by = "touchpoint" if request.GET.get("by") == "touchpoint" else "capability"
    money = sharing.currency()
    found = sharing.shares(BY[by], today)
    title = f"Twelve months by {by}"
    context = {
        "by": by,
        "tiles": _tiles(user, today),
        "currency": money,
        "whole": round(sum((share.amount for share in found), Decimal())),
        "chart": drawing.treemap(found, title, money, sharing.RULES[BY[by]]) if found else None,
        "trend": drawing.trend_bars(sharing.trend(today), money),
    }
    return render(request, "spending/overview.html", context)


def _tiles(user: User, today: dt.date) -> list[dict[str, Any]]:
    """Savings in their states and seats that lie idle, found once for each state of the ledger."""

    def count() -> dict[str, Decimal]:
        rows = list(Saving.objects.visible_to(user).with_parts())
        sums = {state: Decimal() for state in SavingState.values}
        for row in rows:
            sums[row.state] += row.a_year
        done = sum((one.total or Decimal() for one in taken(rows).values()), Decimal())
        idle = with_waste(Contract.objects.visible_to(user).with_parts())
        wasted = idle.aggregate(total=Sum("wasted_a_year"))["total"] or Decimal()
        return {"found": sums["found"], "decided": sums["decided"], "taken": done, "idle": wasted}

    found, savings = remembered(("spending tiles", user.pk, today), count), reverse("spending:savings")
    return [
        {"amount": round(found["found"]), "label": "a year found", "url": f"{savings}?state=found"},
        {"amount": round(found["decided"]), "label": "a year decided", "url": f"{savings}?state=decided"},
        {"amount": round(found["taken"]), "label": "taken, measured", "url": f"{savings}?state=decided"},
        {
            "amount": round(found["idle"]),
            "label": "a year for unused seats",
            "url": reverse("spending:seats"),
        },
    ]


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """Which system serves which capability."""
    reader(request)
    found = overlapping.matrix(timezone.localdate())
    lines = [
        (system, [(capability, found.serves(system, capability)) for capability in found.capabilities])
        for system in found.systems
    ]
    totals = [
        (capability, sum(found.serves(system, capability) for system in found.systems))
        for capability in found.capabilities
    ]
    return render(request, "spending/matrix.html", {"found": found, "lines": lines, "totals": totals})


@require_safe
def overlaps(request: HttpRequest) -> HttpResponse:
    """Systems that do the same, those that share most on top."""
    user = reader(request)
    pairs = overlapping.overlaps(overlapping.matrix(timezone.localdate()))
    context = {
        "pairs": pairs[:SHOWN], "count": len(pairs), "rule": overlapping.RULE, "may_find": may_find(user),
        "currency": sharing.currency(),
    }  # fmt: skip
    return render(request, "spending/overlaps.html", context)


@require_safe
def seats(request: HttpRequest) -> HttpResponseBase:
    """Contracts whose seats are not all used."""
    user = user_of(request)
    rows = with_waste(Contract.objects.visible_to(user).with_parts())
    return list_page(
        request, rows, table=SeatTable, template="spending/seats.html",
        context={"may_find": may_find(user)}, export_name="unused-seats", remember=remembered_of,
    )  # fmt: skip


@require_safe
def file(request: HttpRequest, what: str, kind: str) -> HttpResponseBase:
    """The matrix, the pairs, or the costs by capability or touchpoint, as `csv` or `xlsx`."""
    reader(request)
    if what not in ("matrix", "overlaps", *BY) or kind not in ("csv", "xlsx"):
        raise Missing("There is no such file.", way_out="Open the page of costs to see which there are.")
    header, rows = _table(what, timezone.localdate())
    answer = csv_response if kind == "csv" else xlsx_response
    return answer(f"spending-{what}", header, iter(rows))


def _table(what: str, day: dt.date) -> tuple[list[str], list[list[Any]]]:
    standing = standing_on(day)
    if what in BY:
        found = sharing.shares(BY[what], day, standing)
        rows = [[share.name, system.name, part] for share in found for system, part in share.systems]
        return [what.capitalize(), "System", f"Twelve months, {sharing.currency()}"], rows
    matrix = overlapping.matrix(day, standing)
    if what == "matrix":
        return ["System", *(one.name for one in matrix.capabilities)], [
            [one.name, *("yes" if matrix.serves(one, other) else "" for other in matrix.capabilities)]
            for one in matrix.systems
        ]
    return ["System", "Other system", "Overlap", "Both serve", "At most saved a year"], [
        [pair.one.name, pair.other.name, pair.score, "; ".join(one.name for one in pair.shared), pair.most]
        for pair in overlapping.overlaps(matrix)
    ]
