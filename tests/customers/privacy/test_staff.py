"""Staff: links, erasures, the API and the commands."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from typer.testing import CliRunner

from lintel.customers.privacy.actions import erasure
from lintel.customers.privacy.commands import app
from lintel.customers.privacy.models import Erasure, ErasureState, OwnLink
from lintel.people.models import User
from tests.cast import Cast
from tests.customers.makers import MARIT, OLE

As = Callable[[User], Client]
run = CliRunner().invoke


@pytest.fixture
def carried(house: Cast, as_: As, django_capture_on_commit_callbacks: Any) -> Erasure:
    """Nele asks on the page, Tomas confirms on the page, the run erases."""
    as_(house.nele).post(f"/customers/{MARIT}/privacy/erasures/", {"reason": "She wrote to us."})
    asked = Erasure.objects.get()
    assert as_(house.mara).post(f"{asked.get_absolute_url()}confirmation/").status_code == 403
    with django_capture_on_commit_callbacks(execute=True):
        assert as_(house.tomas).post(f"{asked.get_absolute_url()}confirmation/").status_code == 302
    return Erasure.objects.get()


def text(response: Any) -> str:
    """The page as text."""
    return str(response.content.decode())


def test_a_link_is_shown_once_and_taken_back(house: Cast, as_: As) -> None:
    url = f"/customers/{MARIT}/privacy/"
    made = as_(house.nele).post(f"{url}links/", {"reason": "She called.", "days": 3})
    assert made.status_code == 201
    assert "shown only this once" in text(made)
    assert "no-store" in made["Cache-Control"]
    assert "/own/" not in text(as_(house.nele).get(url))
    assert as_(house.ivo).post(f"{url}links/", {"reason": "Curious", "days": 3}).status_code == 403
    link = OwnLink.objects.get()
    assert as_(house.nele).post(f"/customers/privacy/links/{link.pk}/revocation/").status_code == 302
    assert not OwnLink.objects.living().exists()


def test_an_erasure_runs_from_page_to_certificate(carried: Erasure, house: Cast, as_: As) -> None:
    # Files of the warehouse go after the commit, which no test makes: what is left is said, and where.
    assert carried.state == ErasureState.OPEN
    assert {one["where"].split("/")[0] for one in carried.found} <= {
        "file warehouse",
        "dataset of no snapshot",
    }
    page = text(as_(house.finn).get(carried.get_absolute_url()))
    assert "Something is left" in page
    assert "Verify again" not in page
    assert run(app, ["verify", str(carried.pk), "--json"]).exit_code == 0
    page = text(as_(house.finn).get(carried.get_absolute_url()))
    assert "Certificate" in page
    proof = as_(house.finn).get(f"{carried.get_absolute_url()}certificate/")
    assert proof.json()["found"] == 0
    assert run(app, ["certificate", str(carried.pk), "--json"]).exit_code == 0
    assert json.loads(run(app, ["verify", str(carried.pk), "--json"]).output) == {
        "erasure": carried.pk, "found": [],
    }  # fmt: skip


def test_an_erased_customer_is_not_there_any_more(carried: Erasure, house: Cast, as_: As) -> None:
    for page in ("", "consent/", "privacy/"):
        assert as_(house.nele).get(f"/customers/{MARIT}/{page}").status_code == 404
        assert as_(house.nele).get(f"/customers/{OLE}/{page}").status_code == 200


def test_an_erasure_is_declined_with_a_reason(house: Cast, as_: As) -> None:
    asked = erasure.ask(OLE, reason="He wrote.", by=house.nele)
    url = f"{asked.get_absolute_url()}declination/"
    assert as_(house.tomas).post(url, {"reason": ""}).status_code == 422
    assert as_(house.tomas).post(url, {"reason": "An invoice is open."}).status_code == 302
    assert "Declined" in text(as_(house.finn).get("/customers/privacy/"))
    assert as_(house.sam).get("/customers/privacy/").status_code == 404


def test_the_api_issues_links_and_asks_for_erasures(house: Cast, as_: As) -> None:
    def post(user: User, path: str, body: dict[str, Any]) -> Any:
        return as_(user).post(f"/api/v1/customers/{path}", body, content_type="application/json")

    link = post(house.nele, f"{OLE}/own-links", {"reason": "He called.", "days": 2}).json()
    path = "/own/" + link["address"].partition("/own/")[2]
    assert "ole@berg.example" in text(Client().get(path))
    asked = post(house.nele, f"{OLE}/erasures", {"reason": "He wrote."}).json()
    assert post(house.emil, f"erasures/{asked['id']}/confirmation", {}).status_code == 403
    assert post(house.tomas, f"erasures/{asked['id']}/confirmation", {}).json()["state"] == "confirmed"
    assert [one["id"] for one in as_(house.finn).get("/api/v1/customers/erasures").json()["items"]] == [
        asked["id"]
    ]


def test_the_command_line_links_erases_and_reapplies(house: Cast) -> None:
    nele, tomas = house.nele.email, house.tomas.email
    link = run(app, ["link", MARIT, "--as", nele, "--reason", "She called.", "--json"])
    assert "/own/" in json.loads(link.output)["address"]
    erased = ["erase", MARIT, "--as", nele, "--reason", "She wrote.", "--confirmed-by", tomas, "--json"]
    assert json.loads(run(app, erased).output)["state"] == "confirmed"
    assert json.loads(run(app, ["reapply", "--json"]).output) == {"erased_again": 0}
