"""What stands in a digest, for whom: a person, a side, everybody, and nobody in particular."""

import datetime as dt
from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lintel.audit.sealing import shred
from lintel.digests.weekly.access import least_reader
from lintel.digests.weekly.actions import digest
from lintel.digests.weekly.models import Digest
from lintel.goals.objectives.actions import merging
from lintel.people.actions import comment, watch
from lintel.people.models import User
from lintel.portfolio.outcomes.actions import promise as promises
from lintel.portfolio.outcomes.freezing import unkept
from lintel.portfolio.outcomes.models import Outcome
from tests.cast import Cast
from tests.digests.makers import make_announcement, make_update, now_of, today
from tests.digests.test_decisions import WHY, make_answered
from tests.goals.makers import make_draft, make_owned
from tests.intake.makers import make_request
from tests.portfolio.proposals.making import make_approved, make_offered

As = Callable[[User], Client]
WEEK = dt.timedelta(days=7)


def test_it_says_what_waits_what_was_decided_what_changed_and_news(cast: Cast) -> None:
    make_answered(cast)
    asked = make_request(cast.nele, title="A feed for the shop")
    comment.write(asked, text="We need it by spring.", by=cast.mara)
    goal = make_owned(cast.nele, cast.tomas)
    make_update(goal, cast.tomas, "off_track", "The supplier is late.")
    make_announcement(cast.ivo, "company", title="Quiet days")
    found = now_of(cast.nele)
    assert WHY in {one.why for one in found.decided}
    assert [(one.title, one.update.text) for one in found.said] == [(goal.title, "The supplier is late.")]
    assert [one.title for one in found.announcements] == ["Quiet days"]
    assert "A feed for the shop" in {one.title for one in found.changed}
    waits = [wait.title for kind in now_of(cast.tomas).waits for wait in kind.items]
    assert "A feed for the shop" in waits
    assert not found.quiet


def test_signatures_answers_and_mentions_wait_in_it_as_on_the_first_page(cast: Cast) -> None:
    make_offered(cast, title="To be signed")
    comment.write(make_request(cast.nele), text="See here, @Mara.Lindqvist", by=cast.nele)
    waits = {(wait.title, wait.what) for kind in now_of(cast.mara).waits for wait in kind.items}
    assert ("To be signed", "Your signature") in waits
    assert ("You were named in 1 comment", "Mentions") in waits


def test_what_it_returned_stands_beside_the_promise(cast: Cast) -> None:
    make_approved(cast, title="One shop")
    if unkept():
        promises.keep_missing(by=None)
    assert now_of(cast.finn).returned == []
    Outcome.objects.update(found="less", measured_at=timezone.now())
    (found,) = now_of(cast.finn).returned
    assert (found.title, found.found, found.closed) == ("One shop", "Less than promised", False)


def test_nobody_reads_in_it_what_they_may_not_see(cast: Cast) -> None:
    draft = make_draft(cast.nele, title="Only of marketing")
    comment.write(draft, text="Between us.", by=cast.nele)
    make_update(draft, cast.nele)
    for reader in (cast.tomas, cast.sam, least_reader()):
        for scope in ("person", "company", "marketing"):
            content = now_of(reader, scope)
            shown = [*content.changed, *content.said, *content.decided]
            assert "Only of marketing" not in {one.title for one in shown}
    assert now_of(cast.sam).quiet
    assert "Only of marketing" in {one.title for one in now_of(cast.nele).said}


def test_what_changed_calls_other_things_by_their_titles(cast: Cast) -> None:
    one = make_owned(cast.nele, cast.tomas, title="Ours")
    two = make_owned(cast.nele, cast.tomas, title="Ours again")
    merging.merge(one, two, by=cast.nele, step=one.step, other_step=two.step)
    said = [line.sentence for line in now_of(cast.mara).changed if line.title == "Ours"]
    assert said == ["took goal “Ours again” into it: wording 2"]


def test_ones_own_doings_are_no_news_and_what_one_follows_comes_first(cast: Cast) -> None:
    older, newer = (make_request(cast.nele, title=title) for title in ("Followed", "Newer"))
    for row in (older, newer):
        comment.write(row, text="I see.", by=cast.tomas)
    watch.follow(older, by=cast.mara)
    changed = now_of(cast.mara).changed
    assert [(one.title, one.followed) for one in changed[:2]] == [("Followed", True), ("Newer", False)]
    mine = {one.title: one for one in now_of(cast.tomas).changed}
    assert all(one.who != "Tomas Okafor" for one in mine.values())
    assert mine["Newer"].count < {one.title: one for one in changed}["Newer"].count


