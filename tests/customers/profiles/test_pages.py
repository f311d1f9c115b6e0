"""What who sees of customers, and what the ledger remembers of it."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lintel.audit.ledger import lines
from lintel.audit.models import Entry, Run
from lintel.audit.runs import execute
from lintel.customers.profiles.lists import Narrowing, customers
from lintel.customers.profiles.models import Override
from lintel.people.models import User
from tests.cast import Cast
from tests.customers.makers import ANNA, MARIT, OLE, WHEN
from tests.customers.profiles.conftest import GONE

pytestmark = pytest.mark.usefixtures("people")
As = Callable[[User], Client]
PAGE = f"/customers/{MARIT}/"


def said(action: str) -> list[str]:
    """Sentences of the ledger about one action."""
    return [line.sentence for line in lines(Entry.objects.filter(action=action))]


def test_a_stranger_finds_an_empty_list_and_no_page(cast: Cast, as_: As) -> None:
    page = as_(cast.sam).get("/customers/")
    assert b"Nothing of yours is here" in page.content
    assert as_(cast.sam).get(PAGE).status_code == 404
    assert as_(cast.sam).get("/customers/figures/").status_code == 403


def test_without_a_clearance_people_are_masked(cast: Cast, as_: As) -> None:
    client = as_(cast.tomas)
    for address in ("/customers/", PAGE):
        text = client.get(address).content.decode()
        assert "Bergen" in text
        for secret in ("Marit", "Lund", "Strandgaten", "12 34 41", "1984-05-17"):
            assert secret not in text, (address, secret)
    assert said("customer.seen") == ["looked at the profile of a customer, masked"]
    assert said("customer_list.seen") == []


def test_with_a_clearance_every_look_is_in_the_ledger(cleared: Cast, as_: As) -> None:
    client = as_(cleared.nele)
    assert "Marit Lund" in client.get("/customers/").content.decode()
    text = client.get(PAGE).content.decode()
    assert "Lund-Hansen" in text
    assert "Strandgaten" in text
    assert said("customer_list.seen") == ["looked at a list of 4 customers by name"]
    assert said("customer.seen") == ["looked at the profile of a customer, by name"]


def test_an_old_id_leads_to_its_customer(cleared: Cast, as_: As) -> None:
    response = as_(cleared.nele).get(f"/customers/{GONE}/")
    assert response["Location"] == f"/customers/{OLE}/"
    assert as_(cleared.nele).get(f"/customers/{uuid.uuid4()}/").status_code == 404


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("source=shop", {"Marit", "Anna"}),
        ("country=DE", {"Jonas", "Anna", "Marit", "Ole"}),  # fewer than ten: not offered, narrows nothing
        ("records=several", {"Marit"}),
        ("sort=name", {"Marit", "Ole", "Jonas", "Anna"}),
    ],
)
def test_the_list_is_narrowed(cleared: Cast, as_: As, query: str, names: set[str]) -> None:
    text = as_(cleared.nele).get(f"/customers/?{query}").content.decode()
    assert {name for name in ("Marit", "Ole", "Jonas", "Anna") if name in text} == names


@pytest.mark.parametrize(
    ("attribute", "text", "found"),
    [
        ("email", " Marit@Lund.example ", {MARIT}),
        ("email", "lund.example", set()),
        ("phone", "0047 55123441", {MARIT}),
        ("name", "roth anna", {ANNA}),
        ("id", GONE[-8:], {OLE}),
    ],
)
def test_a_search_needs_a_clearance_and_keeps_no_words(
    cleared: Cast, as_: As, attribute: str, text: str, found: set[str]
) -> None:
    form = {"attribute": attribute, "text": text}
    assert as_(cleared.tomas).post("/customers/search/", form).status_code == 403
    shown = as_(cleared.nele).post("/customers/search/", form).content.decode()
    assert {one for one in (MARIT, OLE, ANNA) if f"/customers/{one}/" in shown} == found
    entry = Entry.objects.get(action="customer.searched")
    assert text.strip().lower() not in entry.body.lower()


def test_provenance_names_the_record_and_what_decided(cleared: Cast, as_: As) -> None:
    text = as_(cleared.nele).get(PAGE).content.decode()
    assert "All 2 records agree" in text  # the e-mail address
    assert "The only value" in text  # the telephone number
    assert "Most recent" in text  # the address


def test_a_correction_counts_at_once_and_can_be_taken_back(cleared: Cast, as_: As) -> None:
    client = as_(cleared.nele)
    form = {"attribute": "city", "value": "Voss", "reason": "She called us."}
    assert as_(cleared.tomas).post(f"{PAGE}overrides/", form).status_code == 403
    assert as_(cleared.ana).post(f"{PAGE}overrides/", form).status_code == 403
    assert client.post(f"{PAGE}overrides/", form | {"reason": " "}).status_code == 200
    assert client.post(f"{PAGE}overrides/", form)["Location"] == PAGE
    text = client.get(PAGE).content.decode()
    assert "Voss" in text
    assert "Written over: She called us." in text
    masked = as_(cleared.tomas).get(PAGE).content.decode()
    assert "She called us" not in masked
    execute.func(Run.objects.get(kind="customers.golden").pk)
    assert "Voss" in client.get("/customers/").content.decode()
    client.post(f"/customers/overrides/{Override.objects.get().pk}/removal/")
    assert "Voss" not in client.get(PAGE).content.decode().split("Who looked")[0]
    execute.func(Run.objects.filter(kind="customers.golden").latest("pk").pk)
    assert "Voss" not in client.get("/customers/").content.decode()
    assert "Voss" not in Entry.objects.get(action="override.written").body


def test_rules_are_tried_before_they_are_set(cleared: Cast, as_: As) -> None:
    client = as_(cleared.mara)
    page = client.get("/customers/rules/")
    form = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    other = form | {"name-0": "most_frequent"} | {f"name-{place}": "" for place in (1, 2, 3)}
    shown = client.post("/customers/rules/", other | {"preview": "yes"})
    assert shown.context["preview"] == [("Name", 1)]
    assert as_(cleared.nele).post("/customers/rules/", other | {"save": "yes"}).status_code == 403
    client.post("/customers/rules/", other | {"save": "yes"})
    assert said("survivorship_rule.set")[0].startswith("set which name survives: most frequent")
    execute.func(Run.objects.get(kind="customers.golden").pk)
    assert "Marit Lund<" in as_(cleared.nele).get("/customers/").content.decode()


@pytest.mark.parametrize(("days", "count"), [(29, 4), (31, 0)])
def test_who_was_not_seen_for_long_is_left_out(days: int, count: int) -> None:
    now = WHEN + dt.timedelta(days=days)
    with customers(Narrowing(seen_days=30), identified=False, now=now) as rows:
        assert rows.count() == count


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_needs_a_clearance_and_is_logged_with_its_hash(cleared: Cast, as_: As, kind: str) -> None:
    address = "/customers/export/?source=shop"
    assert as_(cleared.mara).post(address, {"format": kind}).status_code == 403
    assert b"will be in the file" in as_(cleared.nele).get(address).content
    response: Any = as_(cleared.nele).post(address, {"format": kind})
    content = b"".join(response.streaming_content)
    assert (b"anna@roth.example" in content) == (kind == "csv")
    assert said("customer_list.exported") == ["took 2 customers out as a file (without consent)"]


def test_figures_are_for_everybody_and_show_no_small_group(cast: Cast, as_: As) -> None:
    text = as_(cast.finn).get("/customers/figures/").content.decode()
    assert "Customers by source" in text
    assert "Berlin" not in text
