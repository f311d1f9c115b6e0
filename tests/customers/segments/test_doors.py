"""Segments through the API, on the command line, and as groups of journeys."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.test import Client
from typer.testing import CliRunner

from lintel.customers.journeys import ports
from lintel.customers.segments.actions import segment
from lintel.customers.segments.actions.segment import Wording
from lintel.customers.segments.commands import app
from lintel.people.models import User
from lintel.warehouse import reading
from tests.cast import Cast
from tests.customers.segments.test_pages import NORWAY, house

__all__ = ["house"]  # the fixture
As = Callable[[User], Client]


def test_a_program_makes_counts_changes_and_exports(house: Cast, as_: As) -> None:
    client, kind = as_(house.nele), "application/json"
    made = client.post("/api/v1/segments", {"name": "Norway", "definition": NORWAY}, kind).json()
    assert (made["sentence"], made["size"]) == ("People in “NO”.", 2)
    address = f"/api/v1/segments/{made['id']}"
    assert as_(house.tomas).get(address).json()["size"] is None
    assert as_(house.tomas).get("/api/v1/segments").json()["items"][0]["size"] is None
    assert client.get(f"{address}/count").json() == {
        "sentence": "People in “NO”.", "size": 2, "customers": 16,
    }  # fmt: skip
    change = {"name": "Norway", "definition": {"parts": []}, "version": 1}
    assert client.put(address, change, kind).json()["version"] == 2
    assert client.put(address, change, kind).status_code == 409
    wrong = client.post("/api/v1/segments/count", {"definition": {"parts": [{"kind": "sql"}]}}, kind)
    assert wrong.status_code == 422
    export = client.post(f"{address}/exports", {"purpose": "news", "channel": "email"}, kind).json()
    assert (export["rows"], export["without_consent"]) == (2, 14)
    assert len(client.get(f"{address}/exports").json()["items"]) == 1


def test_the_command_line_lists_counts_and_exports(house: Cast, tmp_path: Path) -> None:
    made = segment.make(Wording("Everybody", {"parts": []}), by=house.nele)

    def run(*words: str) -> Any:
        return json.loads(CliRunner().invoke(app, [*words, "--as", house.nele.email, "--json"]).output)

    assert [one["size"] for one in run("list")] == [16]
    assert run("count", str(made.pk))["size"] == 16
    out = tmp_path / "news.csv"
    said = run("export", str(made.pk), "--purpose", "news", "--channel", "email", "--out", str(out))
    assert said["rows"] == 2
    assert "marit@lund.example" in out.read_text()


def test_journeys_may_ask_for_a_segment(house: Cast) -> None:
    consented = {"parts": [{"kind": "consent", "purpose": "news", "channel": "email"}]}
    made = segment.make(Wording("May get news", consented), by=house.nele)
    assert (str(made.pk), "May get news") in ports.choices(house.ana)
    with reading.connect("customers.events") as connection:
        ports.write(connection, str(made.pk), house.ana)
        row = connection.execute("select count(*) from chosen_group").fetchone()
    assert row == (2,)
