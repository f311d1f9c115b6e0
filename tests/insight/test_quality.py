"""Checks of data: what is found, what is kept, and what stands beside an answer."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import timezone

from lintel.audit.models import Entry, Run
from lintel.customers import shapes
from lintel.insight.quality.actions import dataset_check
from lintel.insight.quality.behind import behind
from lintel.insight.quality.expecting import Expected
from lintel.insight.quality.judging import judge, worst
from lintel.insight.quality.measuring import Measured
from lintel.insight.quality.models import Check, Expectation
from lintel.people.models import User
from tests.cast import Cast
from tests.customers.makers import event, publish

As = Callable[[User], Client]
NOW = timezone.now()
EVENTS = shapes.EVENTS.name


def grades(
    measured: Measured, expected: Expected, *, age: int = 1, before: int | None = None
) -> dict[str, str]:
    """Each check's grade."""
    found = judge(measured, expected, published_at=NOW - dt.timedelta(hours=age), before=before, now=NOW)
    return {one.check + one.column: one.grade for one in found}


@pytest.mark.parametrize(("hours", "grade"), [(1, "good"), (25, "warning"), (49, "bad")])
def test_data_grows_old(hours: int, grade: str) -> None:
    assert grades(Measured(1, {}, {}), Expected(24, None, None, {}, ()), age=hours) == {"freshness": grade}


def test_volume_empties_and_doubles_are_told_apart() -> None:
    expected = Expected(None, 100, 20, {"email": 10}, (("id",),))
    fine = grades(Measured(100, {"email": 10}, {("id",): 0}), expected, before=100)
    assert set(fine.values()) == {"good"}
    odd = grades(Measured(70, {"email": 8}, {("id",): 2}), expected, before=100)
    assert odd == {"volume": "bad", "change": "warning", "nullsemail": "warning", "uniquenessid": "bad"}
    assert worst(judge(Measured(0, {}, {}), expected, published_at=NOW, before=None, now=NOW)) == "bad"


def checked(*names: str) -> list[Check]:
    """Has datasets checked, as the worker does."""
    run = dataset_check.order(names, by=None)
    return dataset_check.record(names, run=run, by=None)


def test_what_is_published_is_checked_and_stands_beside_answers(
    warehouse: Path, cast: Cast, as_: As, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        publish({EVENTS: [event(NOW, "a@b.example"), event(NOW, "c@d.example")]})
    found = Check.objects.get(dataset=EVENTS)
    assert (found.grade, found.rows) == ("good", 2)
    assert Run.objects.get(kind=dataset_check.KIND).state == "done"
    (state,) = behind([EVENTS])
    assert (state.grade, state.rows, state.concerns) == ("good", 2, ())
    publish({EVENTS: [event(NOW, "a@b.example")]})
    assert behind([EVENTS])[0].grade == ""  # the new state was not looked at yet
    page = Template("{% load quality %}{% data_behind names %}").render(Context({"names": [EVENTS]}))
    assert "Not checked yet" in page
    assert EVENTS in as_(cast.finn).get("/insight/quality/").content.decode()


def test_what_is_expected_can_be_written_down_and_holds_from_the_next_check(
    warehouse: Path, cast: Cast, as_: As
) -> None:
    publish({EVENTS: [event(NOW, "a@b.example"), {**event(NOW, "a@b.example"), "campaign": "x"}]})
    address = f"/insight/quality/{EVENTS}/expected/"
    sent = {"fewest_rows": 1, "nulls": "campaign: 20\nchannel: 100", "keys": "source, event_id", "version": 0}
    assert as_(cast.finn).post(address, sent).status_code == 403
    assert as_(cast.nele).post(address, sent | {"nulls": "no such: 1"}).status_code == 422
    assert "is no column" in as_(cast.nele).post(address, sent | {"nulls": "campaign"}).content.decode()
    assert as_(cast.nele).post(address, sent).status_code == 302
    assert as_(cast.nele).post(address, sent).status_code == 409  # written meanwhile
    (found,) = checked(EVENTS)
    assert found.grade == "bad"
    assert {(one["check"], one["column"]) for one in found.concerns} == {
        ("nulls", "campaign"), ("uniqueness", "source, event_id"),
    }  # fmt: skip
    page = as_(cast.finn).get(f"/insight/quality/{EVENTS}/").content.decode()
    assert "1 rows repeat another." in page
    assert Entry.objects.filter(action="expectation.set").count() == 1


def test_programs_check_and_expect(warehouse: Path, cast: Cast, as_: As) -> None:
    publish({EVENTS: [event(NOW, "a@b.example")]})
    nele = as_(cast.nele)
    body = json.dumps({"oldest_hours": 1, "nulls": {"channel": 0}, "version": 0})
    address = f"/api/v1/quality/datasets/{EVENTS}"
    said = nele.put(f"{address}/expectation", body, "application/json")
    assert (said.status_code, said.json()["usual"], said.json()["version"]) == (200, False, 1)
    assert (
        nele.post(
            "/api/v1/quality/checks", json.dumps({"datasets": [EVENTS]}), "application/json"
        ).status_code
        == 201
    )
    checked(EVENTS)
    states = nele.get("/api/v1/quality/datasets").json()
    assert [(one["dataset"], one["grade"]) for one in states] == [(EVENTS, "bad")]
    assert nele.get(f"{address}/checks").json()["items"][0]["rows"] == 1
    assert Expectation.objects.get().nulls == {"channel": 0}
