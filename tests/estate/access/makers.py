"""Who gets into the small estate, made by the same actions that people use."""

import datetime as dt
from typing import Any

from lintel.estate.access.actions import campaign, data_weight, grant, party
from lintel.estate.access.actions.campaign import Choice
from lintel.estate.access.models import Campaign, Grant, Party
from lintel.estate.inventory.actions import flow, relation
from lintel.estate.inventory.models import Element, Kind
from tests.cast import Cast
from tests.estate.inventory.makers import make_element, make_shop

TODAY = dt.date(2026, 6, 1)


def make_party(cast: Cast, name: str = "Northlight", kind: str = "vendor", **values: Any) -> Party:
    """A party, as Tomas writes it down."""
    people = values.pop("people", None)
    return party.create({"kind": kind, "name": name, **values}, people=people, by=cast.tomas)


def make_grant(cast: Cast, who: Party, system: Element, right: str = "read", **values: Any) -> Grant:
    """A grant, as Tomas writes it down."""
    return grant.give({"party": who, "system": system, "right": right, **values}, by=cast.tomas)


def make_ground(cast: Cast) -> dict[str, Element]:
    """The shop with a tag manager before it: visits go to the shop, orders to the payment service, which
    holds payment data; the shop holds personal data."""
    shop = make_shop(cast)
    shop["tags"] = make_element(cast, "Tag manager", business_owner=cast.nele, technical_owner=cast.tomas)
    shop["payment"] = make_element(cast, "Payment data", Kind.DATA)
    relation.join(shop["pay"], "holds", shop["payment"], by=cast.tomas)
    for name, source, target in (("Visits", "tags", "shop"), ("Orders", "shop", "pay")):
        facts = {"name": name, "source": shop[source], "target": shop[target]}
        flow.create(facts, [shop["payment"]] if target == "pay" else [], by=cast.tomas)
    return shop


def weigh(cast: Cast, data: Element, weight: int) -> None:
    """An office says how much a class of data weighs."""
    data_weight.say(data, weight, "The law says so.", by=cast.ivo)


def make_campaign(cast: Cast, day: dt.date, choice: Choice | None = None, **values: Any) -> Campaign:
    """A round that Ivo opens."""
    given: dict[str, Any] = {"title": "Spring round", "due_on": day + dt.timedelta(days=14)} | values
    return campaign.open_campaign(
        given.pop("title"), given.pop("due_on"), choice or Choice(), day=day, by=cast.ivo, **given
    )
