"""A small estate, made by the same actions that people use."""

import datetime as dt
from decimal import Decimal
from typing import Any

from lintel.estate.inventory.actions import contract, element, extra_field, flow, relation, survey
from lintel.estate.inventory.models import Contract, Element, ExtraField, Flow, Kind, Survey
from tests.cast import Cast


def make_element(cast: Cast, name: str, kind: str = Kind.SYSTEM, **values: Any) -> Element:
    """An entry, as Tomas enters it."""
    return element.create(kind, {"name": name, **values}, by=cast.tomas)


def make_shop(cast: Cast) -> dict[str, Element]:
    """A shop that takes orders with a payment service, and what it stands on."""
    owned: dict[str, Any] = {"business_owner": cast.nele, "technical_owner": cast.tomas}
    made = {
        "web": make_element(cast, "Web shop", Kind.TOUCHPOINT, **owned),
        "order": make_element(cast, "Take an order", Kind.CAPABILITY, **owned),
        "shop": make_element(
            cast, "Shopkeeper", description="Sells.", criticality=4, disposition="invest",
            live_from=dt.date(2024, 1, 1), **owned,
        ),
        "pay": make_element(cast, "Payline", technical_owner=cast.tomas),
        "card": make_element(cast, "Cardgate", technical_owner=cast.tomas),
        "personal": make_element(cast, "Personal data", Kind.DATA, **owned),
        "vendor": make_element(cast, "Payline Inc.", Kind.VENDOR),
        "region": make_element(cast, "Frankfurt", Kind.REGION),
    }  # fmt: skip
    for source, kind, target, instead in (
        ("order", "serves", "web", ""),
        ("shop", "serves", "order", ""),
        ("shop", "needs", "pay", "payment"),
        ("shop", "needs", "card", "payment"),
        ("shop", "holds", "personal", ""),
        ("pay", "supplied_by", "vendor", ""),
        ("shop", "runs_in", "region", ""),
    ):
        relation.join(made[source], kind, made[target], instead=instead, by=cast.tomas)
    return {name: Element.objects.get(pk=one.pk) for name, one in made.items()}


def make_flow(cast: Cast, shop: dict[str, Element], **values: Any) -> Flow:
    """Orders go from the shop to the payment service."""
    facts = {"name": "Orders to pay", "source": shop["shop"], "target": shop["pay"], "records_a_day": 1200}
    return flow.create(facts | values, [shop["personal"]], by=cast.tomas)


def make_contract(cast: Cast, shop: dict[str, Element], **values: Any) -> Contract:
    """A contract that goes on by itself."""
    facts = {
        "title": "Payments 2026", "vendor": shop["vendor"], "owner": cast.nele, "a_year": Decimal(12000),
        "currency": "EUR", "seats": 40, "ends_on": dt.date(2027, 3, 31), "renews": True, "notice_days": 60,
    }  # fmt: skip
    return contract.create(facts | values, [shop["pay"]], by=cast.nele)


def make_field(cast: Cast, **values: Any) -> ExtraField:
    """A further field for systems that counts."""
    said = {"label": "Recovery time", "asked": True} | values
    return extra_field.add(Kind.SYSTEM, "recovery_hours", "number", said, by=cast.ivo)


def make_survey(cast: Cast, day: dt.date, **values: Any) -> Survey:
    """A round about systems and touchpoints."""
    return survey.open_survey(
        "Autumn round", "Look at dates and owners.", day + dt.timedelta(days=14),
        [Kind.SYSTEM, Kind.TOUCHPOINT], day=day, by=cast.tomas, **values,
    )  # fmt: skip
