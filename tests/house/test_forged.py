"""Forged requests: whoever sends what no form offers gets no further than on the page."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lintel.audit.models import Entry, Signature
from lintel.audit.sides import Office
from lintel.audit.signatures import hash_of
from lintel.intake.models import Answer, Request, Settlement, State
from lintel.people.actions import person
from lintel.people.models import Comment, Delegation, Mention, Token, User
from lintel.portfolio.proposals.models import Proposal
from tests.cast import Cast
from tests.house.samples import Samples, make_samples, make_token

As = Callable[[User], Client]
YES = {"kind": "yes", "ways-TOTAL_FORMS": 0, "ways-INITIAL_FORMS": 0}
REFUSED = {403, 404}


@pytest.fixture
def samples(cast: Cast, tmp_path: Path, settings: Any) -> Samples:
    """One of each thing; files are kept in the test's own folder."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.WAREHOUSE = str(tmp_path / "warehouse")
    return make_samples(cast, tmp_path)


def test_the_wrong_side_answers_nothing(samples: Samples, as_: As) -> None:
    asked, cast = samples["request"], samples.cast
    for user in (cast.nele, cast.mara, cast.emil, cast.ana, cast.finn, cast.ada, cast.sam):
        form = {**YES, "version": asked.version}
        assert as_(user).post(f"/requests/{asked.pk}/answer/", form).status_code in REFUSED
        sent = {"kind": "yes", "version": asked.version}
        url = f"/api/v1/requests/{asked.pk}/answers"
        assert as_(user).post(url, sent, content_type="application/json").status_code in REFUSED
    assert not Answer.objects.filter(request=asked).exists()
    assert Request.objects.get(pk=asked.pk).state == State.ASKED


def test_the_asked_side_accepts_nothing_in_the_askers_name(samples: Samples, as_: As) -> None:
    refused, way, cast = samples["refused request"], samples["alternative"], samples.cast
    for user in (cast.tomas, cast.ivo, cast.lena, cast.emil, cast.ada, cast.sam):
        client, form = as_(user), {"version": refused.version, "text": "Fine."}
        assert client.post(f"/alternatives/{way.pk}/acceptance/", form).status_code in REFUSED
        for step in ("acceptance", "counter-offer", "escalation"):
            assert client.post(f"/requests/{refused.pk}/{step}/", form).status_code in REFUSED
        sent = {"kind": "accept", "version": refused.version, "alternative_id": way.pk}
        url = f"/api/v1/requests/{refused.pk}/replies"
        assert client.post(url, sent, content_type="application/json").status_code in REFUSED
    assert Request.objects.get(pk=refused.pk).state == State.ANSWERED


def test_only_keys_sign_whatever_is_sent(samples: Samples, as_: As) -> None:
    offered, cast = samples["offered"], samples.cast
    settlement = Settlement.objects.get(request=samples["escalated request"])
    before = Signature.objects.count()
    forged = {"office": "it", "signer": cast.ivo.pk, "on_behalf_of": cast.ivo.pk}
    sheet = {"purpose": "approve", "content_hash": hash_of(offered)}
    text = {"content_hash": hash_of(settlement)}
    for user in (cast.nele, cast.tomas, cast.emil, cast.ana, cast.finn, cast.ada, cast.sam):
        client = as_(user)
        assert client.post(f"/proposals/{offered.pk}/signature/", sheet | forged).status_code in REFUSED
        url = f"/requests/{settlement.request_id}/settlement/signature/"
        assert client.post(url, text | forged).status_code in REFUSED
        url = f"/api/v1/proposals/{offered.pk}/signatures"
        assert client.post(url, sheet, content_type="application/json").status_code in REFUSED
    assert Signature.objects.count() == before


