"""Asking and answering in the browser, without JavaScript."""

from collections.abc import Callable

import pytest
from django.test import Client

from lintel.audit import signatures
from lintel.audit.models import Entry
from lintel.intake.actions import answer, reply
from lintel.intake.models import Answer, Request, RequestType, Settlement, State, Vote
from lintel.people.models import User
from tests.cast import Cast
from tests.intake.makers import make_refused, make_request, make_type, refusal, today

As = Callable[[User], Client]


def fields(**values: str) -> dict[str, str]:
    """What a browser sends for a good request."""
    return {
        "title": "Newsletter sign-ups in the CRM",
        "description": "Every sign-up shows in the CRM within an hour.",
        "goal_served": "",
        "needed_from": "",
        "needed_until": "",
        "q_system": "CRM",
    } | values


def another_way(request: Request, **values: str) -> dict[str, str]:
    """What a browser sends for a good refusal."""
    return {
        "version": str(request.version),
        "kind": "another_way",
        "reason_type": "capacity",
        "explanation": "The team is bound until the summer.",
        "ways-TOTAL_FORMS": "1",
        "ways-INITIAL_FORMS": "0",
        "ways-0-kind": "reuse",
        "ways-0-what": "Use the sync that the shop has.",
        "ways-0-cost": "1200.50",
        "ways-0-currency": "EUR",
        "ways-0-ready_by": today().isoformat(),
    } | values


def test_asking(cast: Cast, as_: As) -> None:
    type = make_type(answer_within_days=5)
    browser = as_(cast.nele)
    assert type.name in browser.get("/requests/new/").content.decode()
    page = browser.get(f"/requests/new/?type={type.pk}")
    assert "Which system?" in page.content.decode()
    sent = browser.post(f"/requests/new/?type={type.pk}", fields())
    asked = Request.objects.get()
    assert sent.headers["Location"] == f"/requests/{asked.pk}/"
    assert (asked.state, asked.asked_office, asked.asking_side) == ("asked", "it", "marketing")
    assert asked.answer_by is not None
    assert (asked.answer_by - today()).days == 5
    assert asked.details == {"system": "CRM"}
    assert Entry.objects.about(asked).get().action == "request.asked"
    assert "Every sign-up shows" in browser.get(f"/requests/{asked.pk}/").content.decode()


def test_a_required_question_is_named(cast: Cast, as_: As) -> None:
    type = make_type()
    page = as_(cast.nele).post(f"/requests/new/?type={type.pk}", fields(q_system=""))
    assert page.status_code == 200
    assert "This field is required." in page.content.decode()
    assert not Request.objects.exists()


def test_a_draft_waits_unseen(cast: Cast, as_: As) -> None:
    type = make_type()
    browser = as_(cast.nele)
    browser.post(f"/requests/new/?type={type.pk}", fields(description="", q_system="", draft="yes"))
    draft = Request.objects.get()
    assert draft.state == State.DRAFT
    for person, status in [(cast.mara, 200), (cast.ivo, 404), (cast.emil, 404), (cast.sam, 404)]:
        assert as_(person).get(f"/requests/{draft.pk}/").status_code == status
    version = {"version": str(draft.version)}
    browser.post(f"/requests/{draft.pk}/edit/", fields(send="yes", **version))
    draft.refresh_from_db()
    assert draft.state == State.ASKED
    assert as_(cast.ivo).get(f"/requests/{draft.pk}/").status_code == 200


def test_duplicates_are_shown_before_sending(cast: Cast, as_: As) -> None:
    there = make_request(cast.emil)
    url = f"/requests/new/?type={there.type_id}"
    browser = as_(cast.nele)
    page = browser.post(url, fields(title="Newsletter signups into CRM"))
    assert page.status_code == 200
    assert f'href="/requests/{there.pk}/"' in page.content.decode()
    assert Request.objects.count() == 1
    browser.post(url, fields(title="Newsletter signups into CRM", different="yes"))
    assert Request.objects.count() == 2
    fragment = browser.get("/requests/similar/", {"title": "newsletter sign-ups"})
    assert there.title in fragment.content.decode()


