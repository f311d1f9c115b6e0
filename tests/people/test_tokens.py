"""Personal keys to the API."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lintel.people.actions import person, token
from lintel.people.models import Token, User
from lintel.ui.problems import Denied, Problem
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def call(secret: str, method: str = "get", path: str = "/api/v1/me", **data: Any) -> Any:
    """One request with a token."""
    send = getattr(Client(enforce_csrf_checks=True), method)
    return send(path, **data, headers={"authorization": f"Bearer {secret}"})


def test_a_token_acts_with_the_rights_of_its_person(cast: Cast) -> None:
    _, secret = token.create(name="script", scopes=["people:read"], days=30, by=cast.lena)
    answer = call(secret)
    assert answer.status_code == 200
    assert answer.json()["signs_for"] == "it"
    assert call(secret + "x").status_code == 401


def test_a_scope_that_was_not_ticked_stays_closed(cast: Cast) -> None:
    _, reading = token.create(name="r", scopes=["people:read"], days=30, by=cast.ada)
    _, writing = token.create(name="w", scopes=["people:write"], days=30, by=cast.ada)
    body = {"data": '{"name": "Web", "side": "it"}', "content_type": "application/json"}
    refused = call(reading, "post", "/api/v1/teams", **body)
    assert refused.status_code == 403
    assert "people:write" in refused.json()["title"]
    assert call(writing).status_code == 403
    assert call(writing, "post", "/api/v1/teams", **body).status_code == 201


def test_expired_revoked_and_closed_open_nothing(cast: Cast) -> None:
    row, secret = token.create(name="script", scopes=["people:read"], days=1, by=cast.nele)
    Token.objects.filter(pk=row.pk).update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert call(secret).status_code == 401
    row, secret = token.create(name="script", scopes=["people:read"], days=1, by=cast.nele)
    token.revoke(row, by=cast.nele)
    assert call(secret).status_code == 401
    _, secret = token.create(name="script", scopes=["people:read"], days=1, by=cast.nele)
    person.deactivate(cast.nele, by=cast.ada)
    assert call(secret).status_code == 401


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"days": 0}, "days"),
        ({"days": 366}, "days"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["all"]}, "scopes"),
    ],
)
def test_what_a_token_cannot_be(cast: Cast, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Problem) as refusal:
        token.create(**({"name": "t", "scopes": ["people:read"], "days": 30} | values), by=cast.nele)
    assert refusal.value.field == field


def test_a_stranger_makes_none_and_nobody_revokes_anothers(cast: Cast, as_: SignIn) -> None:
    with pytest.raises(Denied):
        token.create(name="t", scopes=["people:read"], days=30, by=cast.sam)
    row, _ = token.create(name="t", scopes=["people:read"], days=30, by=cast.nele)
    assert as_(cast.mara).post(f"/people/me/tokens/{row.pk}/revocation/").status_code == 404
    with pytest.raises(Denied):
        token.revoke(row, by=cast.mara)


def test_the_secret_is_shown_once_and_kept_nowhere(cast: Cast, as_: SignIn) -> None:
    browser = as_(cast.nele)
    filled = {"name": "Nightly export", "scopes": ["people:read"], "days": "30"}
    made = browser.post("/people/me/tokens/", filled)
    row = Token.objects.get()
    secret = made.content.decode().partition('value="lintel_')[2].partition('"')[0]
    assert len(secret) >= 43
    assert call(f"lintel_{secret}").status_code == 200
    assert secret not in browser.get("/people/me/tokens/").content.decode()
    assert secret not in str(Token.objects.values())
    assert browser.get(f"/people/me/tokens/{row.pk}/revocation/").status_code == 200
    assert browser.post(f"/people/me/tokens/{row.pk}/revocation/").status_code == 302
    assert call(f"lintel_{secret}").status_code == 401
