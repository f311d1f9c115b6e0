"""Lists cost the same at ten rows and at two thousand, and show each reader their own."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lintel.intake import bringing
from lintel.intake.bringing import Brought
from lintel.intake.models import Request, RequestType
from lintel.intake.similar import similar_to
from lintel.people.models import User
from tests.cast import Cast
from tests.intake.makers import make_refused, make_request, make_type, refusal

As = Callable[[User], Client]


def bring_many(cast: Cast, number: int, start: int = 0) -> None:
    """Requests in bulk; every third is refused."""
    type = RequestType.objects.first() or make_type()
    now = timezone.now() - dt.timedelta(days=30)
    rows = [
        Brought(
            type=type,
            asker=cast.nele,
            office="it",
            title=f"Campaign {each} needs a segment",
            description="For the spring.",
            created_at=now,
            state="answered" if each % 3 == 0 else "asked",
            key=f"K{each}",
            words=refusal() if each % 3 == 0 else None,
            answered_at=now,
            answered_by=cast.tomas,
        )
        for each in range(start, start + number)
    ]
    bringing.write(rows, "test")


@pytest.mark.parametrize(
    "url",
    [
        "/requests/",
        "/requests/?sort=-answer_by",
        "/requests/?mine=me",
        "/requests/?silence=overdue",
        "/requests/?q=campaign",
        "/requests/figures/",
        "/requests/similar/?title=Campaign+needs+a+segment",
        "/api/v1/requests",
        "/requests/?export=csv",
    ],
)
def test_the_number_of_queries_does_not_grow(cast: Cast, as_: As, url: str) -> None:
    browser = as_(cast.tomas)
    bring_many(cast, 30)
    assert browser.get(url).status_code == 200
    few, many = [], []
    for counts, more in [(few, 0), (many, 1970)]:
        bring_many(cast, more, start=100)
        with CaptureQueriesContext(connection) as captured:
            response = browser.get(url)
            list(getattr(response, "streaming_content", []))
        counts.append(len(captured))
    extra = 5 if "export" in url else 0  # an export reads in chunks of a thousand
    assert many[0] <= few[0] + extra
    assert few[0] <= 14


def test_filters(cast: Cast, as_: As) -> None:
    first = make_request(cast.nele, title="Ärger mit dem Newsletter")
    second = make_request(cast.tomas, title="Testers for the checkout")
    refused = make_refused(cast)
    cases = {
        "q=ärg": {first},
        "q=newsletter+ärger": {first},
        "q=check": {second},
        "q=checkout+newsletter": set(),
        "q=%22%27)(*:-": set(),
        "asking_side=it": {second},
        "asked_office=it": {first, refused},
        "state=answered": {refused},
        "state=open": {first, second, refused},
        "mine=asked": {first, refused},
        "mine=answer": {second},
        "mine=me": {second, refused},
        "mine=side": {first, refused},
        "silence=overdue": set(),
        "state=nonsense": {first, second, refused},
    }
    for query, wanted in cases.items():
        page = as_(cast.nele).get(f"/requests/?{query}").content.decode()
        shown = {each for each in (first, second, refused) if f'href="/requests/{each.pk}/"' in page}
        assert shown == wanted, query


def test_words_follow_every_change(cast: Cast) -> None:
    asked = make_request(cast.nele, title="Loyalty points in the app")
    assert similar_to("loyalty points app", "", cast.tomas)[0].request == asked
    Request.objects.filter(pk=asked.pk).update(title="Store finder")
    assert not similar_to("loyalty points app", "", cast.tomas)
    assert similar_to("the store finder", "", cast.tomas)
    assert not similar_to("the store finder", "", cast.sam)
    Request.objects.filter(pk=asked.pk).update(state="withdrawn")
    assert not similar_to("the store finder", "", cast.tomas)


def test_alike_before_unlike(cast: Cast) -> None:
    bring_many(cast, 60)
    near = make_request(cast.nele, title="Push messages for loyalty members")
    found = similar_to("Loyalty members get push messages", "", cast.tomas)
    assert found[0].request == near
    assert len(found) <= 5


def test_what_waits_for_whom(cast: Cast) -> None:
    today = timezone.localdate()
    asked = make_request(cast.nele)
    refused = make_refused(cast)
    assert set(Request.objects.waiting_for(cast.tomas, today)) == {asked}
    assert set(Request.objects.waiting_for(cast.ivo, today)) == {asked}
    assert set(Request.objects.waiting_for(cast.nele, today)) == {refused}
    assert set(Request.objects.waiting_for(cast.mara, today)) == {refused}
    assert not Request.objects.waiting_for(cast.emil, today)
    assert not Request.objects.disagreements()
