"""Consent at the edge: pages, API, commands, and what the ledger keeps."""

import json
from collections.abc import Callable

import pytest
from django.test import Client
from typer.testing import CliRunner

from lintel.audit.ledger import history
from lintel.audit.models import Entry
from lintel.customers.consent.actions import purpose as purposes
from lintel.customers.consent.actions import word as words
from lintel.customers.consent.commands import app
from lintel.customers.consent.models import ConsentWord, Purpose
from lintel.customers.consent.wording import Description
from lintel.customers.matching.anchors import note
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale
from tests.cast import Cast
from tests.customers.consent.test_relation import may_use
from tests.customers.makers import JONAS, MARIT, OLE

SignIn = Callable[[User], Client]


def text(response: object) -> str:
    """The page as text."""
    return response.content.decode()  # type: ignore[attr-defined]  # a response


def test_the_overview_counts_each_purpose_and_channel(house: Cast, as_: SignIn) -> None:
    page = text(as_(house.nele).get("/customers/consent/"))
    assert "News" in page
    assert "Look at them one by one" in page  # Ole granted in one source what he refused in another
    masked = text(as_(house.finn).get("/customers/consent/"))
    assert "fewer than 10" in masked
    assert "Look at them one by one" not in masked
    assert as_(house.sam).get("/customers/consent/").status_code == 404


def test_contradictions_are_listed_for_who_sees_customers_by_name(house: Cast, as_: SignIn) -> None:
    page = text(as_(house.nele).get("/customers/consent/contradictions/"))
    assert f"/customers/{OLE}/consent/" in page
    assert f"/customers/{MARIT}/consent/" not in page
    assert as_(house.tomas).get("/customers/consent/contradictions/").status_code == 403


def test_a_customer_page_says_why_and_each_look_is_in_the_ledger(house: Cast, as_: SignIn) -> None:
    page = text(as_(house.nele).get(f"/customers/{OLE}/consent/"))
    assert "Never contact" in page
    assert "suppressions" in page
    seen = Entry.objects.filter(action="customer.seen").latest("seq")
    assert str(OLE) in seen.body
    assert as_(house.nele).get("/customers/0190a000-0000-7000-8000-00000000ffff/consent/").status_code == 404


def test_staff_write_down_a_word_with_its_origin(house: Cast, as_: SignIn) -> None:
    url = f"/customers/{MARIT}/consent/"
    sent = {"purpose": "news", "channel": "email", "word": "withdrawn", "origin": "by phone"}
    assert as_(house.tomas).post(url, sent).status_code == 403  # no clearance
    assert as_(house.nele).post(url, sent).status_code == 302
    assert may_use() == set()
    again = sent | {"word": "granted"}
    assert as_(house.nele).post(url, again).status_code == 422  # a grant lifts, so it needs a reason
    assert as_(house.nele).post(url, again | {"reason": "She wrote from her address."}).status_code == 302
    assert may_use() == {MARIT}
    line = history(note(MARIT), reader=house.nele)[0]
    assert line.sentence == "wrote down a customer’s word about news, email: granted"
    assert line.detail == {"origin": "by phone", "reason": "She wrote from her address."}


def test_the_own_word_of_a_customer_lifts_a_suppression(house: Cast) -> None:
    words.say(OLE, Purpose.objects.get(), "email", "granted")
    assert may_use() == {MARIT, OLE}
    assert ConsentWord.objects.get().by is None


def test_a_word_needs_a_channel_that_is_used(house: Cast) -> None:
    with pytest.raises(Problem, match="channel is not used"):
        words.record(MARIT, Purpose.objects.get(), "post", "withdrawn", origin="letter", by=house.nele)


def test_the_offices_describe_purposes(house: Cast, as_: SignIn) -> None:
    sent = {"name": "Orders", "slug": "orders", "plain_words": "About your order.", "channels": ["email"],
            "basis": "contract", "silence_allows": "on"}  # fmt: skip
    assert as_(house.nele).post("/customers/consent/purposes/new/", sent).status_code == 403
    refused = as_(house.ivo).post("/customers/consent/purposes/new/", sent | {"basis": "consent"})
    assert "Silence is no consent" in text(refused)
    assert as_(house.ivo).post("/customers/consent/purposes/new/", sent).status_code == 302
    assert JONAS in may_use("orders", "email")
    assert "About your order" in text(as_(house.finn).get("/customers/consent/purposes/orders/"))


def test_two_who_change_a_purpose_do_not_overwrite_each_other(house: Cast) -> None:
    news = Purpose.objects.get()
    said = Description("News", "Shorter.", ["email"])
    purposes.change(news, said, by=house.mara, version=1)
    with pytest.raises(Stale):
        purposes.change(news, said, by=house.ivo, version=1)
    with pytest.raises(Denied):
        purposes.change(news, said, by=house.tomas, version=2)


def test_the_api_answers_and_records(house: Cast, as_: SignIn) -> None:
    client = as_(house.nele)
    assert [one["slug"] for one in client.get("/api/v1/customers/purposes").json()] == ["news"]
    found = client.get(f"/api/v1/customers/{OLE}/consent?purpose=news").json()
    assert {(one["channel"], one["may"], one["word"]) for one in found} == {
        ("email", False, "suppressed"), ("phone", False, "suppressed"),
    }  # fmt: skip
    assert client.get(f"/api/v1/customers/{OLE}/consent?purpose=nothing").status_code == 422


def test_the_command_line_says_who_may_be_used(house: Cast) -> None:
    run = CliRunner().invoke
    status = json.loads(run(app, ["status", "--json"]).output)
    assert status["customers"] == 4
    assert json.loads(run(app, ["may-use", "news", "email", "--json"]).output)["customers"] == [MARIT]
    one = run(app, ["may-use", "news", "email", "--customer", OLE, "--json"])
    assert (one.exit_code, json.loads(one.output)["may"]) == (1, False)
