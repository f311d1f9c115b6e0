"""Systems that do the same, with costs, and savings made by the actions that people use."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.estate.inventory.models import Cost, Element
from lintel.estate.spending.actions import saving
from lintel.estate.spending.models import Saving
from tests.cast import Cast


def month(ago: int) -> dt.date:
    """The first day of the month so many months before this one."""
    today = timezone.localdate()
    count = today.year * 12 + today.month - 1 - ago
    return dt.date(count // 12, count % 12 + 1, 1)


def pay(element: Element, amounts: dict[int, int | str], **more: Any) -> None:
    """Costs by how many months ago."""
    Cost.objects.bulk_create(
        [Cost(element=element, month=month(ago), amount=Decimal(amount), **more)
         for ago, amount in amounts.items()]
    )  # fmt: skip


def facts(cast: Cast, **values: Any) -> dict[str, Any]:
    """What is written down."""
    said = {
        "title": "One payment service less", "origin": "overlap", "reason": "Cardgate does the same.",
        "a_year": Decimal(1200), "currency": "EUR", "starts_on": month(3),
        "decide_by": timezone.localdate() + dt.timedelta(days=20), "carried_by": cast.nele,
    }  # fmt: skip
    return said | values


def make_saving(cast: Cast, *systems: Element, **values: Any) -> Saving:
    """A saving that Nele found."""
    made = saving.find(facts(cast, **values), systems, by=cast.nele)
    return Saving.objects.get(pk=made.pk)


def put_key(row: Saving, by: Any) -> Saving:
    """An office's key to what stands now."""
    fresh = Saving.objects.get(pk=row.pk)
    return saving.sign(fresh, content_hash=hash_of(fresh), by=by)


def decide(cast: Cast, row: Saving) -> Saving:
    """Both keys."""
    put_key(row, cast.mara)
    return put_key(row, cast.ivo)
