"""Calendars and Atom feeds, read by parsers that are not ours."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import feedparser
import pytest
from django.test import Client
from icalendar import Calendar

from lintel.digests.news.actions import rhythm
from lintel.people.actions import token
from lintel.people.models import Role, Token, User
from tests.cast import Cast
from tests.digests.makers import make_announcement, make_feed, make_update, today
from tests.digests.test_decisions import make_answered
from tests.estate.inventory.makers import make_contract, make_shop
from tests.goals.makers import make_draft, make_owned
from tests.intake.makers import make_request

As = Callable[[User], Client]
FEEDS = ("calendar.ics", "news.atom", "decisions.atom")


def events(secret: str) -> list[Any]:
    """What an iCalendar parser finds."""
    response = Client().get(f"/feeds/{secret}/calendar.ics")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/calendar")
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def atom(secret: str, name: str) -> Any:
    """What an Atom parser finds; it says so if anything is not as RFC 4287 wants it."""
    response = Client().get(f"/feeds/{secret}/{name}.atom")
    assert response.status_code == 200
    found = feedparser.parse(response.content, response_headers={"content-type": response["Content-Type"]})
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def test_the_calendar_has_the_days_of_its_person(cast: Cast) -> None:
    asked = make_request(cast.nele)
    goal = make_owned(cast.nele, cast.tomas)
    make_contract(cast, make_shop(cast))
    rhythm.ask(goal, person=cast.nele, days=7, day=today(), by=cast.nele)
    found = {str(one["UID"]): one for one in events(make_feed(cast.nele))}
    assert found[f"request-{asked.pk}@lintel"]["DTSTART"].dt == asked.answer_by
    assert found[f"goal-{goal.pk}@lintel"]["DTSTART"].dt == goal.ends_on
    assert {uid.partition("-")[0] for uid in found} >= {"request", "goal", "contract", "rhythm"}
    assert all(one["DTEND"].dt - one["DTSTART"].dt == dt.timedelta(days=1) for one in found.values())
    answers = {str(one["UID"]) for one in events(make_feed(cast.tomas))}
    assert f"request-{asked.pk}@lintel" in answers
    assert not any(uid.startswith("contract") for uid in answers)


def test_the_news_feed_parses_and_shows_what_one_may_see(cast: Cast) -> None:
    make_announcement(cast.mara, "company", title="Hours & “days” <now>", text="A & B < C")
    make_update(make_draft(cast.nele, title="Only of marketing"), cast.nele)
    mine, theirs = atom(make_feed(cast.nele), "news"), atom(make_feed(cast.tomas), "news")
    assert {one.title for one in mine.entries} == {
        "Hours & “days” <now>".replace("<", "&lt;").replace(">", "&gt;").replace("&", "&amp;", 1)
        if mine.entries[0].title_detail.type == "text/html"
        else "Hours & “days” <now>",
        "At risk: Only of marketing",
    }
    assert len(theirs.entries) == 1
    assert len({one.id for one in mine.entries}) == 2
    assert mine.entries[0].link.startswith("http")


def test_the_decision_feed_says_why(cast: Cast) -> None:
    make_answered(cast)
    found = atom(make_feed(cast.finn), "decisions")
    assert "second line" in " ".join(one.summary for one in found.entries)


@pytest.mark.parametrize("name", FEEDS)
def test_a_revoked_address_tells_nothing(cast: Cast, name: str) -> None:
    secret = make_feed(cast.nele)
    token.revoke(Token.objects.get(), by=cast.nele)
    gone, unknown = (Client().get(f"/feeds/{one}/{name}") for one in (secret, "lintel_nothing"))
    assert (gone.status_code, gone.content) == (unknown.status_code, unknown.content) == (404, gone.content)
    assert gone["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize("name", FEEDS)
def test_other_tokens_and_lost_roles_open_no_feed(cast: Cast, name: str) -> None:
    _, wide = token.create(name="Script", scopes=["feeds:read", "goals:read"], days=9, by=cast.nele)
    assert Client().get(f"/feeds/{wide}/{name}").status_code == 404
    secret = make_feed(cast.nele)
    User.objects.filter(pk=cast.nele.pk).update(role=Role.NONE)
    assert Client().get(f"/feeds/{secret}/{name}").status_code == 404
    User.objects.filter(pk=cast.nele.pk).update(role=Role.MEMBER, is_active=False)
    assert Client().get(f"/feeds/{secret}/{name}").status_code == 404


def test_a_feed_token_opens_no_api(cast: Cast) -> None:
    header = {"HTTP_AUTHORIZATION": f"Bearer {make_feed(cast.nele)}"}
    assert Client().get("/api/v1/goals", **header).status_code == 403  # type: ignore[arg-type]  # a header


def test_addresses_are_shown_once(cast: Cast, as_: As) -> None:
    client = as_(cast.nele)
    made = client.post("/feeds/", {"name": "Phone"})
    assert made.status_code == 201
    shown = made.content.decode()
    assert "calendar.ics" in shown
    again = client.get("/feeds/").content.decode()
    assert "Phone" in again
    assert "calendar.ics" not in again
    assert as_(cast.sam).post("/feeds/", {"name": "Phone"}).status_code == 403