def test_a_side_reads_what_its_people_did(cast: Cast) -> None:
    make_answered(cast)
    by_it, by_marketing = now_of(cast.finn, "it"), now_of(cast.finn, "marketing")
    assert {one.actor.side for one in by_it.decided} == {"it"}
    assert {one.actor.side for one in by_marketing.decided} == {"marketing"}
    both = now_of(cast.finn, "company")
    assert both.decided_count == by_it.decided_count + by_marketing.decided_count


def test_sections_that_are_not_wanted_are_left_out(cast: Cast) -> None:
    make_answered(cast)
    make_announcement(cast.mara, "company")
    only = now_of(cast.nele, sections=["news"])
    assert only.counts == {"waits": 0, "news": 1, "decided": 0, "returned": 0, "changed": 0}


def test_an_erased_reason_is_gone_from_digests_of_the_past(cast: Cast, as_: As) -> None:
    make_answered(cast)
    starts = today() - dt.timedelta(days=3)
    row = digest.share("company", starts, starts + WEEK, {"decided": 2}, by=None)
    assert WHY in as_(cast.finn).get(row.get_absolute_url()).content.decode()
    shred(cast.tomas)
    assert WHY not in as_(cast.finn).get(row.get_absolute_url()).content.decode()


def test_pages_of_every_scope_open_and_others_digests_do_not(cast: Cast, as_: As) -> None:
    make_answered(cast)
    for scope in ("person", "company", "marketing", "it"):
        assert as_(cast.finn).get(f"/digests/now/{scope}/").status_code == 200
    assert as_(cast.finn).get("/digests/now/moon/").status_code == 404
    (own,) = digest.make(
        [digest.Made(cast.nele, today() - WEEK, today(), "UTC", {})], {}, now=_now(), by=None
    )
    assert as_(cast.nele).get(own.get_absolute_url()).status_code == 200
    assert as_(cast.nele).get(f"/digests/{own.pk}/mail/").status_code == 200
    for other in (cast.mara, cast.ada, cast.sam):
        assert as_(other).get(own.get_absolute_url()).status_code == 404
        assert as_(other).get(f"/api/v1/digests/{own.pk}").status_code == 404


def test_the_api_says_the_same(cast: Cast, as_: As) -> None:
    make_answered(cast)
    starts = today() - dt.timedelta(days=3)
    row = digest.share("company", starts, starts + WEEK, {}, by=None)
    found = as_(cast.finn).get(f"/api/v1/digests/{row.pk}").json()
    assert WHY in {one["why"] for one in found["decided"]}
    assert found["scope"] == "company"


def test_the_page_offers_what_is_done_in_one_click(cast: Cast, as_: As) -> None:
    make_announcement(cast.mara, "company", title="New hours", asks_word=True)
    page = as_(cast.nele).get("/digests/").content.decode()
    assert "Done in one click" in page
    assert "/digests/one-click/" in page
    assert "/digests/one-click/" not in as_(cast.mara).get("/digests/").content.decode()


def test_one_person_more_or_a_hundred_things_more_cost_no_query(cast: Cast) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            now_of(cast.mara)
        return len(queries)

    make_answered(cast)
    make_approved(cast)
    make_update(make_owned(cast.nele, cast.tomas), cast.nele)
    now_of(cast.mara)
    few = cost()
    for number in range(12):
        comment.write(make_request(cast.nele, title=f"Request {number}"), text="Well.", by=cast.nele)
        make_answered(cast)
    now_of(cast.mara)  # what each room remembers until somebody writes is found
    assert cost() <= few + 4  # a list that is longer than shown is counted
    assert few < 60


def test_the_same_days_make_one_digest(cast: Cast) -> None:
    made = [digest.Made(cast.nele, today() - WEEK, today(), "UTC", {})]
    first = digest.make(made, {}, now=_now(), by=None)
    again = digest.make(made, {}, now=_now(), by=None)
    assert first == again
    assert Digest.objects.count() == 1


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