def test_nobody_signs_for_the_office_they_name_but_for_their_own(samples: Samples, as_: As) -> None:
    offered, cast = samples["offered"], samples.cast
    sheet = {"purpose": "approve", "content_hash": hash_of(offered), "office": "marketing"}
    assert as_(cast.lena).post(f"/proposals/{offered.pk}/signature/", sheet).status_code == 302
    given = Signature.objects.on(offered).get()
    assert (given.office, given.signer, given.on_behalf_of) == (Office.IT, cast.lena, cast.ivo)
    # The office has signed: its holder is no second key.
    assert as_(cast.ivo).post(f"/proposals/{offered.pk}/signature/", sheet).status_code == 422
    assert Proposal.objects.get(pk=offered.pk).state == "offered"


def _until_yesterday(delegation: Delegation, day: dt.date) -> None:
    delegation.starts, delegation.ends = day - dt.timedelta(days=9), day - dt.timedelta(days=1)


def _from_tomorrow(delegation: Delegation, day: dt.date) -> None:
    delegation.starts = day + dt.timedelta(days=1)


def _revoked(delegation: Delegation, day: dt.date) -> None:
    delegation.revoked_at = timezone.now()


@pytest.mark.parametrize("change", [_until_yesterday, _from_tomorrow, _revoked])
def test_a_delegate_signs_only_in_their_days(samples: Samples, as_: As, change: Any) -> None:
    delegation = samples["delegation of Ivo to Lena"]
    change(delegation, timezone.now().date())
    delegation.save()
    offered, client = samples["offered"], as_(samples.cast.lena)
    sheet = {"purpose": "approve", "content_hash": hash_of(offered)}
    assert client.post(f"/proposals/{offered.pk}/signature/", sheet).status_code == 403
    settlement = Settlement.objects.get(request=samples["escalated request"])
    url = f"/requests/{settlement.request_id}/settlement/"
    assert client.post(f"{url}signature/", {"content_hash": hash_of(settlement)}).status_code == 403
    reworded = {"text": "Another wording.", "version": settlement.version}
    assert client.post(url, reworded).status_code == 403
    assert not Signature.objects.filter(signer=samples.cast.lena).exists()


def test_a_delegate_of_a_holder_who_left_signs_nothing(samples: Samples, as_: As) -> None:
    client, offered = as_(samples.cast.lena), samples["offered"]
    User.objects.filter(pk=samples.cast.ivo.pk).update(role="member")
    sheet = {"purpose": "approve", "content_hash": hash_of(offered)}
    assert client.post(f"/proposals/{offered.pk}/signature/", sheet).status_code == 403


def test_deactivation_ends_session_and_token_at_once(samples: Samples, as_: As) -> None:
    nele, ada = as_(samples.cast.nele), samples.cast.ada
    make_token(samples.cast.nele, "secret", ["intake:read"])
    bearer = {"Authorization": "Bearer secret"}
    assert nele.get("/people/me/").status_code == 200
    assert Client().get("/api/v1/requests", headers=bearer).status_code == 200
    person.deactivate(samples.cast.nele, by=ada)
    assert nele.get("/people/me/").headers["Location"].startswith("/accounts/login/")
    assert nele.get("/api/v1/requests").status_code == 401
    assert Client().get("/api/v1/requests", headers=bearer).status_code == 401
    # Opening the account again brings neither back.
    person.reactivate(User.objects.get(pk=samples.cast.nele.pk), by=ada)
    assert nele.get("/people/me/").status_code == 302
    assert Client().get("/api/v1/requests", headers=bearer).status_code == 401


def test_a_token_opens_only_its_scope_and_only_while_it_lives(samples: Samples) -> None:
    nele, past = samples.cast.nele, timezone.now() - dt.timedelta(seconds=1)
    make_token(nele, "reads", ["intake:read"])
    make_token(nele, "expired", ["intake:read"], expires_at=past)
    make_token(nele, "revoked", ["intake:read"], revoked_at=past)

    def ask(secret: str, method: str, path: str) -> int:
        sent = {"headers": {"Authorization": f"Bearer {secret}"}, "content_type": "application/json"}
        return int(getattr(Client(), method)(f"/api/v1{path}", **sent).status_code)

    votes = f"/requests/{samples['request'].pk}/votes"
    assert ask("reads", "get", "/requests") == 200
    assert ask("reads", "post", votes) == 403
    assert ask("reads", "get", "/people") == 403
    assert ask("expired", "get", "/requests") == 401
    assert ask("revoked", "get", "/requests") == 401
    # A token is a key to the API and to nothing else.
    answer = Client().get("/requests/", headers={"Authorization": "Bearer reads"})
    assert answer.headers["Location"].startswith("/accounts/login/")


