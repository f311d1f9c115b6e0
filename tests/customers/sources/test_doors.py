"""Sources through pages, API and command line: described, loaded, changed, fresh or late."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from typer.testing import CliRunner

from lintel.audit.models import Entry
from lintel.customers.sources.commands import app
from lintel.customers.sources.models import Load, Source
from lintel.people.models import User
from lintel.ui.problems import Problem
from tests.cast import Cast
from tests.customers.sources.making import load, rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("warehouse")]
As = Callable[[User], Client]
LIST = "Nr,Name,E-Mail\n1,Ann Ek,ann@ek.example\n2,Bo Dahl,nobody\n"


def call(*words: object) -> str:
    done = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_a_source_is_described_on_its_page_with_its_first_file(cast: Cast, as_: As) -> None:
    file = SimpleUploadedFile("club.csv", LIST.encode())
    said = {"name": "Club", "importer": "customer-people", "trust": 3, "rhythm": 24, "file": file}
    sent = as_(cast.nele).post("/customers/sources/new/", said)
    club = Source.objects.get()
    assert (club.slug, club.trust, club.rhythm, club.created_by) == ("club", 3, 24, cast.nele)
    assert sent.status_code == 302
    assert "/imports/" in sent.headers["Location"]
    page = as_(cast.tomas).get("/customers/sources/club/").content.decode()
    assert all(words in page for words in ("trust 3 of 9", "expected daily", "Nothing loaded yet"))
    again = as_(cast.nele).post("/customers/sources/new/", said | {"file": ""})
    assert again.status_code == 422
    assert "There is a source “Club” already" in again.content.decode()


def test_without_a_source_the_list_says_what_to_do(cast: Cast, as_: As) -> None:
    page = as_(cast.nele).get("/customers/sources/").content.decode()
    assert "No source was described yet." in page
    assert "Add the first: a file from a shop" in page


def test_the_page_shows_how_good_the_rows_are_and_no_value(cast: Cast, as_: As, tmp_path: Path) -> None:
    load(tmp_path, LIST, cast.nele, "Club", importer="customer-people")
    page = as_(cast.tomas).get("/customers/sources/club/").content.decode()
    assert all(words in page for words in ("Email", "50.0%", "100.0%", "Loaded"))
    assert "ann@ek" not in page
    listed = as_(cast.tomas).get("/customers/sources/").content.decode()
    assert all(words in listed for words in ("Club", "People", "75.0%"))
    assert as_(cast.sam).get("/customers/sources/club/").status_code == 404
    assert as_(cast.finn).post("/customers/sources/club/readings/").status_code == 403


def test_a_source_is_late_when_nothing_came_for_one_and_a_half_times_its_rhythm(
    cast: Cast, as_: As, tmp_path: Path
) -> None:
    load(tmp_path, LIST, cast.nele, "Club", importer="customer-people")
    client = as_(cast.nele)
    changed = client.patch("/api/v1/sources/club", {"rhythm": 24}, "application/json").json()
    assert (changed["rhythm"], changed["freshness"], changed["trust"]) == (24, "fresh", 5)
    Load.objects.update(at=timezone.now() - dt.timedelta(hours=37))
    assert client.get("/api/v1/sources/club").json()["freshness"] == "late"
    assert "Late" in client.get("/customers/sources/").content.decode()


def test_programs_describe_a_source_and_bring_its_file(cast: Cast, as_: As) -> None:
    client = as_(cast.nele)
    body = {"name": "Shop database", "importer": "customer-people", "env": "LINTEL_SOURCE_SHOP",
            "table": "public.people", "watermark_column": "changed_at", "trust": 2}  # fmt: skip
    made = client.post("/api/v1/sources", body, "application/json")
    assert (made.status_code, made.json()["slug"], made.json()["freshness"]) == (
        201,
        "shop-database",
        "empty",
    )
    assert "LINTEL_SOURCE_SHOP" not in made.content.decode()
    assert Source.objects.get().watermark_column == "changed_at"
    run = client.post("/api/v1/sources/shop-database/readings")
    assert run.status_code == 201
    brought = client.post(
        "/api/v1/sources/shop-database/files", {"file": SimpleUploadedFile("a.csv", LIST.encode())}
    )
    assert (brought.status_code, brought.json()["state"]) == (201, "uploaded")
    for wrong in ({"trust": 10}, {"rhythm": 5}, {"env": "DATABASE_URL"}, {"env": ""}):
        assert client.patch("/api/v1/sources/shop-database", wrong, "application/json").status_code == 422
    assert as_(cast.finn).post("/api/v1/sources", body, "application/json").status_code == 403
    assert Entry.objects.filter(action="source.registered").count() == 1


def test_the_command_line_describes_loads_and_tells(cast: Cast, tmp_path: Path) -> None:
    made = json.loads(
        call("add", "Orders", "--importer", "customer-orders", "--as", cast.nele.email, "--every", "daily",
             "--json")
    )  # fmt: skip
    assert (made["slug"], made["rhythm"], made["freshness"]) == ("orders", 24, "empty")
    file = tmp_path / "orders.csv"
    file.write_text(
        "Order no,Ordered at,Kunde,Sum\n"
        'B1,2026-05-01T10:00:00Z,K1,"59,90"\nB2,2026-05-01T10:00:00Z,K1,39.00\n'
    )
    words = ("load", file, "--source", "Orders", "--as", cast.nele.email, "--map", "customer_id=Kunde",
             "--map", "amount=Sum", "--option", "people=web shop", "--accept-good-rows")  # fmt: skip
    with pytest.raises(Problem, match="Decimal marks contradict each other"):
        call(*words)
    done = json.loads(call(*words, "--read", "decimal=,", "--json"))
    assert (done["created"], done["bad"]) == (1, 1)
    assert rows("customers.events", "identity, amount::double") == [("web-shop:K1", 59.9)]
    changed = json.loads(call("change", "orders", "--trust", 2, "--as", cast.nele.email, "--json"))
    assert (changed["trust"], changed["rhythm"], changed["freshness"]) == (2, 24, "fresh")
    assert "fresh" in call("list")
    assert json.loads(call("list", "--json"))[0]["rows"] == 1
    assert json.loads(call("profile", "orders", "--json"))["rows"] == 1
    assert "amount" in call("profile", "orders")
