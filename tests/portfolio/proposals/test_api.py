"""The same actions for programs and on the command line."""

import json
from typing import Any

from typer.testing import CliRunner

from lintel.people.models import Specialty
from lintel.portfolio.proposals.commands import app
from lintel.portfolio.proposals.models import BoardColumn, Proposal
from tests.cast import Cast
from tests.portfolio.proposals.making import SignIn, make_approved, make_offered, make_proposal

BASE = "/api/v1"


def send(browser: Any, method: str, path: str, **data: Any) -> Any:
    """A JSON request; the test client brings no CSRF check along."""
    return getattr(browser, method)(f"{BASE}{path}", json.dumps(data), content_type="application/json")


def test_a_program_writes_offers_and_signs(cast: Cast, as_: SignIn) -> None:
    nele, mara, ivo = as_(cast.nele), as_(cast.mara), as_(cast.ivo)
    made = send(
        nele,
        "post",
        "/proposals",
        title="Feed",
        problem="Late",
        one_off_cost="100",
        run_cost="0",
        impact="0.5",
    )
    assert made.status_code == 201
    path = f"/proposals/{made.json()['id']}"
    assert send(nele, "post", f"{path}/requirements", text="Hourly").status_code == 201
    specialty = Specialty.objects.get(name="Data engineer").pk
    assert (
        send(nele, "post", f"{path}/efforts", specialty=specialty, low=1, likely=2, high=3).status_code == 201
    )
    offer = send(nele, "post", f"{path}/offer")
    assert offer.status_code == 201
    key = {"purpose": "approve", "content_hash": offer.json()["content_hash"]}
    assert send(nele, "post", f"{path}/signatures", **key).status_code == 403
    assert send(mara, "post", f"{path}/signatures", **key).json()["office"] == "marketing"
    stale = send(ivo, "post", f"{path}/signatures", **(key | {"content_hash": "0" * 64}))
    assert stale.status_code == 409
    assert stale.json()["title"].startswith("This proposal changed")
    assert send(ivo, "post", f"{path}/signatures", **key).status_code == 201
    assert ivo.get(f"{BASE}{path}").json()["state"] == "approved"
    edited = send(nele, "patch", path, title="Feed, hourly")
    assert (edited.json()["state"], edited.json()["version"]) == ("draft", 4)
    assert send(nele, "patch", path, title="Late", version=3).status_code == 409


def test_lists_orders_and_moves(cast: Cast, as_: SignIn) -> None:
    first, second = make_proposal(cast.nele, title="First"), make_approved(cast, title="Second")
    tomas = as_(cast.tomas)
    assert [row["title"] for row in tomas.get(f"{BASE}/backlog").json()] == ["First", "Second"]
    assert send(tomas, "put", f"/backlog/{second.pk}/position", after=None).status_code == 200
    assert [row["id"] for row in tomas.get(f"{BASE}/backlog").json()] == [second.pk, first.pk]
    assert [row["id"] for row in tomas.get(f"{BASE}/backlog?after={second.pk}").json()] == [first.pk]
    doing = BoardColumn.objects.get(name="Doing")
    assert send(tomas, "put", f"/proposals/{second.pk}/column", column=doing.pk).json()["state"] == "in_work"
    assert send(tomas, "put", f"/proposals/{first.pk}/column", column=doing.pk).status_code == 422
    lanes = {lane["name"]: lane for lane in tomas.get(f"{BASE}/board").json()}
    assert lanes["Doing"]["held"] == 1
    assert lanes["Doing"]["cards"][0]["id"] == second.pk
    found = tomas.get(f"{BASE}/proposals?state=draft&limit=1").json()
    assert [row["id"] for row in found["items"]] == [first.pk]


def test_a_stranger_finds_nothing_and_odd_input_is_refused(cast: Cast, as_: SignIn) -> None:
    row = make_proposal(cast.nele)
    assert as_(cast.sam).get(f"{BASE}/proposals/{row.pk}").status_code == 404
    assert as_(cast.sam).get(f"{BASE}/proposals").json()["items"] == []
    nele = as_(cast.nele)
    for data in (
        {"title": "\x00"},
        {"title": ""},
        {"title": "A", "colour": 1},
        {"title": "A", "job_size": 4},
    ):
        assert send(nele, "post", "/proposals", **data).status_code == 422
    assert nele.get(f"{BASE}/proposals/{2**63}").status_code == 422
    assert send(nele, "post", f"/proposals/{row.pk}/relations", kind="needs", other=row.pk).status_code == 422


def test_the_command_line_lists_shows_and_signs(cast: Cast) -> None:
    row = make_offered(cast)

    def run(*words: str) -> Any:
        return CliRunner().invoke(app, [*words], catch_exceptions=False)

    listed = json.loads(run("list", "--as", cast.finn.email, "--state", "offered", "--json").stdout)
    assert [line["id"] for line in listed] == [row.pk]
    assert row.title in run("backlog", "--as", cast.finn.email).stdout
    shown = json.loads(run("show", str(row.pk), "--as", cast.mara.email, "--json").stdout)
    assert "€80,000" in run("show", str(row.pk), "--as", cast.mara.email).stdout
    for person in (cast.mara, cast.ivo):
        run("sign", str(row.pk), "--as", person.email, "--content", shown["content_hash"])
    assert Proposal.objects.get().state == "approved"
