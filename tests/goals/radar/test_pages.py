"""The radar's pages, at the browser's edge."""

import csv
import io
from collections.abc import Callable
from typing import Any

from django.test import Client

from lintel.audit.models import Link
from lintel.charter.expectations.models import Expectation
from lintel.goals.radar.models import Finding, MetricTension, Scan
from lintel.people.models import User
from lintel.portfolio.proposals.models import Proposal
from tests.cast import Cast
from tests.goals.radar.makers import day, kept, look, make_goal, make_metric, work_for
from tests.portfolio.proposals.making import make_offered

As = Callable[[User], Client]
RADAR = "/goals/radar/"


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def mixed(cast: Cast) -> None:
    """One finding of each severity, and a few more."""
    make_metric("load")
    make_goal(cast, "More visits", ("load", 10, 20))
    make_goal(cast, "Quiet nights", ("load", 10, 5))
    make_goal(cast, "Quieter nights", ("load", 10, 5))
    look()


def test_the_list_stands_in_groups_the_gravest_first(cast: Cast, as_: As) -> None:
    mixed(cast)
    page = text(as_(cast.tomas), RADAR)
    places = [page.index(f'data-severity="{level}"') for level in (3, 2, 1)]
    assert places == sorted(places)
    assert "Load is to rise in 1 goal and to fall in 2 goals" in page
    sorted_page = text(as_(cast.tomas), f"{RADAR}?sort=summary")
    assert "radar-group" not in sorted_page


def test_the_list_is_narrowed_by_detector_severity_side_state_and_person(cast: Cast, as_: As) -> None:
    mixed(cast)
    make_goal(cast, "Ours alone", ("load", 10, 5), state="offered", owner_it=None)
    look()
    client = as_(cast.mara)
    alone = "has no owner in IT"
    assert alone in text(client, f"{RADAR}?detector=one-sided-goal")
    assert alone not in text(client, f"{RADAR}?detector=opposing-targets")
    assert alone in text(client, f"{RADAR}?side=it")
    assert alone not in text(client, f"{RADAR}?severity=1")
    assert alone not in text(client, f"{RADAR}?state=gone")
    assert alone in text(client, f"{RADAR}?mine=me")
    assert alone not in text(as_(cast.lena), f"{RADAR}?mine=me")
    row = kept("one-sided-goal")
    client.post(f"{row.get_absolute_url()}snooze/", {"reason": "Next week.", "until": str(day(7))})
    assert alone not in text(client, RADAR)
    assert alone in text(client, f"{RADAR}?state=snoozed")
    assert alone in text(client, f"{RADAR}?state=any")


def test_the_list_as_a_file_says_the_same_in_words(cast: Cast, as_: As) -> None:
    mixed(cast)
    response = as_(cast.finn).get(f"{RADAR}?export=csv")
    content = b"".join(response.streaming_content)  # type: ignore[arg-type]  # bytes, for a test client
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[0]["Severity"] == "High"
    assert rows[0]["Detector"] == "Opposing targets on one metric"
    assert {row["State"] for row in rows} == {"Open"}
    sheet = as_(cast.finn).get(f"{RADAR}?export=xlsx")
    assert b"".join(sheet.streaming_content)[:2] == b"PK"  # type: ignore[arg-type]  # the same


def test_an_empty_radar_says_what_is_looked_for(cast: Cast, as_: As) -> None:
    page = text(as_(cast.mara), RADAR)
    assert "Nothing was found that does not fit." in page
    page = text(as_(cast.mara), f"{RADAR}detectors/")
    assert "Opposing targets on one metric" in page
    assert "Capacity that is promised twice" in page
    assert "Nothing of this kind is open." in page


def test_a_finding_explains_itself_and_offers_one_next_step(cast: Cast, as_: As) -> None:
    mixed(cast)
    row = kept("opposing-targets")
    page = text(as_(cast.tomas), row.get_absolute_url())
    assert "Only one of them can be reached" in page
    assert page.count('class="button primary"') == 1
    assert f'href="{row.step_url}">Change the goal' in page
    assert ">More visits</a>" in page
    assert "Load is to rise from 10 to 20 by" in page
    assert "Whom it concerns" in page


def test_a_finding_that_is_gone_says_so_and_asks_for_nothing(cast: Cast, as_: As) -> None:
    goal = make_goal(cast, "A wish")
    look()
    row = kept("goal-without-work")
    work_for(goal)
    look()
    page = text(as_(cast.mara), row.get_absolute_url())
    assert "This is no longer so" in page
    assert row.step_label not in page
    assert "did not find it any more" in page  # its history


