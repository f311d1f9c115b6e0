"""The pages of matching at the edge: clearances, review, why, the overview."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lintel.audit.models import Entry, Run
from lintel.customers.matching.actions import clearance
from lintel.customers.matching.datasets import QUESTIONS
from lintel.customers.matching.models import Clearance, PairDecision
from lintel.people.models import User
from tests.cast import Cast
from tests.customers.makers import publish
from tests.customers.matching.crowd import publish_crowd
from tests.customers.matching.test_decisions import Work
from tests.customers.matching.test_matching import Match, members

SignIn = Callable[[User], Client]
REVIEW = "/customers/review/"


def text(response: Any) -> str:
    """The page as text."""
    return str(response.content.decode())


@pytest.fixture
def cleared(cast: Cast) -> Cast:
    """Nele and Ana may see customers by name today."""
    today = timezone.now().date()
    for person in (cast.nele, cast.ana):
        clearance.give(person, reason="Cases", starts=today, ends=today, by=cast.ivo)
    return cast


@pytest.fixture
def asked(match: Match, cleared: Cast) -> Cast:
    """Two questions wait: one about two customers, one about one."""
    publish_crowd()
    match()
    questions = [("crm:1", "crm:2", 2.5, False, 1, 9.0), ("crm:0", "shop:s0", 4.0, True, 1, 4.0)]
    publish({QUESTIONS.name: [dict(zip(QUESTIONS.columns, row, strict=True)) for row in questions]})
    return cleared


def test_an_office_gives_a_clearance_and_its_owner_ends_it(cast: Cast, as_: SignIn) -> None:
    today = timezone.now().date()
    sent = {"person": cast.nele.pk, "reason": "Support desk", "starts": today, "ends": today}
    assert as_(cast.tomas).post("/customers/clearances/new/", sent).status_code == 403
    assert as_(cast.mara).post("/customers/clearances/new/", sent).status_code == 302
    page = text(as_(cast.finn).get("/customers/clearances/"))
    assert "Support desk" in page
    assert "/end/" not in page
    given = Clearance.objects.get()
    assert f"/customers/clearances/{given.pk}/end/" in text(as_(cast.nele).get("/customers/clearances/"))
    assert as_(cast.nele).post(f"/customers/clearances/{given.pk}/end/").status_code == 302
    given.refresh_from_db()
    assert given.state == "ended"
    assert as_(cast.sam).get("/customers/clearances/").status_code == 404


def test_a_clearance_that_cannot_be_says_so_at_its_field(cast: Cast, as_: SignIn) -> None:
    today = timezone.now().date()
    sent = {"person": cast.nele.pk, "reason": "x", "starts": today, "ends": today + dt.timedelta(days=500)}
    refused = as_(cast.mara).post("/customers/clearances/new/", sent)
    assert refused.status_code == 422
    assert "a year at most" in text(refused).lower()
    assert (
        as_(cast.mara).post("/customers/clearances/new/", sent | {"person": cast.mara.pk}).status_code == 422
    )


def test_a_question_is_answered_skipped_and_undone(asked: Cast, as_: SignIn) -> None:
    nele = as_(asked.nele)
    first = text(nele.get(REVIEW))
    assert "2 questions are left" in first
    assert 'name="left" value="crm:1"' in first
    assert "Differs" in first
    assert Entry.objects.filter(action="pair.explained").count() == 1
    second = text(nele.get(REVIEW + "?place=2"))
    assert 'name="left" value="crm:0"' in second
    assert "That was the last one" in text(nele.get(REVIEW + "?place=3"))

    answer = {"left": "crm:1", "right": "crm:2", "word": "cannot", "place": 1}
    assert nele.post(REVIEW + "answers/", answer).status_code == 302
    after = text(nele.get(REVIEW))
    assert "1 question is left" in after
    assert "1 answered today" in after
    assert "You said: different people" in after
    said = PairDecision.objects.get()
    undone = nele.post(f"/customers/matching/decisions/{said.pk}/withdrawal/", {"back": "review"})
    assert undone.headers["Location"] == REVIEW
    again = text(nele.get(REVIEW))
    assert "2 questions are left" in again
    assert "You said" not in again


def test_only_who_has_a_clearance_sees_the_records(asked: Cast, as_: SignIn) -> None:
    masked = text(as_(asked.tomas).get(REVIEW))
    assert "2 questions are left" in masked
    assert "crm:1" not in masked
    answer = {"left": "crm:1", "right": "crm:2", "word": "must"}
    assert as_(asked.tomas).post(REVIEW + "answers/", answer).status_code == 403
    analyst = text(as_(asked.ana).get(REVIEW))
    assert "crm:1" in analyst
    assert "answers/" not in analyst
    assert as_(asked.ana).post(REVIEW + "answers/", answer).status_code == 403
    assert as_(asked.sam).get(REVIEW).status_code == 404
    assert as_(asked.nele).post(REVIEW + "answers/", {"left": "crm:1"}).status_code == 422


def test_why_one_customer_and_taking_a_record_out(asked: Cast, as_: SignIn, run_all: Work) -> None:
    nele, url = as_(asked.nele), f"/customers/{members()['crm:0']}/why/"
    page = text(nele.get(url))
    assert "held together by 1 pair" in page
    assert "What speaks for one person" in page
    assert as_(asked.tomas).get(url).status_code == 403
    assert "Take it out" not in text(as_(asked.ana).get(url))
    assert as_(asked.ana).post(url, {"record": "shop:s0", "why": "Son"}).status_code == 403
    assert nele.post(url, {"record": "shop:s0", "why": ""}).status_code == 422
    assert nele.post(url, {"record": "shop:s0", "why": "Son"}).status_code == 302
    run_all()
    assert members()["crm:0"] != members()["shop:s0"]
    apart = text(nele.get(f"/customers/{members()['crm:0']}/why/"))
    assert "Close, and kept apart" in apart
    assert "A person said: different people" in apart


def test_an_old_id_leads_to_todays(asked: Cast, as_: SignIn, run_all: Work) -> None:
    nele, before = as_(asked.nele), {members()["crm:1"], members()["crm:2"]}
    nele.post(REVIEW + "answers/", {"left": "crm:1", "right": "crm:2", "word": "must"})
    run_all()
    (old,) = before - {members()["crm:1"]}
    assert nele.get(f"/customers/{old}/why/").headers["Location"] == f"/customers/{members()['crm:1']}/why/"


def test_the_overview_tells_the_state_and_starts_a_matching(asked: Cast, as_: SignIn) -> None:
    page = text(as_(asked.finn).get("/customers/matching/"))
    assert "120" in page
    assert "From scratch" in page
    assert "Match now" not in page
    assert "Created" in text(as_(asked.finn).get("/customers/matching/?kind=create"))
    assert as_(asked.finn).post("/customers/matching/runs/", {"how": "step"}).status_code == 403
    sent = {"how": "afresh", "threshold": "5"}
    assert as_(asked.tomas).post("/customers/matching/runs/", sent).status_code == 302
    assert Run.objects.latest("pk").inputs == {"afresh": True, "threshold": 5.0, "model": None}
    refused = as_(asked.tomas).post("/customers/matching/runs/", sent | {"threshold": "99"})
    assert refused.status_code == 422
    assert "between" in text(refused)


def test_decisions_show_their_records_to_who_is_cleared(asked: Cast, as_: SignIn) -> None:
    sent = {"left": "crm:1", "right": "crm:2", "word": "cannot"}
    as_(asked.nele).post(REVIEW + "answers/", sent)
    page = text(as_(asked.nele).get("/customers/matching/decisions/"))
    assert "crm:1" in page
    assert "withdrawal/" in page
    masked = text(as_(asked.finn).get("/customers/matching/decisions/"))
    assert "Different people" in masked
    assert "crm:1" not in masked
    assert "crm:1" not in as_(asked.finn).get("/customers/matching/decisions/?export=csv").getvalue().decode()


def test_before_anything_was_matched(cleared: Cast, as_: SignIn, warehouse: Any) -> None:
    assert "Nothing was matched yet" in text(as_(cleared.nele).get("/customers/matching/"))
    assert "Nothing to decide" in text(as_(cleared.nele).get(REVIEW))
