"""Who answers alone, by team and without names, and lessons where somebody is stuck."""

import datetime as dt
import json
from collections.abc import Callable

from django.test import Client
from django.utils import timezone

from lintel.insight.asking.models import QuestionAsked
from lintel.insight.learning import measuring
from lintel.insight.learning.actions import lesson
from lintel.insight.learning.measuring import normalised
from lintel.insight.learning.models import Lesson
from lintel.insight.learning.offering import lessons_for
from lintel.people.models import Role, Team, User
from tests.cast import Cast, make_user

As = Callable[[User], Client]
NOW = timezone.now()


def ask(
    person: User, words: str, outcome: str = "answered", *, days: int = 1, **values: object
) -> QuestionAsked:
    """A question in the log."""
    return QuestionAsked.objects.create(
        person=person, words=words, outcome=outcome, purpose="analysis", surface="page",
        at=NOW - dt.timedelta(days=days), **values,
    )  # fmt: skip


def crowd(cast: Cast) -> list[User]:
    """Three people of one team, and two of another."""
    operations = Team.objects.get(name="Marketing operations")
    third = make_user("Pia Holm", role=Role.MEMBER, side="marketing", team=operations)
    return [cast.nele, cast.emil, third, cast.tomas, cast.lena]


def report() -> measuring.Report:
    """Of the last ninety days."""
    return measuring.report(NOW - dt.timedelta(days=90))


def test_teams_are_counted_and_small_ones_never_stand_alone(cast: Cast) -> None:
    people = crowd(cast)
    for person in people:
        ask(person, "revenue by month")
    ask(people[0], "revenue by month", with_help=True)
    ask(people[1], "returns by depot", "refused")
    ask(people[0], "old", days=200)
    (operations,) = report().teams
    assert (operations.name, operations.people, operations.asked) == ("Marketing operations", 3, 5)
    assert (operations.alone, operations.helped, operations.unmet, operations.waiting) == (3, 1, 1, 1)
    assert operations.share_alone == 60
    ask(cast.mara, "orders")  # a third person of the rest: now there are enough to stand together
    assert [one.name for one in report().teams][1:] == ["Small teams and people without one"]


def test_who_was_answered_later_does_not_wait(cast: Cast) -> None:
    for person in crowd(cast)[:3]:
        ask(person, "return rate by depot", "refused", days=9)
        ask(person, "return rates per depot", "refused", days=8)
    assert report().teams[0].waiting == 3
    ask(cast.nele, "the return rate by depot", days=2)
    assert report().teams[0].waiting == 2


def test_wishes_that_mean_the_same_become_one_missing_metric(cast: Cast) -> None:
    nele, emil, pia, tomas, _ = crowd(cast)
    ask(nele, "returns by depot last month", "refused")
    ask(emil, "Return by depots", "refused", days=3)
    ask(pia, "how many returns per depot?", "abandoned", missing="returns by depot")
    ask(tomas, "latency of the checkout", "refused")
    ask(tomas, "returns of each depot", "refused")
    found = report()
    assert [(one.label, one.people, one.times) for one in found.missing] == [("return depot", 4, 4)]
    assert found.missing[0].teams == ("Marketing operations",)  # the team of one who asked is not named
    assert found.single == 1  # one person's wish is counted, not shown
    assert normalised("How many returns per depot, last 3 months?") == "return depot"


def test_the_order_of_the_log_changes_nothing(cast: Cast) -> None:
    people = crowd(cast)
    said = ["returns by depot", "depot returns", "return per depot", "store visits", "visits of stores"]
    for person, words in zip(people, said, strict=True):
        ask(person, words, "refused")
    once = report().missing
    QuestionAsked.objects.all().delete()
    for person, words in reversed(list(zip(people, said, strict=True))):
        ask(person, words, "refused")
    assert report().missing == once


def test_the_page_names_nobody_and_is_for_both_offices(cast: Cast, as_: As) -> None:
    for person in crowd(cast):
        ask(person, "returns by depot", "refused")
    for reader in (cast.mara, cast.ivo, cast.lena, cast.ada):
        page = as_(reader).get("/insight/learning/")
        assert page.status_code == 200
        said = page.content.decode()
        assert "return depot" in said
        assert "Pia Holm" not in said
    assert as_(cast.nele).get("/insight/learning/").status_code == 403
    assert as_(cast.nele).get("/api/v1/learning/teams").status_code == 403
    assert as_(cast.ivo).get("/api/v1/learning/teams").json()["missing"][0]["people"] == 5


def test_lessons_fit_where_somebody_is_stuck(cast: Cast) -> None:
    lesson.install_defaults(by=None)
    assert Lesson.objects.count() == 12
    assert lesson.install_defaults(by=None) == []
    titles = [one.title for one in lessons_for(cast.finn, "conversion rate per channel as an avarage")]
    assert titles[0] == "A share is not an average of shares"
    titles = [one.title for one in lessons_for(cast.finn, "E-mail is not open to you. Ask for access.")]
    assert titles[0] == "Why a field is not open to you"
    assert lessons_for(cast.finn, "zzz") == []
    assert lessons_for(cast.sam, "access") == []


def test_lessons_are_written_changed_and_put_away(cast: Cast, as_: As) -> None:
    sent = {"title": "Depots", "text": "A depot is a **warehouse**.", "words": "depot, store", "version": 0}
    assert as_(cast.finn).post("/insight/learning/lessons/new/", sent).status_code == 403
    assert as_(cast.ana).post("/insight/learning/lessons/new/", sent).status_code == 302
    found = Lesson.objects.get()
    assert found.words == ["depot", "store"]
    assert "<strong>warehouse</strong>" in as_(cast.finn).get(found.get_absolute_url()).content.decode()
    body = {"title": "Depots", "text": "Short.", "words": ["depot"], "version": 1}
    put = as_(cast.nele).put(f"/api/v1/learning/lessons/{found.pk}", json.dumps(body), "application/json")
    assert put.status_code == 200
    stale = as_(cast.nele).put(f"/api/v1/learning/lessons/{found.pk}", json.dumps(body), "application/json")
    assert stale.status_code == 409
    fitting = as_(cast.finn).get("/api/v1/learning/lessons/fitting", {"words": "by depot"}).json()
    assert [one["title"] for one in fitting] == ["Depots"]
    assert as_(cast.nele).post(f"{found.get_absolute_url()}archive/").status_code == 302
    assert "There is no lesson yet." in as_(cast.finn).get("/insight/learning/lessons/").content.decode()