def test_putting_off_asks_why_and_shows_who_said_so(cast: Cast, as_: As) -> None:
    mixed(cast)
    row = kept("opposing-targets")
    client, url = as_(cast.nele), f"{row.get_absolute_url()}snooze/"
    assert "Why not now?" in text(client, url)
    refused = client.post(url, {"reason": "", "until": str(day(7))})
    assert refused.status_code == 422
    refused = client.post(url, {"reason": "Because.", "until": str(day(-7))})
    assert refused.status_code == 422
    assert "The day must lie ahead." in refused.content.decode()
    client.post(url, {"reason": "We settle it in January.", "until": str(day(7))})
    page = text(as_(cast.tomas), row.get_absolute_url())
    assert "We settle it in January." in page
    assert "Nele Vogt" in page
    as_(cast.tomas).post(f"{url}end/")
    assert Finding.objects.get(pk=row.pk).snoozed_until is None
    assert as_(cast.finn).get(url).status_code == 403
    assert as_(cast.sam).get(url).status_code == 404


def test_a_stranger_sees_an_empty_radar_and_no_finding(cast: Cast, as_: As) -> None:
    mixed(cast)
    assert "Quiet nights" not in text(as_(cast.sam), RADAR)
    assert "rise" not in text(as_(cast.sam), RADAR)
    assert as_(cast.sam).get(kept("opposing-targets").get_absolute_url()).status_code == 404


def test_looks_are_ordered_and_their_trend_has_its_table(
    cast: Cast, as_: As, django_capture_on_commit_callbacks: Any
) -> None:
    mixed(cast)
    client = as_(cast.nele)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"{RADAR}looks/").status_code == 302
    assert Scan.objects.count() == 2
    page = text(client, f"{RADAR}looks/")
    assert "Show the figures as a table" in page
    assert "looks" in page
    assert as_(cast.finn).post(f"{RADAR}looks/").status_code == 403
    file = as_(cast.finn).get(f"{RADAR}looks/?export=csv")
    assert b"Looked over" in b"".join(file.streaming_content)  # type: ignore[arg-type]  # the same


def test_a_tension_is_declared_from_a_form_that_a_finding_fills_in(cast: Cast, as_: As) -> None:
    make_metric("speed", label="Speed")
    make_metric("safety", label="Safety")
    client = as_(cast.tomas)
    page = text(client, f"{RADAR}tensions/new/?first=safety&second=speed&moves=together")
    assert '<option value="safety" selected>' in page
    assert '<option value="together" selected>' in page
    said = {"first": "speed", "second": "safety", "moves": "opposite", "why": "Haste makes mistakes."}
    assert client.post(f"{RADAR}tensions/new/", said | {"second": "speed"}).status_code == 422
    client.post(f"{RADAR}tensions/new/", said)
    row = MetricTension.objects.get()
    assert "Haste makes mistakes." in text(as_(cast.mara), row.get_absolute_url())
    assert "safety" in text(as_(cast.mara), f"{RADAR}tensions/?state=force")
    assert as_(cast.mara).post(f"{row.get_absolute_url()}withdrawal/").status_code == 403
    client.post(f"{row.get_absolute_url()}withdrawal/")
    assert "Taken back" in text(client, row.get_absolute_url())


def test_the_next_step_leads_to_a_form_that_is_filled_in(cast: Cast, as_: As) -> None:
    client = as_(cast.mara)
    page = text(client, "/expectations/new/?title=It+breaks&comparison=at_most&target=9&details=%00x")
    assert 'value="It breaks"' in page
    assert 'value="9"' in page
    assert not Expectation.objects.exists()
    assert 'value="nobody_knows"' in text(client, "/insight/metrics/new/?slug=nobody_knows")


def test_a_proposal_begun_from_a_goal_serves_it(cast: Cast, as_: As) -> None:
    goal = make_goal(cast, "A wish")
    look()
    client, url = as_(cast.mara), kept("goal-without-work").step_url
    assert 'value="A wish"' in text(client, url)
    client.post(url, {"title": "Make it true", "problem": "", "outcome": ""})
    made = Proposal.objects.get()
    assert Link.objects.get().to_id == str(goal.pk)
    assert Link.objects.get().from_id == str(made.pk)
    look()
    assert kept("goal-without-work").gone_at is not None


def test_work_is_given_a_goal_in_one_step(cast: Cast, as_: As) -> None:
    goal = make_goal(cast, "Guests come back")
    make_offered(cast, title="A tool")
    look()
    url = kept("work-without-goal").step_url
    assert "Guests come back" in text(as_(cast.nele), url)
    assert as_(cast.nele).post(url, {"goal": ""}).status_code == 422
    assert as_(cast.nele).post(url, {"goal": goal.pk}).status_code == 302
    look()
    assert kept("work-without-goal").gone_at is not None
    assert as_(cast.finn).get(url).status_code == 403
    assert as_(cast.sam).get(url).status_code == 404
    assert as_(cast.nele).get(f"{RADAR}serving/people.user/1/").status_code == 404
