"""Nobody sees another's scores before they are revealed: not on a page, in the API, the ledger or a file."""

import json
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lintel.audit.models import Entry
from lintel.portfolio.sessions.actions import scoring
from lintel.portfolio.sessions.actions import session as acting
from lintel.portfolio.sessions.models import BacklogSession, Participant, Score
from lintel.ui.problems import Denied, Problem, Stale
from tests.cast import Cast
from tests.portfolio.proposals.making import SignIn
from tests.portfolio.sessions.makers import item, make_scoring, make_session, score, score_everything, sizes

SECRET = sizes(20, 13, 20, 13)


def everything_about(session: BacklogSession, browser: Client) -> list[str]:
    """All that a signed-in browser can read of a session, the history of scoring apart."""
    place = f"/backlog/sessions/{session.pk}/"
    api = f"/api/v1/backlog/sessions/{session.pk}"
    found = []
    for url in (place, f"{place}live/?stamp=0", f"{place}minutes/", f"{place}minutes/?export=csv", api):
        response = browser.get(url)
        body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
        found.append(body.decode())
    proposal = item(session, "Carts").proposal
    assert proposal is not None
    return [*found, browser.get(proposal.get_absolute_url()).content.decode()]


def without_tokens(texts: list[str]) -> list[str]:
    """The same without what is new in every answer."""
    import re

    return [re.sub(r'csrfmiddlewaretoken" value="\w+"|"x-csrftoken": "\w+"', "", text) for text in texts]


def test_what_another_can_read_does_not_depend_on_my_scores(cast: Cast, as_: SignIn) -> None:
    session = make_scoring(cast)
    browsers = [as_(person) for person in (cast.ivo, cast.nele, cast.finn, cast.ada)]
    score(session, cast.mara, Carts=sizes(1, 1, 1, 1))
    before = [without_tokens(everything_about(session, browser)) for browser in browsers]
    score(session, cast.mara, Carts=SECRET)
    after = [without_tokens(everything_about(session, browser)) for browser in browsers]
    assert before == after


def test_the_stamp_moves_when_somebody_has_finished_and_not_when_somebody_scores(cast: Cast) -> None:
    session = make_scoring(cast)
    stamp = BacklogSession.objects.get(pk=session.pk).stamp
    score(session, cast.mara, Carts=SECRET)
    assert BacklogSession.objects.get(pk=session.pk).stamp == stamp
    score(session, cast.mara, Pictures=SECRET)
    assert BacklogSession.objects.get(pk=session.pk).stamp == stamp + 1
    score(session, cast.mara, Carts=sizes(1, 1, 1, 1))
    assert BacklogSession.objects.get(pk=session.pk).stamp == stamp + 1
    assert Participant.objects.get(session=session, person=cast.mara).finished


def test_the_ledger_says_that_somebody_scored_and_nothing_else(cast: Cast) -> None:
    session = make_scoring(cast)
    score(session, cast.mara, Carts=SECRET)
    entry = Entry.objects.get(action="session.scored")
    body = json.loads(entry.body)
    assert body["facts"] == {}
    assert body["sealed"] == []
    assert [kind for kind, _ in body["objects"]] == ["backlog_sessions.participant"]


def test_scores_are_read_through_one_door(cast: Cast) -> None:
    session = make_scoring(cast)
    score(session, cast.mara, Carts=SECRET)
    assert Score.objects.visible_to(cast.mara).count() == 1
    for person in (cast.ivo, cast.nele, cast.ada, cast.finn, cast.sam):
        assert not Score.objects.visible_to(person).exists()
    scoring.reveal(session, item(session, "Carts"), by=cast.nele)
    assert Score.objects.visible_to(cast.ivo).count() == 1
    assert not Score.objects.visible_to(cast.sam).exists()


def test_my_own_scores_stand_in_my_form(cast: Cast, as_: SignIn) -> None:
    session = make_scoring(cast)
    score(session, cast.mara, Carts=SECRET)
    page = as_(cast.mara).get(session.get_absolute_url())
    form = page.context["form"]
    assert form.initial[f"business_value-{item(session, 'Carts').pk}"] == 20
    assert '<option value="20" selected' in page.content.decode()


def test_the_form_keeps_all_that_was_typed_and_says_what_came_too_late(cast: Cast, as_: SignIn) -> None:
    session = make_scoring(cast)
    carts, pictures = (item(session, title).pk for title in ("Carts", "Pictures"))
    typed = {f"{name}-{carts}": value for name, value in SECRET.items()}
    typed |= {f"{name}-{pictures}": value for name, value in sizes(1, 2, 3, 5).items()}
    scoring.reveal(session, item(session, "Carts"), by=cast.nele)
    page = as_(cast.mara).post(f"{session.get_absolute_url()}scores/", typed, follow=True)
    assert "Revealed meanwhile, so not taken any more: Carts." in page.content.decode()
    assert [one.round.item_id for one in Score.objects.filter(participant__person=cast.mara)] == [pictures]
    with pytest.raises(Stale, match="“Carts” was revealed meanwhile"):
        score(session, cast.mara, Carts=SECRET, Pictures=SECRET)