def test_a_voice_instead_of_a_duplicate(cast: Cast, as_: As) -> None:
    asked = make_request(cast.emil)
    browser = as_(cast.nele)
    browser.post(f"/requests/{asked.pk}/vote/", {"voice": "add"})
    assert browser.post(f"/requests/{asked.pk}/vote/", {"voice": "add"}).status_code == 422
    asked.refresh_from_db()
    assert (asked.vote_count, Vote.objects.get().person) == (1, cast.nele)
    browser.post(f"/requests/{asked.pk}/vote/", {"voice": "back"})
    asked.refresh_from_db()
    assert (asked.vote_count, Vote.objects.count()) == (0, 0)
    assert as_(cast.emil).post(f"/requests/{asked.pk}/vote/").status_code == 403
    assert as_(cast.finn).post(f"/requests/{asked.pk}/vote/").status_code == 403


def test_another_way_is_accepted_in_one_step(cast: Cast, as_: As) -> None:
    asked = make_request(cast.nele)
    architect = as_(cast.tomas)
    assert architect.get(f"/requests/{asked.pk}/answer/").status_code == 200
    assert architect.post(f"/requests/{asked.pk}/answer/", another_way(asked)).status_code == 302
    asked.refresh_from_db()
    given = Answer.objects.get()
    assert (asked.state, given.by, given.in_time) == (State.ANSWERED, cast.tomas, True)
    asker = as_(cast.nele)
    page = asker.get(f"/requests/{asked.pk}/").content.decode()
    assert "Accept this" in page
    assert "€1,200.50" in page
    accept = f"/alternatives/{given.lead_alternative_id}/acceptance/"
    assert as_(cast.tomas).post(accept, {"version": asked.version}).status_code == 403
    assert asker.post(accept, {"version": asked.version}).status_code == 302
    asked.refresh_from_db()
    assert asked.state == State.AGREED
    assert asked.agreed_at


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"explanation": "  "}, "Explain in plain words"),
        ({"explanation": "—"}, "Explain in plain words"),
        ({"reason_type": ""}, "Choose the reason"),
        ({"ways-TOTAL_FORMS": "0"}, "at least one alternative"),
        ({"ways-0-cost": ""}, "This field is required."),
        ({"ways-0-cost": "-1"}, "greater than or equal to 0"),
        ({"ways-0-ready_by": ""}, "This field is required."),
        ({"ways-0-ready_by": "2001-01-01"}, "lies ahead"),
        ({"ways-0-what": " "}, "This field is required."),
        ({"kind": "no"}, "not one of the available choices"),
    ],
)
def test_no_bare_no_through_the_page(cast: Cast, as_: As, change: dict[str, str], words: str) -> None:
    asked = make_request(cast.nele)
    page = as_(cast.tomas).post(f"/requests/{asked.pk}/answer/", another_way(asked, **change))
    assert page.status_code in {200, 422}
    assert words in page.content.decode()
    assert not Answer.objects.exists()
    asked.refresh_from_db()
    assert asked.state == State.ASKED


def test_another_alternative_without_script(cast: Cast, as_: As) -> None:
    asked = make_request(cast.nele)
    browser = as_(cast.tomas)
    page = browser.post(f"/requests/{asked.pk}/answer/", another_way(asked, more="yes")).content.decode()
    assert "Alternative 2" in page
    assert "Use the sync that the shop has." in page
    two = {
        "ways-TOTAL_FORMS": "3",
        "ways-1-kind": "wait_until",
        "ways-1-what": "Wait for the new CRM.",
        "ways-1-cost": "0",
        "ways-1-currency": "CHF",
        "ways-1-ready_by": today().isoformat(),
        "ways-2-currency": "EUR",
    }
    browser.post(f"/requests/{asked.pk}/answer/", another_way(asked, **two))
    assert asked.alternatives.count() == 2


def test_the_wrong_side_does_not_answer(cast: Cast, as_: As) -> None:
    asked = make_request(cast.nele)
    for person, status in [
        (cast.emil, 403),
        (cast.nele, 403),
        (cast.ana, 403),
        (cast.ada, 403),
        (cast.sam, 404),
    ]:
        assert as_(person).get(f"/requests/{asked.pk}/answer/").status_code == status
        assert as_(person).post(f"/requests/{asked.pk}/answer/", another_way(asked)).status_code == status
    assert not Answer.objects.exists()


