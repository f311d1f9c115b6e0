"""Dashboards at the HTTP edge: pin, arrange, narrow, share, send."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from lintel.insight import remembering
from lintel.insight.asking.models import Question
from lintel.insight.dashboards.due import order_due
from lintel.insight.dashboards.models import Dashboard, Subscription, Tile
from lintel.insight.dashboards.rhythms import next_moment
from lintel.people.models import User
from tests.cast import Cast
from tests.insight.makers import NOW, company

As = Callable[[User], Client]


@pytest.fixture
def board(cast: Cast, warehouse: Path, as_: As, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """A dashboard of Nele's with two answers."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    remembering.forget()
    company(cast)
    client = as_(cast.nele)
    for title, q in (("By country", "revenue by country last quarter"), ("Visits", "visits last month")):
        client.post("/insight/questions/", {"title": title, "q": q, "audience": "all"})
    first, second = Question.objects.order_by("pk")
    client.post(f"/insight/questions/{first.pk}/pin/", {"dashboard": "new", "title": "Shop"})
    client.post(f"/insight/questions/{second.pk}/pin/", {"dashboard": Dashboard.objects.get().pk})
    return cast


def text_of(response: Any) -> str:
    """The page as one line of text."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def titles() -> list[str]:
    return list(Tile.objects.order_by("position").values_list("question__title", flat=True))


def url(tail: str = "") -> str:
    return f"/insight/dashboards/{Dashboard.objects.get().pk}/{tail}"


def test_answers_stand_side_by_side_for_everybody(board: Cast, as_: As) -> None:
    page = text_of(as_(board.finn).get(url()))
    assert "By country" in page
    assert "1 Jul – 30 Sep 2026" in page
    assert "3 Visits" in page
    assert "Draft, not agreed" in page


def test_one_period_and_one_filter_stand_for_all_and_misfits_say_so(board: Cast, as_: As) -> None:
    client = as_(board.nele)
    narrow = {"period": "last month", "dimension": "orders.country", "values": "Norway"}
    page = client.get(url(), narrow)
    assert "1 Oct – 31 Oct 2026" in text_of(page)
    assert "not narrowed by Country" in text_of(page)
    rows = client.get(f"/api/v1{url('answers').removeprefix('/insight')}").json()
    assert [row[0] for row in rows[0]["answer"]["rows"]] == ["Germany", "Norway"]
    client.post(url("shared/"), narrow)
    rows = client.get(f"/api/v1{url('answers').removeprefix('/insight')}").json()
    assert [row[0] for row in rows[0]["answer"]["rows"]] == ["Norway"]
    assert rows[1]["without"] == ["Country"]


def test_order_by_drag_and_without_script(board: Cast, as_: As) -> None:
    client = as_(board.nele)
    first, second = Tile.objects.order_by("position")
    assert client.post(url("moves/"), {"item": second.pk, "after": ""}).status_code == 204
    assert titles() == ["Visits", "By country"]
    client.post(f"/insight/dashboards/tiles/{second.pk}/position/", {"where": "down"})
    assert titles() == ["By country", "Visits"]
    client.post(f"/insight/dashboards/tiles/{first.pk}/removal/")
    assert titles() == ["Visits"]
    assert Question.objects.count() == 2


def test_only_its_owner_and_the_offices_arrange_it(board: Cast, as_: As) -> None:
    first = Tile.objects.order_by("position")[0]
    for user in (board.tomas, board.emil, board.ana, board.finn):
        assert as_(user).post(f"/insight/dashboards/tiles/{first.pk}/removal/").status_code == 403
    assert as_(board.ivo).post(f"/insight/dashboards/tiles/{first.pk}/removal/").status_code == 302


def test_what_is_private_stays_so(board: Cast, as_: As) -> None:
    form = {"title": "Shop", "audience": "side", "period": ""}
    as_(board.nele).post(url("edit/"), form)
    assert as_(board.emil).get(url()).status_code == 200
    assert as_(board.tomas).get(url()).status_code == 404
    as_(board.nele).post(url("edit/"), {**form, "audience": "private"})
    assert as_(board.mara).get(url()).status_code == 404
    assert as_(board.nele).post(url("edit/"), {**form, "period": "some time"}).status_code == 422


def test_it_is_sent_as_a_pdf_with_the_subscribers_own_rights(
    board: Cast, as_: As, django_capture_on_commit_callbacks: Any
) -> None:
    as_(board.ivo).post(url("subscription/"), {"rhythm": "weekly"})
    found = Subscription.objects.get()
    assert found.next_at == dt.datetime(2026, 11, 23, 6, tzinfo=dt.UTC)
    assert order_due(NOW) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert order_due(found.next_at) == 1
    message = mail.outbox[-1]
    assert message.to == ["ivo.brandt@example.org"]
    name, content, kind = message.attachments[0]
    assert (name, kind) == (f"dashboard-{found.dashboard_id}.pdf", "application/pdf")
    assert bytes(content).startswith(b"%PDF")
    found.refresh_from_db()
    assert found.next_at == dt.datetime(2026, 11, 30, 6, tzinfo=dt.UTC)
    as_(board.ivo).post(url("subscription/end/"))
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(
    ("rhythm", "after", "zone", "moment"),
    [
        ("daily", "2026-11-20T05:59:00+00:00", "UTC", "2026-11-20T06:00:00+00:00"),
        ("daily", "2026-11-20T06:00:00+00:00", "UTC", "2026-11-21T06:00:00+00:00"),
        ("weekly", "2026-03-28T12:00:00+00:00", "Europe/Berlin", "2026-03-30T04:00:00+00:00"),
        ("monthly", "2026-11-20T12:00:00+00:00", "Europe/Berlin", "2026-12-01T05:00:00+00:00"),
    ],
)
def test_when_it_is_sent_next(rhythm: str, after: str, zone: str, moment: str) -> None:
    found = next_moment(rhythm, dt.datetime.fromisoformat(after), zone)
    assert found == dt.datetime.fromisoformat(moment)
