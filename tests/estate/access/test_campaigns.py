"""Owners say of each grant whether it stays: asked, answered, passed on, reminded, closed, and requested."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from lintel.audit.models import Entry
from lintel.estate.access.actions import campaign, change, question
from lintel.estate.access.actions import grant as grants
from lintel.estate.access.actions.campaign import Choice
from lintel.estate.access.models import Attestation, Grant
from lintel.estate.access.picture import fresh_picture
from lintel.intake.models import Request
from lintel.people.models import User
from lintel.people.waiting import waiting
from lintel.ui.problems import Denied, Problem, Stale
from tests.cast import Cast
from tests.estate.access.makers import make_campaign, make_grant, make_ground, make_party
from tests.estate.inventory.makers import make_element

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
WHY = "Their contract ended."


def text_of(answer: Any) -> str:
    """What a page says, without its markup."""
    return " ".join(strip_tags(answer.content.decode()).split())


@pytest.fixture
def today() -> dt.date:
    return timezone.localdate()


@pytest.fixture
def reads(cast: Cast) -> Grant:
    """Northlight reads the shop's data, which Nele owns."""
    return make_grant(cast, make_party(cast, people=6), make_ground(cast)["shop"], "read")


def asked(grant: Grant) -> Attestation:
    """The question about a grant."""
    return Attestation.objects.get(grant=grant)


def answer(grant: Grant, said: str, by: User, **values: Any) -> Attestation:
    """An owner's word of today."""
    given: dict[str, Any] = {"version": grant.version, "day": timezone.localdate(), "by": by} | values
    return question.answer(asked(grant), said, **given)


def test_who_is_asked_depends_on_the_right_and_on_who_is_there(
    cast: Cast, reads: Grant, today: dt.date
) -> None:
    connects = make_grant(cast, make_party(cast, "Sync", "service"), reads.system, "integrate")
    alone = make_grant(cast, reads.party, make_element(cast, "Old list", technical_owner=cast.tomas), "use")
    nobody = make_grant(cast, reads.party, make_element(cast, "Nobody’s"), "use")
    row = make_campaign(cast, today)
    people = dict(Attestation.objects.values_list("grant", "person__name"))
    assert people == {reads.pk: "Nele Vogt", connects.pk: "Tomas Okafor", alone.pk: "Tomas Okafor"}
    assert (row.unowned, nobody.pk in people) == (1, False)
    assert asked(reads).score == Decimal(fresh_picture(today).risks[reads.pk].score.value).quantize(
        Decimal("0.1")
    )


def test_a_choice_narrows_by_system_data_party_and_outside(cast: Cast, reads: Grant, today: dt.date) -> None:
    inside = make_grant(cast, make_party(cast, "Shop team", "team"), reads.system, "use")
    payment = reads.system.relations.model.objects.get(target__name="Payment data").target
    pays = make_grant(cast, inside.party, payment.relations_from_others.get().source, "use")

    def chosen(**values: Any) -> set[int]:
        made = make_campaign(cast, today, Choice(**values))
        return set(made.questions.values_list("grant_id", flat=True))

    assert chosen() == {reads.pk, inside.pk, pays.pk}
    assert chosen(outside_only=True) == {reads.pk}
    assert chosen(parties=[inside.party]) == {inside.pk, pays.pk}
    assert chosen(systems=[reads.system], data=[payment]) == {reads.pk, inside.pk}  # a flow brings it there
    assert make_campaign(cast, today, Choice(data=[payment], outside_only=True)).scope == (
        "Grants from outside the company, reaching Payment data"
    )
    with pytest.raises(Problem, match="is no data class"):
        make_campaign(cast, today, Choice(data=[reads.system]))
    with pytest.raises(Problem, match="No grant of this choice is in force"):
        make_campaign(cast, today, Choice(parties=[make_party(cast, "Nobody", "team")]))


def test_only_keys_open_remind_and_close(cast: Cast, reads: Grant, today: dt.date) -> None:
    row = make_campaign(cast, today)
    for user in (cast.nele, cast.tomas, cast.emil, cast.ada):
        with pytest.raises(Denied):
            campaign.open_campaign("Mine", today, Choice(), day=today, by=user)
        with pytest.raises(Denied):
            campaign.remind(row, by=user)
        with pytest.raises(Denied):
            campaign.close(row, by=user)
    assert campaign.remind(row, by=cast.lena) == 1
    with pytest.raises(Problem, match="Nobody is to be reminded today"):
        campaign.remind(row, by=cast.mara)
    campaign.close(row, by=cast.mara)
    with pytest.raises(Stale):
        campaign.close(row, by=cast.mara)
    with pytest.raises(Stale):
        answer(reads, "keep", cast.nele)