def test_a_stale_answer_keeps_its_text(cast: Cast, as_: As) -> None:
    asked = make_request(cast.nele)
    sent = another_way(asked)
    as_(cast.nele).post(
        f"/requests/{asked.pk}/edit/", fields(title="Only the sign-ups", version=sent["version"])
    )
    page = as_(cast.tomas).post(f"/requests/{asked.pk}/answer/", sent)
    assert page.status_code == 409
    body = page.content.decode()
    assert "Somebody changed this request" in body
    assert "The team is bound until the summer." in body
    asked.refresh_from_db()
    assert f'name="version" value="{asked.version}"' in body


def test_later_sleeps_and_wakes(cast: Cast, as_: As) -> None:
    asked = make_request(cast.nele)
    day = today().replace(year=today().year + 1, day=1)
    later = {"kind": "later", "revisit_on": day.isoformat(), "version": str(asked.version)}
    page = as_(cast.ivo).post(f"/requests/{asked.pk}/answer/", another_way(asked, **later))
    assert page.status_code == 302
    asked.refresh_from_db()
    as_(cast.mara).post(f"/requests/{asked.pk}/acceptance/", {"version": asked.version})
    asked.refresh_from_db()
    assert (asked.state, asked.answer_by) == (State.SLEEPING, day)
    assert not Request.objects.answers_due(cast.tomas, today()).exists()
    assert Request.objects.answers_due(cast.tomas, day).exists()
    assert asked.is_awaiting_answer(day)


def test_counter_offer_asks_again(cast: Cast, as_: As) -> None:
    asked = make_refused(cast)
    browser = as_(cast.nele)
    assert browser.get(f"/requests/{asked.pk}/counter-offer/").status_code == 200
    empty = browser.post(f"/requests/{asked.pk}/counter-offer/", {"version": asked.version, "text": " "})
    assert empty.status_code == 200
    sent = {"version": asked.version, "text": "Half of it would do."}
    assert browser.post(f"/requests/{asked.pk}/counter-offer/", sent).status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.round) == (State.COUNTERED, 2)
    assert "Half of it would do." in as_(cast.tomas).get(f"/requests/{asked.pk}/").content.decode()
    answer.give(asked, refusal(), by=cast.tomas, version=asked.version)
    assert asked.answers.count() == 2
    assert "Answers in 2 rounds" in browser.get(f"/requests/{asked.pk}/").content.decode()


def test_escalation_is_settled_by_two_keys(cast: Cast, as_: As) -> None:
    asked = make_refused(cast)
    url = f"/requests/{asked.pk}/settlement/"
    assert as_(cast.mara).get(url).status_code == 404
    reply.escalate(asked, by=cast.nele, version=asked.version, text="We cannot wait until the summer.")
    assert as_(cast.tomas).post(url, {"version": 0, "text": "IT decides."}).status_code == 403
    assert (
        as_(cast.mara).post(url, {"version": 0, "text": "Half now.", "makes_work": "on"}).status_code == 302
    )
    present = Settlement.objects.get()
    first = signatures.hash_of(present)
    assert as_(cast.mara).post(f"{url}signature/", {"content_hash": first}).status_code == 302
    assert as_(cast.mara).post(f"{url}signature/", {"content_hash": first}).status_code == 422
    assert as_(cast.tomas).post(f"{url}signature/", {"content_hash": first}).status_code == 403
    as_(cast.ivo).post(url, {"version": 1, "text": "Half now, half in May.", "makes_work": "on"})
    present.refresh_from_db()
    assert not signatures.keys_of(present, "settle").given
    assert as_(cast.ivo).post(f"{url}signature/", {"content_hash": first}).status_code == 409
    second = signatures.hash_of(present)
    assert "on behalf of Ivo Brandt" in as_(cast.lena).get(url).content.decode()
    assert as_(cast.lena).post(f"{url}signature/", {"content_hash": second}).status_code == 302
    asked.refresh_from_db()
    assert asked.state == State.ESCALATED
    as_(cast.mara).post(f"{url}signature/", {"content_hash": second})
    asked.refresh_from_db()
    assert asked.state == State.SETTLED
    assert "Half now, half in May." in as_(cast.finn).get(f"/requests/{asked.pk}/").content.decode()