def test_ids_of_other_peoples_things_lead_nowhere(samples: Samples, as_: As) -> None:
    draft, file = samples["draft request"].pk, samples["file of Nele"].pk
    run, token = samples["run of Nele"].pk, samples["token of Nele"].pk
    for user in (samples.cast.tomas, samples.cast.emil, samples.cast.ivo, samples.cast.sam):
        client = as_(user)
        for url in (
            f"/requests/{draft}/",
            f"/requests/{draft}/edit/",
            f"/comments/intake.request/{draft}/",
            f"/imports/{file}/",
            f"/imports/{file}/check/",
            f"/imports/{file}/bad-rows.csv",
            f"/runs/{run}/",
            f"/people/me/tokens/{token}/revocation/",
            f"/api/v1/requests/{draft}",
            f"/api/v1/requests/{draft}/answers",
            f"/api/v1/comments/intake.request/{draft}",
            f"/api/v1/imports/{file}",
            f"/api/v1/imports/{file}/bad-rows",
            f"/api/v1/runs/{run}",
        ):
            assert client.get(url).status_code == 404, url
        assert client.delete(f"/api/v1/tokens/{token}").status_code == 404
        assert b"Not ready yet" not in client.get("/requests/?q=ready").content
        assert b"Not ready yet" not in client.get("/requests/similar/?title=Not+ready+yet").content
    assert Token.objects.get(pk=token).revoked_at is None


def test_lists_and_files_of_a_stranger_are_empty(samples: Samples, as_: As) -> None:
    sam = as_(samples.cast.sam)
    for path in ("teams", "delegations", "runs", "imports", "requests", "proposals", "tokens"):
        assert sam.get(f"/api/v1/{path}").json()["items"] == [], path
    assert [row["name"] for row in sam.get("/api/v1/people").json()["items"]] == ["Sam Reyes"]
    for path in ("requests", "proposals", "delegations", "teams", "runs"):
        answer = sam.get(f"/{path}/?export=csv")
        lines = b"".join(answer.streaming_content if answer.streaming else [answer.content]).splitlines()
        assert len(lines) == 1, path
    assert sam.get("/proposals/?export=jira").getvalue().count(b"\n") == 1
    ground = sam.get("/").content.decode()
    for word in ("Consent in one place", "Newsletter sign-ups", "Approved", "Mara Lindqvist"):
        assert word not in ground


def test_naming_somebody_who_may_not_see_a_draft_does_not_show_it_to_them(samples: Samples, as_: As) -> None:
    draft = samples["draft request"]
    form = {"text": "Look here, @Tomas.Okafor"}
    answer = as_(samples.cast.nele).post(f"/comments/intake.request/{draft.pk}/", form)
    assert answer.status_code == 422
    assert not Comment.objects.filter(object_id=str(draft.pk), object_type="intake.request").exists()
    assert not Mention.objects.filter(person=samples.cast.tomas).exists()


def test_a_refused_request_leaves_no_entry(samples: Samples, as_: As) -> None:
    before = Entry.objects.count()
    sheet = {"purpose": "approve", "content_hash": hash_of(samples["offered"])}
    as_(samples.cast.emil).post(f"/proposals/{samples['offered'].pk}/signature/", sheet)
    as_(samples.cast.sam).post("/proposals/new/", {"title": "Mine"})
    assert Entry.objects.count() == before


def test_reading_writes_nothing(samples: Samples, as_: As) -> None:
    before = Entry.objects.count()
    mara = as_(samples.cast.mara)
    for path in (
        "/",
        "/requests/",
        "/proposals/",
        "/backlog/",
        "/board/",
        "/ledger/",
        "/people/",
        "/mentions/",
    ):
        assert mara.get(path).status_code == 200
    assert Entry.objects.count() == before
