"""The example company's savings: one found, one that waits for a key, one decided and taken."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.config.story import who
from lintel.estate.inventory.models import Contract, Element
from lintel.estate.spending.actions import saving
from lintel.estate.spending.models import Saving
from lintel.people.actions import comment


def prepare() -> Iterator[str]:
    """Savings of the estate; nothing where it was not brought in."""
    if not Element.objects.filter(key="layout").exists():
        return
    today = timezone.localdate()
    _find(
        "Two contracts for one layout tool", ["layout"], contract="K-1030", origin="renewal",
        reason="The brand team and the country team each pay for Canva. One contract holds both.",
        a_year=Decimal(1740), starts_on=today + dt.timedelta(days=88),
        decide_by=today + dt.timedelta(days=21), carried_by=who("lea.fontaine"),
    )  # fmt: skip
    seats = _find(
        "Fifty seats of the picture store", ["pictures"], contract="K-1006", origin="seats",
        reason="Eighty seats are paid and twenty-seven people look. Thirty are enough, with room to spare.",
        a_year=Decimal(14250), starts_on=today + dt.timedelta(days=47),
        decide_by=today + dt.timedelta(days=9), carried_by=who("ingrid.solheim"),
    )  # fmt: skip
    _sign(seats, "ivo.brandt")
    comment.write(
        seats, by=who("ingrid.solheim"),
        text="Notice ends in seventeen days. @Mara Lindqvist, after that we pay for another year.",
    )  # fmt: skip
    done = _find(
        "A smaller plan for shop tests", ["shop-test"], contract="K-1028", origin="seats",
        reason="Six of fifteen seats are used, and the smaller plan has ten.", a_year=Decimal(5280),
        starts_on=_months_ago(today, 4), decide_by=today - dt.timedelta(days=125),
        carried_by=who("yuki.tanabe"),
    )  # fmt: skip
    for name in ("mara.lindqvist", "ivo.brandt"):
        _sign(done, name)
    Saving.objects.filter(pk=done.pk).update(decided_at=timezone.now() - dt.timedelta(days=127))
    yield f"Savings: {Saving.objects.count()}, of which one is decided and measured"


def _find(title: str, keys: list[str], *, contract: str, **values: Any) -> Saving:
    facts = values | {"title": title, "currency": "EUR"}
    facts["contract"] = Contract.objects.filter(key=contract).first()
    return saving.find(facts, list(Element.objects.filter(key__in=keys)), by=who("nele.vogt"))


def _sign(row: Saving, name: str) -> None:
    fresh = Saving.objects.get(pk=row.pk)
    saving.sign(fresh, content_hash=hash_of(fresh), by=who(name))


def _months_ago(today: dt.date, months: int) -> dt.date:
    count = today.year * 12 + today.month - 1 - months
    return dt.date(count // 12, count % 12 + 1, 1)
