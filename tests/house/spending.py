"""Costs and savings, what is sent to their addresses, and many of them."""

import datetime as dt
from typing import Any

from django.db.models import Model

from lintel.audit.signatures import hash_of
from lintel.estate.inventory.models import Contract, Cost, Element, Relation, SeatCount
from lintel.estate.spending.models import Saving
from lintel.people.models import User
from tests.cast import Cast
from tests.estate.spending.makers import decide, make_saving, pay, put_key

Body = dict[str, Any]
LISTS = {"spending:seats": "", "spending:savings": ""}
API_LISTS = {
    "list_unused_seats": "",
    "list_savings": "",
    "get_overlaps": "",
    "get_cost_shares": "",
    "get_cost_trend": "",
}


def things(cast: Cast, found: dict[str, Any]) -> dict[str, Model]:
    """Savings that were found, that wait for Mara, and that both decided; `found` is the estate."""
    pay(found["estate pay"], {14: 90, 2: 100, 1: 50})
    waiting = make_saving(cast, found["estate pay"], title="For Mara")
    put_key(waiting, cast.ivo)
    done = decide(cast, make_saving(cast, found["estate card"], title="Done"))
    return {
        "saving": make_saving(cast, found["estate pay"]),
        "saving for Mara": Saving.objects.get(pk=waiting.pk),
        "decided saving": Saving.objects.get(pk=done.pk),
        "thread of a saving": make_saving(cast, found["estate pay"], title="To talk of"),
    }


def args(name: str, s: Any) -> tuple[Any, ...] | None:
    """What leads to a file."""
    return ("overlaps", "csv") if name == "table of costs" else None


def _saving(s: Any, title: str) -> Body:
    day = dt.date(2027, 1, 1).isoformat()
    return {"title": title, "a_year": "100.00", "currency": "EUR", "starts_on": day, "decide_by": day}


def forms(s: Any) -> dict[str, Body]:
    """What is sent to the pages."""
    more = {"origin": "other", "systems": [s["estate card"].pk], "carried_by": s.cast.nele.pk}
    return {
        "spending:new": _saving(s, "Newcomer") | more,
        "spending:edit": _saving(s, "Renamed") | more | {"version": 1},
        "spending:signature": {"content_hash": hash_of(s["saving for Mara"])},
        "spending:dropping": {"why": "Not now."},
    }


def json(s: Any) -> dict[str, Body]:
    """What is sent to the API."""
    more = {"system_ids": [s["estate card"].pk], "carried_by_id": s.cast.nele.pk}
    return {
        "find_saving": _saving(s, "Newcomer") | more,
        "change_saving": {"a_year": "90.00", "version": 1},
        "sign_saving": {"content_hash": hash_of(s["saving for Mara"])},
        "drop_saving": {"why": "Not now."},
    }


def fill(reader: User, things: dict[str, Any], numbers: range) -> None:
    """Many systems that serve the same and cost something, unused seats and savings."""
    day, order = dt.date(2026, 10, 1), things["estate order"]
    rows = Element.objects.bulk_create(
        [Element(kind="system", name=f"Twin {n}") for n in numbers], batch_size=500
    )
    Relation.objects.bulk_create(
        [Relation(source=row, kind="serves", target=order) for row in rows[:40]], batch_size=500
    )
    Cost.objects.bulk_create([Cost(element=row, month=day, amount=10) for row in rows], batch_size=500)
    contracts = Contract.objects.bulk_create(
        [Contract(title=f"Idle {n}", vendor=things["estate vendor"], seats=10, a_year=100) for n in numbers],
        batch_size=500,
    )
    SeatCount.objects.bulk_create(
        [SeatCount(contract=one, counted_on=day, used=4) for one in contracts], batch_size=500
    )
    savings = Saving.objects.bulk_create(
        [Saving(title=f"Saving {n}", a_year=10, starts_on=day, decide_by=day, carried_by=reader,
                state="decided", awaits="") for n in numbers],
        batch_size=500,
    )  # fmt: skip
    through: Any = Saving.systems.through
    through.objects.bulk_create(
        [through(saving_id=one.pk, element_id=row.pk) for one, row in zip(savings, rows, strict=True)],
        batch_size=500,
    )