def test_a_wrong_value_is_refused_with_its_place_and_keeps_the_rest(cast: Cast, as_: SignIn) -> None:
    session = make_scoring(cast)
    carts = item(session, "Carts").pk
    page = as_(cast.mara).post(
        f"{session.get_absolute_url()}scores/", {f"business_value-{carts}": "4", f"job_size-{carts}": "8"}
    )
    assert page.status_code == 422
    assert '<option value="8" selected' in page.content.decode()
    assert not Score.objects.exists()
    with pytest.raises(Problem, match="Job size of “Carts”: 4 is not on the scale"):
        score(session, cast.mara, Carts={"job_size": 4})
    with pytest.raises(Problem, match="“reach” is not scored in this session"):
        score(session, cast.mara, Carts={"reach": 4})


def test_i_cannot_say_is_an_answer_and_counts_as_none(cast: Cast) -> None:
    session = make_scoring(cast)
    for person in (cast.nele, cast.mara, cast.ivo, cast.tomas):
        size = 0 if person in (cast.nele, cast.mara) else 5
        score(session, person, Carts=sizes(8, 5, 3, size), Pictures=sizes(0, 0, 0, 0))
    assert not session.participants.filter(finished=False).exists()


def test_only_the_facilitator_reveals_early_and_the_minutes_say_so(cast: Cast) -> None:
    session = make_scoring(cast)
    score(session, cast.mara, Carts=SECRET)
    with pytest.raises(Denied, match="Not everybody has finished"):
        scoring.reveal(session, by=cast.ivo)
    scoring.reveal(session, item(session, "Carts"), by=cast.nele)
    assert item(session, "Carts").rounds.get().early
    assert "before everybody had finished" in json.loads(Entry.objects.latest("seq").body)["facts"]["early"]
    score_rest(cast, session)
    scoring.reveal(session, by=cast.ivo)
    assert not item(session, "Pictures").rounds.get().early
    assert BacklogSession.objects.get(pk=session.pk).state == "revealed"


def score_rest(cast: Cast, session: BacklogSession) -> None:
    for person in (cast.nele, cast.mara, cast.ivo, cast.tomas):
        score(session, person, Pictures=sizes(3, 3, 3, 3))


def test_who_was_not_invited_does_not_score(cast: Cast) -> None:
    session = make_scoring(cast)
    for person in (cast.lena, cast.ana, cast.finn, cast.ada):
        with pytest.raises(Denied, match="not invited"):
            score(session, person, Carts=SECRET)
    fresh = make_session(cast, title="Not begun")
    with pytest.raises(Problem, match="nothing is being scored"):
        score(fresh, cast.mara, Carts=SECRET)


def test_strangers_find_no_session(cast: Cast, as_: SignIn) -> None:
    session = make_scoring(cast)
    for url in ("", "live/?stamp=1", "minutes/", "document/"):
        assert as_(cast.sam).get(f"{session.get_absolute_url()}{url}").status_code == 404
    assert as_(cast.finn).get(f"{session.get_absolute_url()}minutes/").status_code == 200


def test_nothing_new_costs_one_query_and_no_content(cast: Cast, as_: SignIn) -> None:
    session = make_scoring(cast)
    score_everything(cast, session)
    browser = as_(cast.mara)
    stamp = BacklogSession.objects.get(pk=session.pk).stamp
    url = f"{session.get_absolute_url()}live/?stamp={stamp}"
    browser.get(url)
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(url)
    assert (answer.status_code, answer.content) == (204, b"")
    own = [one["sql"] for one in queries if "backlog_sessions" in one["sql"]]
    assert len(own) == 1
    assert len(queries) <= 3  # beside it only the session cookie and the person
    acting.abandon(session, by=cast.nele)
    answer = browser.get(url)
    assert answer.status_code == 200
    assert 'hx-swap-oob="true"' in answer.content.decode()
    assert "hx-get" not in answer.content.decode()  # nothing more to wait for


def test_two_rounds_are_never_open_at_once(cast: Cast) -> None:
    session = make_scoring(cast)
    row: Any = item(session, "Carts")
    with pytest.raises(IntegrityError), transaction.atomic():
        row.rounds.create(number=2)