def test_silence_is_shown_and_never_counts(cast: Cast, as_: As) -> None:
    asked = make_request(cast.nele, type=make_type(answer_within_days=5), days_ago=8)
    assert (
        "No answer for 3 days past the date" in as_(cast.finn).get(f"/requests/{asked.pk}/").content.decode()
    )
    assert not Request.objects.escalated_by_silence(today()).exists()
    old = make_request(cast.nele, days_ago=20, title="Something much older")
    page = as_(cast.mara).get(f"/requests/{old.pk}/").content.decode()
    assert "it is both offices’ matter" in page
    assert list(Request.objects.escalated_by_silence(today())) == [old]
    assert old in Request.objects.waiting_for(cast.mara, today())
    assert asked not in Request.objects.waiting_for(cast.mara, today())
    assert set(Request.objects.waiting_for(cast.tomas, today())) == {asked, old}
    listed = as_(cast.ivo).get("/requests/", {"silence": "escalated"}).content.decode()
    assert old.title in listed
    assert asked.title not in listed
    old.refresh_from_db()
    assert old.state == State.ASKED


def test_withdrawal(cast: Cast, as_: As) -> None:
    asked = make_request(cast.nele)
    assert as_(cast.tomas).get(f"/requests/{asked.pk}/withdrawal/").status_code == 403
    as_(cast.nele).post(f"/requests/{asked.pk}/withdrawal/", {"version": asked.version, "why": "Solved."})
    asked.refresh_from_db()
    assert asked.state == State.WITHDRAWN
    assert as_(cast.tomas).post(f"/requests/{asked.pk}/answer/", another_way(asked)).status_code == 403


def test_a_stranger_sees_only_their_own(cast: Cast, as_: As) -> None:
    asked = make_request(cast.nele)
    assert as_(cast.sam).get(f"/requests/{asked.pk}/").status_code == 404
    assert asked.title not in as_(cast.sam).get("/requests/").content.decode()
    Request.objects.filter(pk=asked.pk).update(asker=cast.sam, asking_side="other")
    assert as_(cast.sam).get(f"/requests/{asked.pk}/").status_code == 200
    assert as_(cast.sam).get("/requests/new/").status_code == 403
    assert as_(cast.sam).get("/requests/figures/").status_code == 403


def test_what_is_written_is_never_markup(cast: Cast, as_: As) -> None:
    asked = make_request(
        cast.nele, title="<script>alert(1)</script>", description="<img src=x onerror=alert(1)>"
    )
    for url in (f"/requests/{asked.pk}/", "/requests/"):
        page = as_(cast.tomas).get(url).content.decode()
        assert "<script>alert(1)" not in page
        assert "<img src=x" not in page


def test_types_are_managed_by_offices_and_administrators(cast: Cast, as_: As) -> None:
    sent = {
        "name": "Print run",
        "addressed_to": "marketing",
        "answer_within_days": "4",
        "questions-TOTAL_FORMS": "1",
        "questions-INITIAL_FORMS": "0",
        "questions-0-label": "How many copies?",
        "questions-0-kind": "number",
        "questions-0-required": "on",
    }
    assert as_(cast.nele).post("/requests/types/new/", sent).status_code == 403
    assert as_(cast.ada).post("/requests/types/new/", sent).status_code == 302
    type = RequestType.objects.get()
    assert type.questions[0]["key"] == "how_many_copies"
    twice = as_(cast.mara).post("/requests/types/new/", sent)
    assert "There is a type called" in twice.content.decode()
    stored = {
        "version": "1",
        "questions-INITIAL_FORMS": "1",
        "questions-0-key": "how_many_copies",
        "questions-0-label": "Copies?",
        "questions-0-ORDER": "1",
    }
    assert as_(cast.mara).post(f"/requests/types/{type.pk}/", sent | stored).status_code == 302
    type.refresh_from_db()
    assert (type.questions[0]["key"], type.questions[0]["label"], type.version) == (
        "how_many_copies",
        "Copies?",
        2,
    )
    assert as_(cast.mara).post(f"/requests/types/{type.pk}/", sent | stored).status_code == 409
    assert as_(cast.nele).get(f"/requests/types/{type.pk}/").status_code == 200
    as_(cast.ivo).post(f"/requests/types/{type.pk}/use/", {"version": "2"})
    type.refresh_from_db()
    assert not type.is_active
    assert as_(cast.tomas).get(f"/requests/new/?type={type.pk}").status_code == 404
