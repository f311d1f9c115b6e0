"""Proposals that are worth something only together: what a signature covers, and what is said of a stop."""

import json
from typing import Any

import pytest

from lintel.audit.ledger import history
from lintel.audit.signatures import hash_of
from lintel.audit.verification import verify
from lintel.portfolio.proposals.actions import bundle
from lintel.portfolio.proposals.models import Bundle, Proposal
from lintel.ui.problems import Denied, Problem
from tests.cast import Cast
from tests.portfolio.proposals.making import SignIn, fresh, make_approved, make_proposal, sign

WORTH = {
    "name": "One view of the customer",
    "why": "Only then one sees both.",
    "low": 1,
    "likely": 2,
    "high": 3,
}


def make_pair(cast: Cast) -> tuple[Proposal, Proposal, Bundle]:
    """Two drafts in a bundle."""
    one, two = make_proposal(cast.nele, title="Consent"), make_proposal(cast.tomas, title="Matching")
    return one, two, bundle.make(WORTH, [one, two], by=cast.nele)


def test_a_bundle_is_an_edit_of_each_member_and_covered_by_its_signatures(cast: Cast) -> None:
    one, two = make_approved(cast, title="Consent"), make_proposal(cast.tomas, title="Matching")
    before = hash_of(one)
    made = bundle.make(WORTH, [one, two], by=cast.nele)
    assert history(made)[0].sentence == "bound 2 proposals together, which voided 2 signatures"
    assert (fresh(one).state, fresh(one).version, fresh(two).version) == ("draft", 3, 3)
    assert hash_of(fresh(one)) != before
    assert fresh(two).content()["memberships"][0]["members"] == sorted([one.pk, two.pk])
    signed = hash_of(fresh(two))
    bundle.change(made, WORTH | {"high": 9}, [one, two], by=cast.tomas)
    assert hash_of(fresh(two)) != signed
    assert fresh(two).versions.first().changed == ["memberships"]  # type: ignore[union-attr]  # it is there
    assert verify().whole


def test_without_a_bundle_older_hashes_hold(cast: Cast) -> None:
    assert "memberships" not in make_proposal(cast.nele).content()


def test_the_page_of_a_member_shows_it_and_says_when_another_was_stopped(cast: Cast, as_: SignIn) -> None:
    one, two, _ = make_pair(cast)
    browser = as_(cast.finn)
    page = browser.get(one.get_absolute_url()).content.decode()
    assert "One view of the customer" in page
    assert "Matching" in page
    sheet = browser.get(f"{one.get_absolute_url()}signature/").content.decode()
    assert "One view of the customer: €2 more" in sheet
    sign(sign(two, cast.ivo, "stop"), cast.mara, "stop")
    assert "“Matching” was stopped: the extra value does not come." in browser.get(
        one.get_absolute_url()
    ).content.decode().replace("\n", "")


def test_a_closed_member_keeps_what_was_signed(cast: Cast) -> None:
    one, two, made = make_pair(cast)
    three = make_proposal(cast.nele, title="Third")
    sign(sign(two, cast.ivo, "stop"), cast.mara, "stop")
    kept = hash_of(fresh(two))
    bundle.change(made, WORTH | {"name": "Other"}, [one, three], by=cast.nele)
    assert hash_of(fresh(two)) == kept
    assert fresh(one).content()["memberships"][0]["name"] == "Other"
    bundle.dissolve(Bundle.objects.get(), by=cast.nele)
    assert hash_of(fresh(two)) == kept
    assert "memberships" not in fresh(one).content()
    with pytest.raises(Problem, match="kept as it was signed"):
        bundle.make(WORTH, [one, two], by=cast.nele)


def test_a_bundle_binds_two_and_only_who_writes_binds(cast: Cast) -> None:
    one, two, made = make_pair(cast)
    with pytest.raises(Problem, match="two proposals or more"):
        bundle.change(made, WORTH, [one], by=cast.nele)
    with pytest.raises(Problem, match="have to rise"):
        bundle.make(WORTH | {"low": 5}, [one, two], by=cast.nele)
    with pytest.raises(Denied):
        bundle.make(WORTH, [one, two], by=cast.finn)


def test_pages_make_change_and_take_apart(cast: Cast, as_: SignIn) -> None:
    one, two = make_proposal(cast.nele, title="Consent"), make_proposal(cast.tomas, title="Matching")
    nele, tomas = as_(cast.nele), as_(cast.tomas)
    form = {"name": "Both", "low": "1", "likely": "2", "high": "3", "currency": "eur", "why": ""}
    assert nele.get(f"/bundles/new/?with={one.pk}").status_code == 200
    wrong = nele.post("/bundles/new/", form | {"members": f"{one.pk}\nNowhere"})
    assert "no proposal with that number" in wrong.content.decode()
    assert nele.post("/bundles/new/", form | {"members": f"{one.pk}\nMatch"}).status_code == 302
    made = Bundle.objects.get()
    third = make_proposal(cast.nele, title="Third")
    both = f"{one.pk}\n{two.pk}"
    url = f"{made.get_absolute_url()}edit/"
    assert (
        tomas.post(url, form | {"members": f"{both}\n{third.pk}", "name": "Three", "seen": 1}).status_code
        == 302
    )
    late = nele.post(url, form | {"members": both, "name": "Hers", "seen": 1})
    assert late.status_code == 409
    assert str(third.pk) in late.context["form"]["members"].value().split()
    assert nele.post(url, form | {"members": both, "name": "Both", "high": "7", "seen": 1}).status_code == 302
    made.refresh_from_db()
    assert (made.name, made.high, len(made.members)) == ("Three", 7, 3)
    assert nele.get("/bundles/").status_code == 200
    assert nele.post(f"{made.get_absolute_url()}removal/").status_code == 302
    assert "was taken apart" in nele.get(made.get_absolute_url()).content.decode()


def test_programs_bind_proposals(cast: Cast, as_: SignIn) -> None:
    one, two = make_proposal(cast.nele), make_proposal(cast.tomas, title="Matching")
    nele = as_(cast.nele)

    def send(method: str, path: str, **data: Any) -> Any:
        return getattr(nele, method)(f"/api/v1{path}", json.dumps(data), content_type="application/json")

    made = send("post", "/bundles", **WORTH, members=[one.pk, two.pk])
    assert made.status_code == 201
    path = f"/bundles/{made.json()['id']}"
    assert nele.get(f"/api/v1{path}")["ETag"] == '"1"'
    assert send("put", path, **WORTH, members=[one.pk, 999]).status_code == 404
    assert send("put", path, **(WORTH | {"high": 4}), members=[one.pk, two.pk]).json()["version"] == 2
    assert send("delete", path).status_code == 204
    assert send("put", path, **WORTH, members=[one.pk, two.pk]).status_code == 409
