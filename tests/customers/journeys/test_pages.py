"""Timelines and flows as people, programs and the command line see them."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from typer.testing import CliRunner

from lintel.audit.models import Entry
from lintel.customers import shapes
from lintel.customers.journeys.commands import app
from lintel.customers.journeys.visits import follow
from lintel.customers.matching.actions import clearance
from lintel.customers.segments.actions import segment
from lintel.customers.segments.actions.segment import Wording
from lintel.customers.sources.models import Source
from lintel.people.models import User
from lintel.warehouse import reading
from lintel.warehouse.actions import snapshot
from tests.cast import Cast
from tests.customers.makers import MARIT, event, make_people, publish, record

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("warehouse")]
As = Callable[[User], Client]


@pytest.fixture
def marit(warehouse: Path) -> None:
    """Marit looked, came back by e-mail and bought a tent."""
    now = timezone.now()
    make_people(
        events=[
            event(now - dt.timedelta(days=3), "marit@lund.example", "view", channel="search"),
            event(now - dt.timedelta(days=1), "marit@lund.example", "order", name="Order Completed",
                  amount=449,
                  currency="EUR", channel="email", campaign="autumn-layers"),
            event(now - dt.timedelta(days=1), "ole@berg.example", "support"),
        ]
    )  # fmt: skip


def cleared(cast: Cast, person: User) -> User:
    today = timezone.now().date()
    clearance.give(person, reason="Support", starts=today, ends=today, by=cast.mara)
    return person


def page(browser: Client, address: str) -> str:
    return browser.get(address).content.decode()


@pytest.mark.usefixtures("marit")
def test_with_a_clearance_one_reads_what_happened_and_leaves_a_trace(cast: Cast, as_: As) -> None:
    shown = page(as_(cleared(cast, cast.nele)), f"/customers/{MARIT}/timeline/")
    assert all(word in shown for word in ("Order Completed", "449.00", "EUR", "autumn-layers", ">2<"))
    assert "Support" not in shown.partition("timeline-days")[2]
    assert Entry.objects.latest("seq").action == "customer.seen"


@pytest.mark.usefixtures("marit")
def test_without_a_clearance_one_reads_kinds_and_days(cast: Cast, as_: As) -> None:
    shown = page(as_(cast.tomas), f"/customers/{MARIT}/timeline/")
    assert "Product seen" in shown
    assert not any(word in shown for word in ("Order Completed", "449", "autumn-layers"))
    assert as_(cast.tomas).get(f"/customers/{MARIT}/timeline/?export=csv").status_code == 403


@pytest.mark.usefixtures("marit")
def test_a_timeline_is_narrowed_and_exported(cast: Cast, as_: As) -> None:
    browser = as_(cleared(cast, cast.nele))
    only = page(browser, f"/customers/{MARIT}/timeline/?kind=order").partition("timeline-days")[2]
    assert "Order Completed" in only
    assert "Product seen" not in only
    assert "Nothing is known" in page(browser, f"/customers/{MARIT}/timeline/?channel=store")
    Source.objects.create(name="Till", slug="till", kind="events", importer="customer-events")
    assert "Nothing is known" in page(browser, f"/customers/{MARIT}/timeline/?source=till")
    assert 'name="source"' not in page(as_(cast.tomas), f"/customers/{MARIT}/timeline/")
    wrong = page(browser, f"/customers/{MARIT}/timeline/?since=2026-02-02&until=2026-01-01")
    assert "Choose a later day" in wrong
    lines = b"".join(browser.get(f"/customers/{MARIT}/timeline/?export=csv")).decode().splitlines()  # type: ignore[arg-type]
    assert len(lines) == 3


@pytest.mark.usefixtures("marit")
def test_nobody_is_found_under_an_unknown_id_and_by_strangers(cast: Cast, as_: As) -> None:
    unknown = "0190a000-0000-7000-8000-00000000ffff"
    assert as_(cast.nele).get(f"/customers/{unknown}/timeline/").status_code == 404
    assert as_(cast.sam).get(f"/customers/{MARIT}/timeline/").status_code == 404
    assert as_(cast.sam).get("/customers/journeys/").status_code == 403


def test_an_empty_house_says_what_to_do(cast: Cast, as_: As) -> None:
    assert "No visits in this time" in page(as_(cast.mara), "/customers/journeys/")


@pytest.fixture
def twelve(warehouse: Path) -> None:
    """Twelve people who came by search, then by e-mail, and bought."""
    now = timezone.now()
    people, events = {}, []
    for n in range(12):
        mail = f"p{n}@post.example"
        people[f"0190a000-0000-7000-8000-0000000001{n:02d}"] = [record("crm", f"p{n}", email=mail)]
        events += [
            event(now - dt.timedelta(days=5), mail, "view", channel="search"),
            event(now - dt.timedelta(days=2), mail, "order", channel="email"),
        ]
    make_people(people, events=events)
    with reading.connect(shapes.IDENTITIES.name) as connection:
        snapshot.publish([follow(connection)], by=None)


@pytest.mark.usefixtures("twelve")
def test_the_flow_stands_as_picture_table_and_file(cast: Cast, as_: As) -> None:
    browser = as_(cast.ana)
    shown = page(browser, "/customers/journeys/")
    assert all(word in shown for word in ("Most frequent paths", "Search", "E-mail", "The way there"))
    assert "unknown" not in shown
    file = b"".join(browser.get("/customers/journeys/?export=csv&level=kind")).decode()  # type: ignore[arg-type]
    assert "view,order,,Order,12,12" in file


@pytest.mark.usefixtures("twelve")
def test_a_time_is_given_by_its_days(cast: Cast, as_: As) -> None:
    browser, today = as_(cast.ana), timezone.now().date()
    days = [today - dt.timedelta(days=n) for n in (5, 2)]
    both = page(browser, f"/customers/journeys/?since={days[0]}&until={days[1]}")
    assert "Most frequent paths" in both
    ends = f"/customers/journeys/?since={days[1]}&until={days[1]}"  # the orders alone
    assert '<span class="step">E-mail</span>' in page(browser, ends)
    assert '<span class="step">Search</span>' not in page(browser, ends)
    assert "No visits in this time" in page(browser, "/customers/journeys/?until=2020-01-31")
    wrong = f"since={days[1]}&until={days[0]}"
    assert "Choose a later day" in page(browser, f"/customers/journeys/?{wrong}")
    refused = browser.get(f"/api/v1/customers/journeys/flow?{wrong}")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "until")
    printed = CliRunner().invoke(app, ["flow", "--since", f"{days[0]}", "--until", f"{days[1]}"]).stdout
    assert "12  search → email → Order" in printed


@pytest.mark.usefixtures("twelve")
def test_a_flow_over_a_segment_is_protected_where_the_segment_is_small(cast: Cast, as_: As) -> None:
    def made(name: str, *values: str) -> int:
        part = {"kind": "attribute", "name": "city", "test": "is", "values": values}
        return segment.make(Wording(name, {"parts": [part]}), by=cast.nele).pk

    towns = ["Oslo"] * 10 + ["Bergen"] * 2
    publish({shapes.GOLDEN.name: [
        {"customer_id": f"0190a000-0000-7000-8000-0000000001{n:02d}", "city": town, "records": 1}
        for n, town in enumerate(towns)
    ]})  # fmt: skip
    browser = as_(cast.ana)
    large = page(browser, f"/customers/journeys/?group={made('Oslo', 'Oslo')}")
    assert "Most frequent paths" in large
    assert 'stat-value">10<' in large
    small = page(browser, f"/customers/journeys/?group={made('Bergen', 'Bergen')}")
    assert "Too few customers to show" in small
    assert 'class="stat' not in small


@pytest.mark.usefixtures("twelve")
def test_programs_and_the_command_line_count_the_same(cast: Cast, as_: As) -> None:
    found: dict[str, Any] = as_(cast.ana).get("/api/v1/customers/journeys/flow").json()
    assert found["paths"] == [
        {"steps": ["search", "email"], "outcome": "Order", "journeys": 12, "customers": 12}
    ]
    printed = json.loads(CliRunner().invoke(app, ["flow", "--json"]).stdout)
    assert printed["paths"][0]["steps"] == ["search", "email"]
    assert "12  search → email → Order" in CliRunner().invoke(app, ["flow"]).stdout
    wrong = CliRunner().invoke(app, ["flow", "--level", "weather"])
    assert "weather" in str(wrong.exception)


@pytest.mark.usefixtures("marit")
def test_programs_read_a_timeline(cast: Cast, as_: As) -> None:
    told = as_(cast.tomas).get(f"/api/v1/customers/{MARIT}/timeline").json()
    assert (told["total"], told["events"][0]["kind"], told["events"][0]["name"]) == (2, "order", "")
