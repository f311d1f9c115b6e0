"""What the pages, files and the API say about the blueprint."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from typer.testing import CliRunner

from lintel.audit.signatures import hash_of
from lintel.estate.blueprint import ports
from lintel.estate.blueprint.commands import app
from lintel.people.models import User
from lintel.ui.markup import markup
from tests.cast import Cast
from tests.estate.blueprint.makers import make_blueprint, offered, sign, text_of
from tests.estate.inventory.makers import make_shop

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def test_another_chamber_adds_a_panel(cast: Cast, as_: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_blueprint(cast, make_shop(cast))
    monkeypatch.setattr(ports, "_panels", {})
    ports.register(
        "code", lambda user, before, after: markup("<p>{} then {}</p>", len(before.parts), len(after.parts))
    )
    assert "9 then 8" in text_of(as_(cast.finn).get(made.last.get_absolute_url()))


def test_the_pages_say_what_is_planned(cast: Cast, as_: SignIn) -> None:
    made = make_blueprint(cast, make_shop(cast))
    client = as_(cast.finn)
    for url, words in {
        "/blueprint/": "As it stands today",
        f"/blueprint/?at=p{made.last.pk}": "Bank’s own",
        "/blueprint/?q=payline": "found; they are framed",
        "/blueprint/?day=2023-01-01&group=stage&lines=flows": "As it stands on 1 Jan 2023",
        "/blueprint/differences/": "Bank’s own",
        f"/blueprint/differences/?before=p{made.step.pk}&after=p{made.last.pk}": "Cardgate",
        "/blueprint/plateaus/": "The bank is joined",
        made.last.get_absolute_url(): "Replace “Cardgate” by “Bank’s own”",
        "/blueprint/versions/": "Nothing was signed yet",
    }.items():
        answer = client.get(url)
        assert answer.status_code == 200, url
        assert words in text_of(answer), url
    assert client.get("/blueprint/?day=gestern").status_code == 422
    assert client.get("/blueprint/?at=p999999").status_code == 404
    assert as_(cast.sam).get("/blueprint/").status_code == 403


def test_files(cast: Cast, as_: SignIn) -> None:
    make_blueprint(cast, make_shop(cast))
    client, row = as_(cast.finn), sign(offered(cast), cast.mara)
    svg = client.get("/blueprint/picture.svg?group=side")
    assert svg["Content-Type"].startswith("image/svg+xml")
    assert b"Shopkeeper" in svg.content
    lines = b"".join(client.get("/blueprint/differences.csv")).decode()  # type: ignore[arg-type]
    assert "Comes,System,Bank’s own" in lines
    assert b"Cardgate" in client.get("/blueprint/differences.svg").content
    facts = client.get(f"{row.get_absolute_url()}content.json").json()
    assert facts["content_hash"] == hash_of(row)
    assert facts["content"]["plateaus"][0]["name"] == "As it stands"


def test_the_api_says_the_same(cast: Cast, as_: SignIn) -> None:
    made = make_blueprint(cast, make_shop(cast))
    client = as_(cast.finn)
    standing = client.get(f"/api/v1/estate/standing?at=p{made.last.pk}").json()
    assert -made.bank.pk in {one["number"] for one in standing["parts"]}
    found = client.get(f"/api/v1/estate/differences?before=today&after=p{made.last.pk}").json()
    assert {(one["what"], one["name"]) for one in found["rows"]} >= {
        ("comes", "Bank’s own"), ("goes", "Cardgate"),
    }  # fmt: skip
    assert client.get("/api/v1/estate/standing?at=gestern").status_code == 422


def test_the_command_line_draws_compares_and_lists(cast: Cast, tmp_path: Path) -> None:
    made = make_blueprint(cast, make_shop(cast))
    offered(cast)
    file, run = tmp_path / "blueprint.svg", CliRunner().invoke
    who = ["--as", cast.finn.email, "--json"]
    drawn = run(app, ["draw", "--at", f"p{made.last.pk}", "--out", str(file), *who])
    assert json.loads(drawn.stdout)["elements"] == 8
    assert "Bank’s own" in file.read_text()
    found = json.loads(run(app, ["diff", "today", f"p{made.last.pk}", *who]).stdout)
    assert ("goes", "Cardgate") in {(one["what"], one["name"]) for one in found["rows"]}
    assert [one["number"] for one in json.loads(run(app, ["versions", *who]).stdout)] == [1]
    assert len(json.loads(run(app, ["plateaus", *who]).stdout)) == 3
    assert run(app, ["versions", "--as", cast.sam.email]).exit_code != 0
