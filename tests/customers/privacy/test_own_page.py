"""The customer's own page: one link, one subject, no account, nothing kept."""

import datetime as dt
import io
import json
import re
import zipfile
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from lintel.audit.models import Entry
from lintel.customers.consent.models import ConsentWord
from lintel.customers.matching.actions import look
from lintel.customers.privacy import hashing
from lintel.customers.privacy.actions import own_link
from lintel.customers.privacy.models import Correction, Erasure, ErasureState, OwnLink
from lintel.ui.problems import Denied, Problem
from tests.cast import Cast
from tests.customers.consent.test_relation import may_use
from tests.customers.makers import MARIT, OLE


@pytest.fixture
def page(house: Cast) -> str:
    """Marit's link, issued by Nele."""
    _, token = own_link.issue(MARIT, reason="She called.", days=7, by=house.nele)
    return f"/own/{token}/"


def text(response: Any) -> str:
    """The page as text."""
    return str(response.content.decode())


def test_a_customer_sees_what_is_held_and_where_it_came_from(page: str, house: Cast) -> None:
    look.see(MARIT, what="profile", by=house.mara)
    shown = text(Client().get(page))
    for expected in ("marit@lund.example", "Strandgaten", "from crm", "shop, number 77", "Order: 1 time",
                     "News", "Marketing office: 1 time"):  # fmt: skip
        assert expected in shown
    assert "Mara" not in shown  # offices look, not names
    assert "ole@berg.example" not in shown


def test_the_page_is_kept_and_passed_on_by_nobody(page: str) -> None:
    for url in (page, "/own/", f"{page}download/", f"{page}erasure/", "/own/nothing/"):
        response = Client().get(url)
        assert response["Referrer-Policy"] == "no-referrer"
        assert "noindex" in response["X-Robots-Tag"]
        assert "no-store" in response["Cache-Control"]


def test_a_link_opens_one_page_until_it_ends(page: str, house: Cast) -> None:
    assert not OwnLink.objects.filter(hash__in=page.split("/")).exists()  # only its hash is stored
    assert Client().get(page[:-2] + "x/").status_code == 404
    link = OwnLink.objects.get()
    own_link.revoke(link, by=house.tomas)
    assert Client().get(page).status_code == 404
    past = timezone.now() - dt.timedelta(minutes=1)
    OwnLink.objects.update(revoked_at=None, created_at=past - dt.timedelta(days=1), expires_at=past)
    assert Client().get(page).status_code == 404


def test_a_link_is_issued_for_a_reason_and_a_month_at_most(house: Cast) -> None:
    with pytest.raises(Denied):
        own_link.issue(MARIT, reason="Curious", days=1, by=house.emil)
    with pytest.raises(Problem, match="1 to 30"):
        own_link.issue(MARIT, reason="She called.", days=31, by=house.nele)
    with pytest.raises(Problem, match="reason"):
        own_link.issue(MARIT, reason=" ", days=1, by=house.nele)


def test_consent_is_withdrawn_and_given_at_once(page: str) -> None:
    assert may_use() == {MARIT}
    sent = {"purpose": "news", "channel": "email", "word": "withdrawn"}
    assert Client().post(f"{page}consent/", sent).status_code == 302
    assert may_use() == set()
    assert Client().post(f"{page}consent/", sent | {"word": "granted"}).status_code == 302
    assert may_use() == {MARIT}
    assert ConsentWord.objects.filter(by=None).count() == 2
    assert Client().post(f"{page}consent/", sent | {"word": "suppressed"}).status_code == 422


def test_a_correction_waits_until_somebody_accepts_it(page: str, house: Cast, as_: Any) -> None:
    sent = {"attribute": "city", "value": "Voss"}
    assert Client().post(f"{page}correction/", sent).status_code == 302
    asked = Correction.objects.get()
    url = f"/customers/privacy/corrections/{asked.pk}/"
    assert url in text(as_(house.nele).get("/customers/privacy/"))
    assert url not in text(as_(house.finn).get("/customers/privacy/"))
    assert as_(house.finn).get(url).status_code == 403
    assert not Entry.objects.filter(action="customer.seen").exists()
    shown = text(as_(house.nele).get(url))
    assert ("Voss" in shown, "Bergen" in shown) == (True, True)
    assert Entry.objects.get(action="customer.seen").actor == house.nele
    assert as_(house.finn).post(f"{url}acceptance/").status_code == 403
    assert as_(house.nele).post(f"{url}acceptance/").status_code == 302
    assert "Voss" in text(Client().get(page))
    assert as_(house.nele).post(f"{url}refusal/", {"answer": "No."}).status_code == 422


def test_everything_can_be_taken_along(page: str) -> None:
    response = Client().get(f"{page}download/")
    with zipfile.ZipFile(io.BytesIO(response.content)) as bundle:
        found = json.loads(bundle.read("everything.json"))
        assert {"everything.json", "records.csv", "events.csv"} <= set(bundle.namelist())
        assert "+47 55 12 34 41" in bundle.read("records.csv").decode()
        assert "'+47" in bundle.read("records.csv").decode()  # no formula for a spreadsheet
    assert {row["source_record_id"] for row in found["records"]} == {"1", "77"}
    assert [row["identity"] for row in found["events"]] == ["marit@lund.example"]


def test_every_step_is_in_the_ledger_about_the_customer(page: str) -> None:
    Client().get(page)
    Client().get(f"{page}download/")
    steps = ["own-page.seen", "own-page.seen"]
    rows = Entry.objects.filter(things__object_id=MARIT, actor=None).values_list("action", flat=True)
    assert [action for action in rows if action.startswith("own-page")] == steps


def test_erasure_asks_twice_and_begins_at_once(page: str) -> None:
    assert "Erase everything?" in text(Client().get(f"{page}erasure/"))
    again = Client().post(f"{page}erasure/", {})
    assert "Set the tick" in text(again)
    assert not Erasure.objects.exists()
    assert "You are being erased" in text(Client().post(f"{page}erasure/", {"sure": "yes"}))
    assert Erasure.objects.get().state == ErasureState.CONFIRMED
    assert Client().post(f"{page}erasure/", {"sure": "yes"}).status_code == 422


def test_the_door_gives_every_address_the_same_answer(
    house: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    answers = []
    for address in ("Ole@berg.example", "nobody@else.example"):
        with django_capture_on_commit_callbacks(execute=True):
            answers.append(text(Client().post("/own/", {"email": address})))
    assert answers[0] == answers[1]
    known, unknown = mail.outbox
    assert (known.to, unknown.to) == (["ole@berg.example"], ["nobody@else.example"])
    path = re.search(r"/own/\S+/", known.body)
    assert path
    assert "ole@berg.example" in text(Client().get(path.group()))
    assert "/own/" not in unknown.body
    assert str(OwnLink.objects.get().customer_id) == OLE


def test_nobody_fills_a_mailbox_through_the_door(
    house: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(6):
            Client().post("/own/", {"email": "ole@berg.example"})
    assert len(mail.outbox) == 3


def test_the_hash_of_an_identity_is_the_same_in_both_languages(house: Cast) -> None:
    import duckdb

    pairs = [("email", " Ærlig@Lund.example"), ("phone", "+47 55 12"), ("record", "crm:Ä 1")]
    with duckdb.connect() as connection:
        hashing.teach(connection)
        for kind, identity in pairs:
            row = connection.execute("select keyed($k, $i)", {"k": kind, "i": identity}).fetchone()
            assert row == (hashing.keyed(kind, identity),)
