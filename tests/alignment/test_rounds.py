"""A round from the invitation to the recommendation, and what nobody may find out."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from typer.testing import CliRunner

from lintel.alignment.actions import rating
from lintel.alignment.actions import round as rounds
from lintel.alignment.commands import app
from lintel.alignment.items import criteria, criterion_of, published
from lintel.alignment.models import Invitation, Round, Tally
from lintel.audit.models import Entry, Run
from lintel.audit.runs import execute
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem
from tests.alignment.makers import ahead, answer, make_round, side_of
from tests.cast import Cast

As = Callable[[User], Client]
FIRST = criteria()[0]


def post(client: Client, address: str, **data: Any) -> Any:
    return client.post(address, data)


def test_there_are_38_items_with_anchors_and_a_next_step() -> None:
    items = [item for one in criteria() for item in one.items]
    assert len(criteria()) == 6
    assert len({item.key for item in items}) == len(items) == 38
    assert all(item.text and item.low and item.middle and item.high and item.step for item in items)
    assert set(published()) <= {item.key for item in items}
    assert all(one.source and one.year for one in published().values())


def test_from_the_invitation_to_the_recommendation(cast: Cast, as_: As) -> None:
    made = make_round(cast)
    execute.call(Run.objects.get(kind="alignment.mail").pk)
    assert len(mail.outbox) == made.invitations.count()
    assert f"/alignment/rounds/{made.pk}/answers/" in mail.outbox[0].body
    nele = as_(cast.nele)
    page = nele.get(f"/alignment/rounds/{made.pk}/answers/", follow=True)
    assert FIRST.items[0].text in page.content.decode()
    for one in criteria():
        data = dict.fromkeys(one.asked, "4")
        page = nele.post(f"/alignment/rounds/{made.pk}/answers/{one.key}/", data, follow=True)
    assert "that was all" in page.content.decode()
    for person in side_of(made, "marketing"):
        if person != cast.nele:
            answer(made, person, 4, words=5)
    for person in side_of(made, "it"):
        answer(made, person, 4, words=2)
    mara = as_(cast.mara)
    assert "End it" in mara.get(made.get_absolute_url()).content.decode()
    page = mara.post(f"/alignment/rounds/{made.pk}/end/", follow=True).content.decode()
    first = page.index("Talk about these first")
    assert page.index("they mean the same thing", first) < page.index("Agree the words", first)
    assert "Marketing puts it 2.8 points higher" in page
    assert "requests wait past their answer-by date" in page
    assert "Accenture" in page


def test_results_are_shut_while_the_round_is_open(cast: Cast, as_: As) -> None:
    made = make_round(cast)
    for person in side_of(made, "it"):
        answer(made, person, 1)
    client = as_(cast.ivo)
    assert "median" not in client.get(made.get_absolute_url()).content.decode()
    assert client.get(f"/alignment/rounds/{made.pk}/report/").status_code == 404
    assert client.get(f"/api/v1/alignment/rounds/{made.pk}/results").status_code == 404


def test_nothing_tells_whose_answer_it_was(cast: Cast) -> None:
    made = make_round(cast)
    before = set(Tally.objects.values_list("pk", "count"))
    answer(made, cast.tomas, 2, trust=1)
    assert before == set()
    columns = {field.name for field in Tally._meta.get_fields()}
    assert columns == {"id", "round", "side", "criterion", "item", "value", "count"}
    for entry in Entry.objects.filter(action="assessment.answered"):
        body = json.loads(entry.body)
        assert set(body["facts"]) <= {"criterion"}
        assert not body.get("sealed")


def test_an_answer_is_given_once(cast: Cast, as_: As) -> None:
    made = make_round(cast)
    given = dict.fromkeys(FIRST.asked, 3)
    rating.give(made, FIRST.key, given, by=cast.nele)
    with pytest.raises(Problem, match="answered “Communications” already"):
        rating.give(made, FIRST.key, given, by=cast.nele)
    assert sum(Tally.objects.filter(item="words").values_list("count", flat=True)) == 1
    address = f"/alignment/rounds/{made.pk}/answers/{FIRST.key}/"
    assert as_(cast.nele).get(address).status_code == 302


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"words": None}, "“words” is not answered"),
        ({"words": 6}, "6 is not on the scale"),
        ({"words": -1}, "-1 is not on the scale"),
        ({"secret": 3}, "“secret” is not asked here"),
    ],
)
def test_what_is_not_asked_is_refused_and_nothing_is_counted(
    cast: Cast, change: dict[str, int | None], says: str
) -> None:
    made = make_round(cast)
    given: dict[str, Any] = dict.fromkeys(FIRST.asked, 3) | change
    with pytest.raises(Problem, match=says):
        rating.give(made, FIRST.key, {key: n for key, n in given.items() if n is not None}, by=cast.nele)
    assert not Tally.objects.exists()
    assert Invitation.objects.get(round=made, person=cast.nele).answered == []


def test_a_form_with_a_gap_says_which_item_and_keeps_the_rest(cast: Cast, as_: As) -> None:
    made = make_round(cast)
    given = dict.fromkeys(FIRST.asked[1:], "3")
    page = as_(cast.nele).post(f"/alignment/rounds/{made.pk}/answers/{FIRST.key}/", given)
    assert page.status_code == 422
    assert page.content.decode().count('class="field-error"') == 1
    assert page.content.decode().count("checked") == len(given)


def test_who_was_not_asked_does_not_answer(cast: Cast) -> None:
    made = make_round(cast)
    with pytest.raises(Denied, match="not asked in this round"):
        rating.give(made, FIRST.key, dict.fromkeys(FIRST.asked, 3), by=cast.finn)


def test_a_side_of_three_cannot_be_asked(cast: Cast) -> None:
    with pytest.raises(Problem, match="IT has fewer than four people"):
        rounds.open("Autumn", closes_on=ahead(), by=cast.mara)
    assert not Round.objects.exists()


def test_one_round_at_a_time_with_a_day_ahead(cast: Cast) -> None:
    made = make_round(cast)
    with pytest.raises(Problem, match="open already"):
        rounds.open("Winter", closes_on=ahead(), by=cast.ivo)
    rounds.close(made, by=cast.ivo)
    for day, says in ((ahead(0), "must lie ahead"), (ahead(91), "at most 90 days")):
        with pytest.raises(Problem, match=says):
            rounds.open("Winter", closes_on=day, by=cast.ivo)
    with pytest.raises(Problem, match="already"):
        rounds.open("Autumn", closes_on=ahead(), by=cast.ivo)
    assert rounds.open("Winter", closes_on=ahead(), by=cast.ivo).pk != made.pk


def test_the_last_day_ends_a_round_by_itself(cast: Cast, as_: As) -> None:
    made = make_round(cast)
    Round.objects.filter(pk=made.pk).update(closes_on=ahead(-1))
    made.refresh_from_db()
    with pytest.raises(Problem, match="over"):
        rating.give(made, FIRST.key, dict.fromkeys(FIRST.asked, 3), by=cast.nele)
    assert as_(cast.nele).get(f"/alignment/rounds/{made.pk}/answers/", follow=True).status_code == 200
    with pytest.raises(Problem, match="over already"):
        rounds.close(made, by=cast.mara)


def test_reminders_go_to_who_is_not_through_and_not_every_day(cast: Cast) -> None:
    made = make_round(cast)
    answer(made, cast.nele, 3)
    rounds.remind(made, by=cast.mara)
    run = Run.objects.filter(title__startswith="Remind").get()
    execute.call(run.pk)
    reminded = {message.to[0] for message in mail.outbox}
    assert cast.nele.email not in reminded
    assert len(reminded) == made.invitations.count() - 1
    with pytest.raises(Problem, match="less than two days ago"):
        rounds.remind(made, by=cast.mara)
    Invitation.objects.update(reminded_at=timezone.now() - dt.timedelta(days=3))
    rounds.remind(made, by=cast.mara)


def test_only_the_offices_run_rounds(cast: Cast, as_: As) -> None:
    made = make_round(cast)
    for name in ("reminders", "end"):
        assert as_(cast.nele).post(f"/alignment/rounds/{made.pk}/{name}/").status_code == 403
    assert as_(cast.nele).get("/alignment/rounds/new/").status_code == 403
    assert as_(cast.sam).get(made.get_absolute_url()).status_code == 404
    assert Round.objects.get().closed_at is None


def test_a_round_takes_more_time(cast: Cast, as_: As) -> None:
    made = make_round(cast)
    as_(cast.ivo).post(f"/alignment/rounds/{made.pk}/extension/", {"closes_on": ahead(30).isoformat()})
    made.refresh_from_db()
    assert made.closes_on == ahead(30)


def test_api_and_command_line_do_the_same(cast: Cast, as_: As) -> None:
    made = make_round(cast)
    client = as_(cast.tomas)
    address = f"/api/v1/alignment/rounds/{made.pk}"
    body = json.dumps({"ratings": dict.fromkeys(FIRST.asked, 5)})
    given = client.put(f"{address}/answers/{FIRST.key}", body, content_type="application/json")
    assert given.json() == {"answered": [FIRST.key], "finished": False}
    assert client.get(address).json()["answered"] == 1
    for person in side_of(made, "it"):
        if person != cast.tomas:
            answer(made, person, 5)
    say = CliRunner().invoke
    ended = say(app, ["end", str(made.pk), "--as", cast.mara.email, "--json"])
    assert json.loads(ended.output)["closed_at"]
    found = client.get(f"{address}/results").json()["results"]
    assert found[0]["it"]["mean"] == 5.0
    assert found[0]["marketing"] == {
        "answers": None, "median": None, "least": None, "mean": None, "counts": None
    }  # fmt: skip
    told = say(app, ["results", str(made.pk), "--as", cast.mara.email, "--json"])
    assert json.loads(told.output)["results"] == found
    assert criterion_of("nothing") is None
