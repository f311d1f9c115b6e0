"""Customers through the API and on the command line."""

import json
from collections.abc import Callable

import pytest
from django.test import Client
from typer.testing import CliRunner

from lintel.audit.models import Entry
from lintel.customers.profiles.commands import app
from lintel.people.models import User
from tests.cast import Cast
from tests.customers.makers import MARIT, OLE
from tests.customers.profiles.conftest import GONE

pytestmark = pytest.mark.usefixtures("people")
As = Callable[[User], Client]


def test_the_api_masks_names_and_reads_on(cleared: Cast, as_: As) -> None:
    page = as_(cleared.tomas).get("/api/v1/customers?limit=3").json()
    assert [one["id"] for one in page["items"]][:2] == [MARIT, OLE]
    assert "Marit" not in json.dumps(page)
    rest = as_(cleared.nele).get(f"/api/v1/customers?limit=3&after={page['next']}").json()
    assert ([one["name"] for one in rest["items"]], rest["next"]) == (["Anna Roth"], None)
    assert as_(cleared.sam).get("/api/v1/customers").json()["items"] == []


def test_a_customer_comes_with_provenance_under_any_id(cleared: Cast, as_: As) -> None:
    said = as_(cleared.nele).get(f"/api/v1/customers/{GONE}").json()
    assert said["id"] == OLE
    email = next(one for one in said["values"] if one["attribute"] == "email")
    assert (email["value"], email["record"]) == ("ole@berg.example", "crm:2")
    masked = as_(cleared.tomas).get(f"/api/v1/customers/{OLE}").json()
    assert "crm:2" not in json.dumps(masked)
    assert Entry.objects.filter(action="customer.seen").count() == 2


def test_an_override_is_written_and_taken_back(cleared: Cast, as_: As) -> None:
    client = as_(cleared.nele)
    body = {"attribute": "city", "value": "Voss", "reason": "A call."}
    made = client.post(f"/api/v1/customers/{GONE}/overrides", body, "application/json")
    assert made.status_code == 201
    values = client.get(f"/api/v1/customers/{OLE}").json()["values"]
    assert [one["value"] for one in values if one["attribute"] == "city"] == ["Voss"]
    taken = client.delete(f"/api/v1/customers/overrides/{made.json()['id']}")
    assert taken.json()["taken_back_at"]
    wrong = client.post(f"/api/v1/customers/{OLE}/overrides", body | {"attribute": "sql"}, "application/json")
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "attribute")


def test_the_command_line_shows_and_exports_within_a_clearance(cleared: Cast) -> None:
    run = CliRunner().invoke
    shown = json.loads(run(app, ["show", MARIT, "--as", cleared.tomas.email, "--json"]).output)
    assert not shown["identified"]
    assert "Marit" not in json.dumps(shown)
    lines = run(app, ["export", "--as", cleared.nele.email, "--json"]).output.splitlines()
    assert len(lines) == 4
    assert json.loads(lines[0]).keys() >= {"Customer", "E-mail"}
    refused = run(app, ["export", "--as", cleared.mara.email])
    assert "clearance" in str(refused.exception)
    counted = json.loads(run(app, ["refresh", "--json"]).output)
    assert counted["customers"] == 4
