"""A small estate, what is sent to its addresses, and many of everything."""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.utils import timezone

from lintel.estate.inventory.models import Ask, Contract, Element, Flow, Survey
from lintel.people.models import User
from tests.cast import Cast
from tests.estate.inventory.makers import (
    make_contract,
    make_element,
    make_field,
    make_flow,
    make_shop,
    make_survey,
)

Body = dict[str, Any]
LISTS = {
    "inventory:elements": "",
    "inventory:mine": "",
    "inventory:flows": "",
    "inventory:contracts": "",
    "inventory:surveys": "",
    "inventory:survey": "survey",
}
CATALOGUE = b"""apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: cart}
spec: {type: service, owner: shop, lifecycle: production}
"""
API_LISTS = {
    "list_elements": "",
    "list_costs": "element",
    "list_extra_fields": "",
    "list_data_flows": "",
    "list_contracts": "",
    "list_surveys": "",
    "list_asks": "survey",
}


def things(cast: Cast) -> dict[str, Model]:
    """The samples: the shop and its parts, and a survey whose question to Nele is open."""
    shop, today = make_shop(cast), timezone.localdate()
    survey = make_survey(cast, today)
    found: dict[str, Model] = {f"estate {name}": one for name, one in shop.items()}
    found["estate mistake"] = make_element(cast, "Entered by mistake")
    return found | {
        "element": shop["shop"],
        "relation of an element": shop["shop"].relations.earliest("pk"),
        "data flow": make_flow(cast, shop),
        "contract": make_contract(cast, shop),
        "further field": make_field(cast),
        "survey": survey,
        "question to Nele": Ask.objects.get(survey=survey, person=cast.nele, element=shop["shop"]),
        "thread of an element": shop["shop"],
    }


def args(name: str, s: Any) -> tuple[Any, ...] | None:
    """What leads to a relation: the entry and the relation."""
    if name == "table of the estate":
        return ("relations", "csv")
    return (s["element"].pk, s[name].pk) if name == "relation of an element" else None


def _flow(s: Any, name: str) -> Body:
    return {
        "name": name, "source": s["estate pay"].pk, "target": s["element"].pk, "state": "live",
        "means": "api",
    }  # fmt: skip


def _contract(s: Any, title: str) -> Body:
    return {"title": title, "vendor": s["estate vendor"].pk, "currency": "EUR"}


def forms(s: Any) -> dict[str, Body]:
    """What is sent to the pages."""
    today = timezone.localdate()
    return {
        "inventory:new": {"name": "Newcomer"},
        "inventory:edit": {"name": "Shopkeeper", "description": "Sells more.", "version": 1},
        "inventory:confirmation": {"version": 1},
        "inventory:relations": {"kind": "serves", "target": s["estate web"].pk},
        "inventory:costs": {"month": "2026-05-01", "kind": "run", "amount": "12.50", "currency": "EUR"},
        "inventory:new-flow": _flow(s, "Back"),
        "inventory:edit-flow": _flow(s, "Orders, turned round") | {"version": 1},
        "inventory:new-contract": _contract(s, "Another"),
        "inventory:edit-contract": _contract(s, "Renamed") | {"version": 1},
        "inventory:seats": {"used": 12, "day": "2026-05-01"},
        "inventory:fields": {"of": "system", "label": "Team", "name": "team", "kind": "text", "position": 1},
        "inventory:field": {"label": "Hours to recover", "position": 0},
        "inventory:new-survey": {"title": "Once more", "due_on": today.isoformat(), "kinds": ["system"]},
        "inventory:files": {"file": SimpleUploadedFile("catalog-info.yaml", CATALOGUE)},
        "inventory:answer": {"answer": "right", "version": 1},
    }


def json(s: Any) -> dict[str, Body]:
    """What is sent to the API."""
    web, today = s["estate web"].pk, timezone.localdate()
    flow = {"name": "Back", "source_id": s["estate pay"].pk, "target_id": s["element"].pk}
    return {
        "create_element": {"kind": "vendor", "name": "Newcomer"},
        "change_element": {"description": "Sells more.", "version": 1},
        "confirm_element": {"version": 1},
        "join_elements": {"kind": "serves", "target_id": web},
        "note_cost": {"month": "2026-05-01", "amount": "12.50"},
        "create_data_flow": flow,
        "change_data_flow": {"state": "broken", "version": 1},
        "create_contract": {"title": "Another", "vendor_id": s["estate vendor"].pk},
        "change_contract": {"seats": 3, "version": 1},
        "count_seats": {"used": 12, "day": "2026-05-01"},
        "open_survey": {"title": "Once more", "due_on": today.isoformat(), "kinds": ["system"]},
        "answer_ask": {"answer": "right", "version": 1},
    }


def fill(reader: User, things: dict[str, Any], numbers: range) -> None:
    """Many entries of one owner, with flows, contracts and questions."""
    owned: Body = {"business_owner": reader, "technical_owner": reader}
    rows = Element.objects.bulk_create(
        [Element(kind="system", name=f"System {n}", **owned) for n in numbers], batch_size=500
    )
    shop, vendor = things["element"], things["estate vendor"]
    Flow.objects.bulk_create(
        [Flow(name=f"Flow {n}", source=shop, target=row) for n, row in zip(numbers, rows, strict=True)],
        batch_size=500,
    )
    day = dt.date(2027, 1, 1)
    Contract.objects.bulk_create(
        [Contract(title=f"Contract {n}", vendor=vendor, ends_on=day, renews=True) for n in numbers],
        batch_size=500,
    )
    Survey.objects.bulk_create([Survey(title=f"Survey {n}", due_on=day) for n in numbers], batch_size=500)
    Ask.objects.bulk_create(
        [Ask(survey=things["survey"], element=row, person=reader) for row in rows], batch_size=500
    )
