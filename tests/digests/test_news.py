"""Announcements, how things stand, who owes the next word."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from lintel.digests.news.actions import announcement, rhythm, status_update
from lintel.digests.news.models import Acknowledgement, Rhythm, StatusUpdate
from lintel.people.models import User, Watch
from lintel.people.waiting import Wait, waiting
from lintel.ui.problems import Denied, Missing, Problem, Stale
from tests.cast import Cast
from tests.digests.makers import make_announcement, make_update, today
from tests.goals.makers import make_draft, make_owned

As = Callable[[User], Client]


@pytest.mark.parametrize(
    ("who", "audience", "may"),
    [
        ("mara", "company", True), ("ivo", "company", True), ("ada", "company", True),
        ("nele", "company", False), ("nele", "marketing", True), ("nele", "it", False),
        ("tomas", "it", True), ("ana", "marketing", False), ("sam", "company", False),
    ],
)  # fmt: skip
def test_a_side_tells_itself_and_the_offices_tell_everybody(
    cast: Cast, who: str, audience: str, may: bool
) -> None:
    person = getattr(cast, who)
    if may:
        assert make_announcement(person, audience).audience == audience
    else:
        with pytest.raises(Denied):
            make_announcement(person, audience)


def test_an_announcement_waits_for_those_who_are_asked_to_read_it(cast: Cast, as_: As) -> None:
    row = make_announcement(cast.mara, "company", asks_word=True)
    assert [one.url for one in _news_waits(cast.nele)] == [row.get_absolute_url()]
    assert _news_waits(cast.mara) == []
    page = as_(cast.nele).post(f"/news/announcements/{row.pk}/acknowledgement/", {"version": 1}, follow=True)
    assert "it is noted that you have read it" in page.content.decode()
    assert Acknowledgement.objects.get().person == cast.nele
    assert _news_waits(cast.nele) == []


def test_what_was_changed_or_taken_back_is_read_anew(cast: Cast) -> None:
    row = make_announcement(cast.mara, "company", asks_word=True)
    announcement.change(row, {"title": "Other", "text": "Otherwise."}, version=1, by=cast.mara)
    with pytest.raises(Stale):
        announcement.acknowledge(row, version=1, by=cast.nele)
    with pytest.raises(Stale):
        announcement.change(row, {"title": "Late", "text": "Too late."}, version=1, by=cast.mara)
    announcement.withdraw(row, by=cast.mara)
    assert _news_waits(cast.nele) == []
    with pytest.raises(Stale):
        announcement.withdraw(row, by=cast.mara)


def test_pinned_news_stand_on_top_until_their_day(cast: Cast, as_: As) -> None:
    make_announcement(
        cast.mara, "company", title="Older, pinned", pinned_until=today() + dt.timedelta(days=3)
    )
    make_announcement(cast.mara, "company", title="Newer")
    page = as_(cast.tomas).get("/news/").content.decode()
    assert page.index("Older, pinned") < page.index("Newer")
    with pytest.raises(Problem):
        make_announcement(cast.mara, "company", pinned_until=today() + dt.timedelta(days=91))


def test_an_update_is_short_and_its_author_follows_the_thing(cast: Cast, as_: As) -> None:
    goal = make_owned(cast.nele, cast.tomas)
    where = f"/news/about/objectives.goal/{goal.pk}/"
    said = as_(cast.nele).post(where, {"health": "off_track", "text": "x" * 281})
    assert said.status_code == 422
    as_(cast.nele).post(where, {"health": "off_track", "text": "The shop stands still."})
    row = StatusUpdate.objects.get()
    assert (row.health, row.author) == ("off_track", cast.nele)
    assert Watch.objects.filter(person=cast.nele, object_id=str(goal.pk)).exists()
    assert "Off track" in as_(cast.finn).get(row.get_absolute_url()).content.decode()
    assert "The shop stands still." in as_(cast.tomas).get("/news/").content.decode()
    assert as_(cast.finn).post(where, {"health": "on_track", "text": "No."}).status_code == 403
    assert "says how it stands: off track" in as_(cast.nele).get(goal.get_absolute_url()).content.decode()


def test_nobody_reads_how_things_stand_that_they_may_not_see(cast: Cast, as_: As) -> None:
    draft = make_draft(cast.nele, title="Only of marketing")
    row = make_update(draft, cast.nele, text="Not said to anybody yet.")
    assert "Not said to anybody yet." in as_(cast.nele).get("/news/").content.decode()
    for person in (cast.tomas, cast.sam):
        assert "Not said to anybody yet." not in as_(person).get("/news/").content.decode()
        assert as_(person).get(row.get_absolute_url()).status_code == 404
    with pytest.raises(Missing):
        status_update.write(draft, health="on_track", text="I guess.", by=cast.tomas)


def test_the_next_word_is_owed_after_a_while(cast: Cast) -> None:
    goal = make_owned(cast.nele, cast.tomas)
    then = today() - dt.timedelta(days=8)
    rhythm.ask(goal, person=cast.tomas, days=7, day=then, by=cast.nele)
    (owed,) = _news_waits(cast.tomas)
    assert (owed.title, owed.due) == (goal.title, then + dt.timedelta(days=7))
    make_update(goal, cast.tomas)
    assert _news_waits(cast.tomas) == []
    assert Rhythm.objects.get().next_on == today() + dt.timedelta(days=7)
    with pytest.raises(Denied):
        rhythm.end(goal, by=cast.mara)
    rhythm.end(goal, by=cast.nele)
    assert not Rhythm.objects.exists()
    with pytest.raises(Problem):
        rhythm.ask(goal, person=cast.finn, days=7, day=today(), by=cast.nele)


def test_what_one_follows_is_listed_with_its_last_word(cast: Cast, as_: As) -> None:
    goal = make_owned(cast.nele, cast.tomas)
    make_update(goal, cast.nele, "on_track", "First.")
    make_update(goal, cast.nele, "at_risk", "Second.")
    page = as_(cast.nele).get("/news/following/").content.decode()
    assert goal.title in page
    assert "Second." in page
    assert "First." not in page
    assert "You follow nothing yet." in as_(cast.finn).get("/news/following/").content.decode()


def test_a_thing_leads_to_how_it_stands(cast: Cast, as_: As) -> None:
    goal = make_owned(cast.nele, cast.tomas)
    page = as_(cast.finn).get(goal.get_absolute_url()).content.decode()
    assert f"/news/about/objectives.goal/{goal.pk}/" in page


def _news_waits(person: User) -> list[Wait]:
    return [one for kind in waiting(person, today(), ("news",)) for one in kind.items]
