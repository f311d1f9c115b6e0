"""Policies at the HTTP edge: drafts count for nothing, two keys put them in force, edits reopen them."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lintel.audit.models import Entry
from lintel.audit.signatures import hash_of
from lintel.customers.consent.actions import purpose
from lintel.customers.consent.wording import Description
from lintel.insight.guards import deciding
from lintel.insight.guards.models import AccessWish, Policy
from lintel.intake.models import Request
from lintel.people.models import Team, User
from tests.cast import Cast
from tests.insight.ground import make_model, make_policy, sign

As = Callable[[User], Client]
EMPTY_ROWS = {
    f"{prefix}-{name}": value
    for prefix in ("conditions", "columns")
    for name, value in (("TOTAL_FORMS", 0), ("INITIAL_FORMS", 0))
}
ONLY_MARKETING = {"datasets": ["visits"], "audience": {"sides": ["marketing"]}}


def form(**said: Any) -> dict[str, Any]:
    """What the form sends for a grant on visits."""
    return {"name": "Visits for marketing", "effect": "grant", "datasets": ["visits"], **EMPTY_ROWS, **said}


def allowed(user: User, dataset: str = "visits", purpose: str = "analysis") -> bool:
    """Whether somebody may ask about a dataset."""
    return deciding.standing_of(user, purpose).datasets[dataset].allowed


def test_a_policy_counts_once_both_offices_have_signed_it(cast: Cast, as_: As) -> None:
    make_model()
    page = as_(cast.nele).post("/insight/guards/policies/new/", form(sides=["marketing"]))
    policy = Policy.objects.get()
    assert page.status_code == 302
    assert allowed(cast.tomas)
    for signer in (cast.mara, cast.ivo):
        assert Policy.objects.get().state == "draft"
        sent = {"content_hash": hash_of(policy)}
        assert as_(signer).post(f"{policy.get_absolute_url()}signature/", sent).status_code == 302
    assert Policy.objects.get().state == "in_force"
    assert not allowed(cast.tomas)
    assert allowed(cast.nele)


def test_an_edit_reopens_it_and_the_signed_version_counts_meanwhile(cast: Cast, as_: As) -> None:
    make_model()
    policy = make_policy(cast, **ONLY_MARKETING)
    changed = form(name=policy.name, sides=["it"], version=1)
    assert as_(cast.nele).post(f"{policy.get_absolute_url()}wording/", changed).status_code == 302
    policy.refresh_from_db()
    assert (policy.state, policy.version, policy.awaits) == ("changing", 2, "both")
    assert allowed(cast.nele)
    assert not allowed(cast.tomas)
    sign(policy, [cast.mara])
    assert allowed(cast.nele)
    sign(policy, [cast.lena])  # Ivo's delegate these days
    assert not allowed(cast.nele)
    assert allowed(cast.tomas)
    page = as_(cast.finn).get(policy.get_absolute_url()).content.decode()
    assert "Lena Ito" in page
    assert "Ivo Brandt" in page


def test_a_signature_is_put_to_what_was_read(cast: Cast, as_: As) -> None:
    make_model()
    policy = make_policy(cast, signed=False, **ONLY_MARKETING)
    read_by_mara = hash_of(policy)
    as_(cast.nele).post(f"{policy.get_absolute_url()}wording/", form(name=policy.name, version=1))
    answer = as_(cast.mara).post(f"{policy.get_absolute_url()}signature/", {"content_hash": read_by_mara})
    assert answer.status_code == 409
    assert Policy.objects.get().awaits == "both"


def test_nobody_signs_for_both_and_nobody_signs_without_an_office(cast: Cast, as_: As) -> None:
    make_model()
    policy = make_policy(cast, signed=False, **ONLY_MARKETING)
    sent = {"content_hash": hash_of(policy)}
    assert as_(cast.tomas).post(f"{policy.get_absolute_url()}signature/", sent).status_code == 403
    assert as_(cast.emil).post(f"{policy.get_absolute_url()}signature/", sent).status_code == 403
    assert as_(cast.ivo).post(f"{policy.get_absolute_url()}signature/", sent).status_code == 302
    assert as_(cast.lena).post(f"{policy.get_absolute_url()}signature/", sent).status_code == 422
    assert Policy.objects.get().in_force is None


def test_one_office_suspends_a_grant_but_no_restriction(cast: Cast, as_: As) -> None:
    make_model()
    grant = make_policy(cast, **ONLY_MARKETING)
    held = make_policy(cast, effect="restriction", datasets=["orders"], withheld=True)
    reason = {"reason": "A leak"}
    assert as_(cast.nele).post(f"{grant.get_absolute_url()}suspension/", reason).status_code == 403
    assert as_(cast.ivo).post(f"{grant.get_absolute_url()}suspension/", {"reason": ""}).status_code == 422
    assert as_(cast.ivo).post(f"{grant.get_absolute_url()}suspension/", reason).status_code == 302
    assert as_(cast.ivo).post(f"{held.get_absolute_url()}suspension/", reason).status_code == 422
    assert Policy.objects.get(pk=grant.pk).in_force is None
    assert not allowed(cast.nele, "orders")


def test_an_end_is_signed_like_any_change(cast: Cast, as_: As) -> None:
    make_model()
    held = make_policy(cast, effect="restriction", datasets=["orders"], withheld=True)
    sent = form(
        name=held.name, effect="restriction", datasets=["orders"], withheld="on", ended="on", version=1
    )
    assert as_(cast.nele).post(f"{held.get_absolute_url()}wording/", sent).status_code == 302
    assert not allowed(cast.nele, "orders")
    sign(held, [cast.mara, cast.ivo])
    assert held.state == "ended"
    assert allowed(cast.nele, "orders")


def test_the_form_writes_conditions_fields_and_values_by_team(cast: Cast, as_: As) -> None:
    make_model()
    purpose.describe("news", Description("News", "What is new.", ["email"]), by=cast.mara)
    team = Team.objects.get(name="Marketing operations")
    sent = form(
        effect="restriction", datasets=["*"], teams=[team.pk], consents=["news:email"], smallest_group="12",
    ) | {
        "conditions-TOTAL_FORMS": 2,
        "conditions-0-field": "customers.country", "conditions-0-test": "in",
        "conditions-0-compare": "by_team", "conditions-0-values": "Marketing operations: NO, SE",
        "conditions-1-field": "", "conditions-1-test": "in", "conditions-1-compare": "values",
        "columns-TOTAL_FORMS": 1, "columns-0-field": "customers.city", "columns-0-action": "mask",
    }  # fmt: skip
    nele = as_(cast.nele)
    assert nele.post("/insight/guards/policies/new/", {**sent, "more": "columns"}).status_code == 200
    assert not Policy.objects.exists()
    assert nele.post("/insight/guards/policies/new/", sent).status_code == 302
    wording = Policy.objects.get().wording
    assert wording["conditions"][0]["by_team"] == [{"team": team.pk, "values": ["NO", "SE"]}]
    assert wording["columns"] == [{"dataset": "customers", "field": "city", "action": "mask"}]
    assert wording["consents"] == [{"purpose": "news", "channel": "email"}]
    page = nele.get(Policy.objects.get().get_absolute_url()).content.decode()
    assert "Marketing operations: NO or SE" in page
    assert "Figures of fewer than 12 customers are not shown." in page
    again = nele.get(f"{Policy.objects.get().get_absolute_url()}wording/").content.decode()
    assert "Marketing operations: NO, SE" in again


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"datasets": ["nothing"]}, "not one of the available choices"),
        ({"effect": "restriction"}, "A restriction says what it holds back"),
        ({"withheld": "on"}, "A grant takes nothing away"),
        (
            {"conditions-TOTAL_FORMS": 1, "conditions-0-field": "visits.day", "conditions-0-test": "at_least",
             "conditions-0-compare": "values", "conditions-0-values": "yesterday"},
            "is no timestamptz",
        ),
        (
            {"conditions-TOTAL_FORMS": 1, "conditions-0-field": "visits.channel", "conditions-0-test": "in",
             "conditions-0-compare": "by_team", "conditions-0-values": "Nobody: x"},
            "There is no team “Nobody”",
        ),
    ],
)  # fmt: skip
def test_a_form_that_does_not_hang_together_says_where(
    changed: dict[str, Any], says: str, cast: Cast, as_: As
) -> None:
    make_model()
    answer = as_(cast.nele).post("/insight/guards/policies/new/", form(**changed))
    assert says in answer.content.decode()
    assert not Policy.objects.exists()


def test_everybody_sees_their_own_access_and_why(cast: Cast, as_: As) -> None:
    make_model()
    policy = make_policy(cast, **ONLY_MARKETING)
    page = as_(cast.tomas).get("/insight/guards/").content.decode()
    assert "Not open for this purpose." in page
    assert policy.get_absolute_url() in page
    assert "Hidden: Customer, E-mail, E-mail in small letters." in page
    assert as_(cast.sam).get("/insight/guards/").status_code == 403


def test_a_look_at_somebody_else_is_for_offices_and_in_the_ledger(cast: Cast, as_: As) -> None:
    make_model()
    entries = Entry.objects.filter(action="standing.seen")
    assert as_(cast.nele).get(f"/insight/guards/?person={cast.tomas.pk}").status_code == 200  # sees their own
    assert not entries.exists()
    page = as_(cast.mara).get(f"/insight/guards/?person={cast.tomas.pk}").content.decode()
    assert "What Tomas Okafor can see" in page
    assert entries.get().actor_id == cast.mara.pk
    own = as_(cast.mara).get("/insight/guards/?purpose=analysis")
    assert own.status_code == 200
    assert entries.count() == 1
    denied = as_(cast.nele).get(f"/api/v1/guards/access/{cast.tomas.pk}")
    assert denied.status_code == 403


def test_asking_for_access_becomes_a_request_with_a_date(cast: Cast, as_: As) -> None:
    make_model()
    sent = {"field": "customers.email", "purpose": "analysis", "reason": "We count domains of partners."}
    assert as_(cast.nele).post("/insight/guards/wishes/new/", sent).status_code == 302
    asked = Request.objects.get()
    assert asked.title == "Access to Customers, E-mail"
    assert asked.answer_by is not None
    assert (asked.asked_office, asked.asker) == ("it", cast.nele)
    page = as_(cast.nele).get("/insight/guards/").content.decode()
    assert asked.get_absolute_url() in page
    as_(cast.tomas).post("/insight/guards/wishes/new/", sent)
    assert Request.objects.order_by("pk").last().asked_office == "marketing"
    assert "We count domains" in as_(cast.ivo).get("/insight/guards/").content.decode()
    assert AccessWish.objects.visible_to(cast.emil).count() == 0


def test_programs_write_sign_and_read_policies(cast: Cast, as_: As) -> None:
    make_model()
    wording = {"name": "Only marketing", "effect": "grant", **ONLY_MARKETING}
    nele = as_(cast.nele)
    made = nele.post("/api/v1/guards/policies", json.dumps({"wording": wording}), "application/json")
    assert made.status_code == 201, made.content
    address = f"/api/v1/guards/policies/{made.json()['id']}"
    for signer in (cast.mara, cast.ivo):
        sent = json.dumps({"content_hash": made.json()["content_hash"]})
        assert as_(signer).post(f"{address}/signatures", sent, "application/json").status_code == 201
    assert nele.get(address).json()["in_force_version"] == 1
    own = as_(cast.tomas).get("/api/v1/guards/access").json()["datasets"]
    assert {one["dataset"]: one["allowed"] for one in own} == {
        "customers": True, "orders": True, "visits": False,
    }  # fmt: skip
    wrong = json.dumps({"wording": {**wording, "name": "Other", "datasets": ["nothing"]}})
    refused = nele.post("/api/v1/guards/policies", wrong, "application/json")
    assert refused.status_code == 422
    assert "There is no dataset" in refused.json()["title"]


def test_the_list_of_policies_filters_and_exports(cast: Cast, as_: As) -> None:
    make_model()
    make_policy(cast, name="Signed", **ONLY_MARKETING)
    make_policy(cast, signed=False, name="Draft", **ONLY_MARKETING)
    page = as_(cast.finn).get("/insight/guards/policies/?state=awaits").content.decode()
    assert "Draft" in page
    assert "Signed</a>" not in page
    exported = as_(cast.finn).get("/insight/guards/policies/?export=csv")
    assert b"Signed" in exported.getvalue()
