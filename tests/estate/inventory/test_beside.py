"""What has to do with an entry stands on its page, and a request says where customers meet it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lintel.estate.inventory.models import Element
from lintel.estate.purchases.actions import purchase
from lintel.estate.purchases.models import Purchase
from lintel.intake.concerned import entries_of, met_at
from lintel.intake.models import Request
from lintel.people.models import User
from tests.cast import Cast
from tests.estate.access.makers import make_grant, make_party
from tests.estate.blueprint.makers import make_plateau, plan
from tests.estate.inventory.makers import make_shop
from tests.estate.purchases.makers import make_option
from tests.estate.stress.makers import make_facts
from tests.estate.stress.test_hanging import make_campaign, stands_on
from tests.estate.stress.test_stress import text_of
from tests.goals.makers import make_owned
from tests.intake.makers import make_request
from tests.portfolio.proposals.making import make_approved

As = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(cast: Cast) -> dict[str, Element]:
    """The shop, with what an hour of it brings."""
    made = make_shop(cast)
    make_facts(cast, made)
    return made


def beside(as_: As, who: User, element: Element) -> dict[str, list[str]]:
    """What has to do with an entry, as a program reads it."""
    rows = as_(who).get(f"/api/v1/estate/elements/{element.pk}/beside").json()
    return {one["title"]: [thing["name"] for thing in one["things"]] for one in rows}


def test_an_entry_names_who_gets_in_what_stands_on_it_and_what_is_planned_and_bought(
    cast: Cast, shop: dict[str, Element], as_: As
) -> None:
    assert beside(as_, cast.finn, shop["shop"]) == {}
    goal, work, sale = make_owned(cast.nele, cast.tomas), make_approved(cast), make_campaign(cast)
    for thing in (goal, work, sale):
        stands_on(cast, shop["shop"], thing)
    let_in = make_grant(cast, make_party(cast, "Northlight"), shop["shop"])
    plan(cast, make_plateau(cast), "retire", element=shop["shop"].pk)
    row = purchase.open_purchase(
        {"title": "A new shop", "need": "Ours ends.", "marketing_owner": cast.nele, "it_owner": cast.tomas},
        by=cast.nele,
    )
    make_option(cast, row, "Storefront", replaces=[shop["shop"]])
    found = beside(as_, cast.finn, shop["shop"])
    assert found["Goals"] == [str(goal)]
    assert found["Proposals"] == [str(work)]
    assert found["Campaigns"] == [str(sale)]
    assert found["Purchases"] == ["A new shop"]
    assert found["What is planned"] == ["Take “Shopkeeper” out of use"]
    assert [one.endswith("Northlight") for one in found["Who gets in"]] == [True]
    page = as_(cast.finn).get(shop["shop"].get_absolute_url()).content.decode()
    for thing in (goal, work, sale, row, let_in):
        assert f'href="{thing.get_absolute_url()}"' in page
    assert as_(cast.sam).get(f"/api/v1/estate/elements/{shop['shop'].pk}/beside").status_code == 404


def test_a_request_that_was_made_of_an_access_stands_on_its_system_and_names_its_customers(
    cast: Cast, shop: dict[str, Element], as_: As
) -> None:
    let_in = make_grant(cast, make_party(cast, "Northlight"), shop["shop"])
    answer = as_(cast.nele).post(
        f"/access/grants/{let_in.pk}/request/", {"wish": "remove", "why": "They only read."}
    )
    assert answer.status_code == 302, answer.content
    asked = Request.objects.get()
    assert beside(as_, cast.finn, shop["shop"])["Requests"] == [asked.title]
    assert entries_of(asked, cast.finn) == [shop["shop"]]
    [met] = met_at([shop["shop"]], cast.finn)
    assert (met.touchpoint, met.customers) == (shop["web"], 300)
    said = text_of(as_(cast.finn).get(asked.get_absolute_url()))
    assert "Where customers meet it" in said
    assert "Web shop 300 customers an hour" in said


def test_a_request_has_the_systems_of_the_purchase_that_is_for_it(
    cast: Cast, shop: dict[str, Element], as_: As
) -> None:
    asked: Any = make_request(cast.nele)
    facts = {"title": "A new till", "need": "Ours ends.", "need_of": f"intake.request:{asked.pk}"}
    made = as_(cast.nele).post("/api/v1/purchases", json.dumps(facts), content_type="application/json")
    assert made.status_code == 201, made.content
    row = Purchase.objects.get()
    make_option(cast, row, "Till", replaces=[shop["pay"]])
    assert entries_of(asked, cast.nele) == [shop["pay"]]
    assert beside(as_, cast.nele, shop["pay"])["Requests"] == [asked.title]