def test_keeping_attests_and_never_raises_the_score(cast: Cast, reads: Grant, today: dt.date) -> None:
    make_campaign(cast, today)
    before = fresh_picture(today).risks[reads.pk].score.value
    answer(reads, "keep", cast.nele)
    reads.refresh_from_db()
    assert (reads.attested_on, reads.version) == (today, 1)
    assert fresh_picture(today).risks[reads.pk].score.value < before
    with pytest.raises(Stale, match="answered"):
        answer(reads, "keep", cast.nele)


def test_of_two_owners_both_must_keep(cast: Cast, reads: Grant, today: dt.date) -> None:
    row = make_campaign(cast, today, Choice(both_owners=True))
    for user in (cast.nele, cast.tomas):
        reads.refresh_from_db()
        assert reads.attested_on is None
        one = row.questions.get(person=user)
        question.answer(one, "keep", version=1, day=today, by=user)
    reads.refresh_from_db()
    assert reads.attested_on == today


def test_answers_say_how_and_why(cast: Cast, reads: Grant, today: dt.date) -> None:
    make_campaign(cast, today)
    with pytest.raises(Denied):
        answer(reads, "keep", cast.tomas)
    with pytest.raises(Problem, match="wants a sentence of evidence"):
        answer(reads, "remove", cast.nele)
    with pytest.raises(Problem, match="not less than"):
        answer(reads, "narrow", cast.nele, narrow_to="read", evidence=WHY)
    with pytest.raises(Problem, match="That day has passed"):
        answer(reads, "remove", cast.nele, remove_by=today - dt.timedelta(days=1), evidence=WHY)
    grants.change(Grant.objects.get(pk=reads.pk), {"reason": "Lists."}, version=1, by=cast.tomas)
    with pytest.raises(Stale):
        answer(reads, "keep", cast.nele)  # somebody changed what was read
    said = answer(Grant.objects.get(pk=reads.pk), "narrow", cast.nele, narrow_to="use", evidence=WHY)
    assert (said.answer, said.narrow_to) == ("narrow", "use")
    assert Grant.objects.get(pk=reads.pk).attested_on is None


def test_what_was_written_stays_where_an_answer_lacks_a_word(
    cast: Cast, reads: Grant, today: dt.date, as_: SignIn
) -> None:
    make_campaign(cast, today)
    url = f"/access/questions/{asked(reads).pk}/answer/"
    page = as_(cast.nele).post(url, {"answer": "narrow", "version": 1, "evidence": WHY})
    assert page.status_code == 422
    assert "It is not said to what it is narrowed." in text_of(page)
    assert WHY in text_of(page)
    assert as_(cast.tomas).post(url, {"answer": "narrow", "version": 1}).status_code == 403
    assert asked(reads).answer == ""


def test_keeping_what_is_risky_wants_a_sentence_too(cast: Cast, today: dt.date) -> None:
    shop = make_ground(cast)
    risky = make_grant(cast, make_party(cast, people=64), shop["shop"], "administer")
    make_campaign(cast, today)
    assert fresh_picture(today).risks[risky.pk].score.level == "high"
    with pytest.raises(Problem, match="say why it is still needed"):
        answer(risky, "keep", cast.tomas)
    answer(risky, "keep", cast.tomas, evidence="https://wiki.example.org/agency")


def test_a_question_is_passed_on_and_the_first_owner_stays_known(
    cast: Cast, reads: Grant, today: dt.date, as_: SignIn
) -> None:
    row = make_campaign(cast, today)
    one = asked(reads)
    with pytest.raises(Problem, match="does not work for marketing or IT"):
        question.pass_on(one, cast.finn, by=cast.nele)
    answered = as_(cast.nele).post(f"/access/questions/{one.pk}/delegation/", {"person": cast.emil.pk})
    assert answered.status_code == 302
    one.refresh_from_db()
    assert (one.person, one.first_asked) == (cast.emil, cast.nele)
    with pytest.raises(Denied):
        answer(reads, "keep", cast.nele)
    assert [wait.named for wait in waiting(cast.emil, today, ("estate: access",))] == [
        "grants wait for your word"
    ]
    assert waiting(cast.nele, today, ("estate: access",)) == []
    assert "Emil Roth (Marketing) for Nele Vogt" in text_of(as_(cast.ivo).get(row.get_absolute_url()))


