"""What every write about tools has in common: one lock, one version, figures that follow from sightings."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Max, Min, Q, Sum
from django.utils import timezone

from lintel.estate.shadow.models import LogKind, Sighting, Tool
from lintel.ui.problems import Stale


def locked(tool: Tool, version: int | None = None) -> Tool:
    """The row as it is now, locked until the transaction ends, if that is the version that was read."""
    fresh = Tool.objects.select_for_update(of=("self",)).with_parts().filter(pk=tool.pk).first()
    if fresh is None:
        raise Stale("This tool is no longer there.", way_out="Open the list and look for it.")
    if version is not None and fresh.version != version:
        raise Stale(
            "Somebody changed this tool while you were reading.", way_out="Read it again, then say it anew."
        )
    return fresh


def saved(tool: Tool) -> Tool:
    """The next version, stored."""
    tool.version += 1
    tool.changed_at = timezone.now()
    tool.save()
    return tool


def refresh(tools: Iterable[int]) -> None:
    """Draws the figures of these tools anew from what was seen; four statements for any number of tools."""
    rows = list(Tool.objects.filter(pk__in=set(tools)))
    seen = Sighting.objects.filter(tool__in=[row.pk for row in rows]).order_by()
    uses = Sum("uses", filter=~Q(file__kind=LogKind.EXPENSE))
    found = seen.values_list("tool_id").annotate(first=Min("first_on"), last=Max("last_on"), often=uses)
    spans: dict[int, tuple[Any, ...]] = {tool: tuple(rest) for tool, *rest in found}
    people: dict[int, int] = {}
    months = seen.exclude(file__kind=LogKind.EXPENSE).values_list("tool_id", "month", "file")
    for tool, _, _, count in months.annotate(count=Sum("people")):
        people[tool] = max(people.get(tool, 0), count)
    spent = _spent(seen)
    for row in rows:
        row.first_on, row.last_on, often = spans.get(row.pk, (None, None, 0))
        row.uses, row.people = often or 0, people.get(row.pk, 0)
        row.spent, row.currency = spent.get(row.pk, (None, ""))
    names = ["first_on", "last_on", "uses", "people", "spent", "currency"]
    Tool.objects.bulk_update(rows, names, batch_size=500)


def _spent(seen: Any) -> dict[int, tuple[Decimal | None, str]]:
    """What was paid in the twelve months up to the last expense, in the currency of most of it."""
    rows = list(
        seen.exclude(amount=None).values_list("tool_id", "currency", "month").annotate(total=Sum("amount"))
    )
    last: dict[int, dt.date] = {}
    for tool, _, month, _ in rows:
        last[tool] = max(last.get(tool, month), month)
    sums: dict[int, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for tool, currency, month, total in rows:
        if month > last[tool].replace(year=last[tool].year - 1):
            sums[tool][currency] += total
    return {
        tool: max(((total, currency) for currency, total in found.items()), key=lambda one: one[0])
        for tool, found in sums.items()
    }