def test_a_removal_becomes_a_request_linked_both_ways(
    cast: Cast, reads: Grant, today: dt.date, as_: SignIn
) -> None:
    row = make_campaign(cast, today)
    nele = as_(cast.nele)
    page = text_of(nele.get("/access/questions/"))
    assert "Northlight on Shopkeeper" in page
    assert "Reaches" in page
    until = today + dt.timedelta(days=7)
    sent = {"answer": "remove", "version": 1, "remove_by": until.isoformat(), "evidence": WHY}
    assert nele.post(f"/access/questions/{asked(reads).pk}/answer/", sent).status_code == 302
    made = nele.post(f"/access/questions/{asked(reads).pk}/request/")
    request = Request.objects.get()
    assert made["Location"] == request.get_absolute_url()
    assert request.title == "Shopkeeper: access of Northlight (agency or vendor)"
    assert request.asked_office == "it"
    assert "remove it by" in request.details["change"]
    assert reads.get_absolute_url() in nele.get(request.get_absolute_url()).content.decode()
    assert request.get_absolute_url() in nele.get(reads.get_absolute_url()).content.decode()
    assert request.get_absolute_url() in nele.get(row.get_absolute_url()).content.decode()
    with pytest.raises(Stale, match="already"):
        change.ask_for(asked(reads), by=cast.nele)
    actions = set(Entry.objects.about(reads).values_list("action", flat=True))
    assert {"grant.given", "attestation.answered", "attestation.change-asked"} <= actions


def test_a_risky_grant_becomes_a_request_without_a_campaign(cast: Cast, reads: Grant, as_: SignIn) -> None:
    url = f"{reads.get_absolute_url()}request/"
    wrong = as_(cast.ivo).post(url, {"wish": "narrow", "narrow_to": "administer", "why": "Too much."})
    assert wrong.status_code == 422
    sent = as_(cast.ivo).post(url, {"wish": "narrow", "narrow_to": "use", "why": "They only look."})
    assert sent.status_code == 302
    request = Request.objects.get()
    assert (request.asked_office, request.details["change"]) == (
        "marketing",
        "Read its data: narrow it to “use it”",
    )
    assert as_(cast.ana).post(url, {"wish": "remove", "why": "No."}).status_code == 403


def test_the_report_says_who_answered_what_and_who_did_not(
    cast: Cast, reads: Grant, today: dt.date, as_: SignIn
) -> None:
    other = make_grant(cast, make_party(cast, "Southbound"), reads.system, "use")
    row = make_campaign(cast, today)
    answer(reads, "remove", cast.nele, evidence=WHY)
    mara = as_(cast.mara)
    report = text_of(mara.get(f"{row.get_absolute_url()}report/"))
    assert report.index("Southbound on Shopkeeper") < report.index("Northlight on Shopkeeper")
    assert WHY in report
    file = mara.get(f"{row.get_absolute_url()}?export=csv").getvalue().decode()
    assert f"Shopkeeper,Northlight,Read its data,{asked(reads).score},Nele Vogt,Remove it,{WHY}" in file
    assert f"Shopkeeper,Southbound,Use it,{asked(other).score},Nele Vogt,No answer" in file
    sheet = mara.get(f"{row.get_absolute_url()}?export=xlsx")
    assert sheet.getvalue().startswith(b"PK")
    only = text_of(mara.get(f"{row.get_absolute_url()}?answer=open"))
    assert "1 match" in only
    assert as_(cast.mara).post(f"{row.get_absolute_url()}closing/").status_code == 302
    assert "Closed" in text_of(mara.get("/access/campaigns/"))


def test_the_api_does_the_same(cast: Cast, reads: Grant, today: dt.date, as_: SignIn) -> None:
    ivo, nele = as_(cast.ivo), as_(cast.nele)
    sent = {"title": "By API", "due_on": today.isoformat(), "party_ids": [reads.party_id]}
    made = ivo.post("/api/v1/estate/access/campaigns", sent, content_type="application/json")
    assert made.status_code == 201
    found = nele.get(f"/api/v1/estate/access/campaigns/{made.json()['id']}/questions").json()["items"]
    url = f"/api/v1/estate/access/questions/{found[0]['id']}"
    body = {"answer": "remove", "version": 1, "evidence": WHY}
    assert nele.post(f"{url}/answer", body, content_type="application/json").json()["answer"] == "remove"
    assert nele.post(f"{url}/request", content_type="application/json").status_code == 201
    assert nele.get("/api/v1/estate/access/campaigns").json()["items"][0]["remove"] == 1
