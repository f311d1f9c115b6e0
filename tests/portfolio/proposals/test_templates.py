"""Templates that proposals begin from, and criteria that each side sees met when work is done."""

import json
from typing import Any

import pytest

from lintel.people.models import Specialty
from lintel.portfolio.proposals.actions import acceptance, document, part, template
from lintel.portfolio.proposals.models import (
    Acceptance,
    Effort,
    Involvement,
    Proposal,
    ProposalTemplate,
    Requirement,
)
from lintel.ui.problems import Denied, Problem
from tests.cast import Cast
from tests.portfolio.proposals.making import SignIn, fresh, make_approved, make_proposal

SCENARIO = """Given a customer without consent
and a newsletter that is planned
When it is sent
Then this customer is left out,
in every tool

Given a customer who withdraws
When the next one is sent
Then nobody has to know
"""


def make_template(cast: Cast) -> ProposalTemplate:
    """A template out of a proposal with specialists and a person in it."""
    row = make_proposal(cast.nele, marketing_owner=cast.nele, job_size=5)
    engineers = Specialty.objects.get(name="Data engineer")
    part.add(fresh(row), Effort, {"specialty": engineers, "low": 1, "likely": 2, "high": 3}, by=cast.nele)
    part.add(fresh(row), Involvement, {"letter": "A", "person": cast.ivo}, by=cast.nele)
    part.add(fresh(row), Involvement, {"letter": "R", "specialty": engineers}, by=cast.nele)
    return template.keep(row, {"name": "New tool", "purpose": "When a tool is bought."}, by=cast.nele)


def test_a_proposal_begins_from_what_the_template_says(cast: Cast) -> None:
    kept = make_template(cast)
    assert "marketing_owner" not in kept.document
    made = document.start(kept, "A tool for surveys", by=cast.tomas)
    assert (made.title, made.state, made.created_by) == ("A tool for surveys", "draft", cast.tomas)
    assert made.problem == "Consent lives in four tools."
    assert (made.marketing_owner, made.job_size, made.one_off_cost) == (None, None, None)
    assert made.requirements.get().criteria == "No tool keeps its own."
    assert made.efforts.get().likely == 2
    assert [row.letter for row in made.involvements.all()] == ["R"]
    Effort.objects.all().delete()
    Involvement.objects.all().delete()
    Specialty.objects.filter(name="Data engineer").delete()
    again = document.start(kept, "Another tool", by=cast.tomas)
    assert not again.efforts.exists()


def test_templates_on_their_pages(cast: Cast, as_: SignIn) -> None:
    row = make_proposal(cast.nele)
    nele, finn = as_(cast.nele), as_(cast.finn)
    form = {"name": "Integration", "purpose": "Two systems"}
    url = f"/proposals/templates/new/?from={row.pk}"
    assert nele.get(url).status_code == 200
    assert nele.post(url, form).status_code == 302
    kept = ProposalTemplate.objects.get()
    twice = nele.post("/proposals/templates/new/", form | {"requirements": "One\nTwo"})
    assert "a template of that name already" in twice.content.decode()
    scratch = {"name": "Tracking", "purpose": "", "problem": "…", "requirements": "One\n\nTwo"}
    assert nele.post("/proposals/templates/new/", scratch).status_code == 302
    assert len(ProposalTemplate.objects.get(name="Tracking").document["requirements"]) == 2
    assert "Every tool asks one service." in finn.get(kept.get_absolute_url()).content.decode()
    start = f"{kept.get_absolute_url()}proposals/"
    assert finn.post(start, {"title": "Mine"}).status_code == 403
    assert nele.post(start, {"title": ""}).status_code == 422
    begun = nele.post(start, {"title": "Feed to the shop"})
    assert begun["Location"] == Proposal.objects.get(title="Feed to the shop").get_absolute_url()
    assert nele.post(f"{kept.get_absolute_url()}edit/", form | {"name": "Link"}).status_code == 302
    assert "Link" in nele.get("/proposals/templates/").content.decode()
    assert nele.post(f"{kept.get_absolute_url()}removal/").status_code == 302
    assert ProposalTemplate.objects.count() == 1


def test_who_does_not_write_keeps_no_templates(cast: Cast) -> None:
    with pytest.raises(Denied):
        template.keep(make_proposal(cast.nele), {"name": "Mine"}, by=cast.finn)


def test_given_when_then_is_read_as_scenarios(cast: Cast) -> None:
    row = Requirement(text="Consent", criteria_kind="scenario", criteria=SCENARIO)
    first, second = row.scenarios
    assert first == [
        ("Given", "a customer without consent"),
        ("And", "a newsletter that is planned"),
        ("When", "it is sent"),
        ("Then", "this customer is left out, in every tool"),
    ]
    assert [word for word, _ in second] == ["Given", "When", "Then"]
    assert len(row.checks) == 2
    loose = Requirement(text="Consent", criteria_kind="scenario", criteria="It simply works")
    assert loose.scenarios == [[("", "It simply works")]]


def test_each_side_sees_a_criterion_met(cast: Cast, as_: SignIn) -> None:
    row = make_approved(cast)
    need = row.requirements.get()
    line = "No tool keeps its own."
    nele, tomas = as_(cast.nele), as_(cast.tomas)
    page = f"{row.get_absolute_url()}acceptance/"
    url = f"{row.get_absolute_url()}requirements/{need.pk}/acceptance/"
    assert nele.post(url, {"criterion": line}).status_code == 302
    assert tomas.post(url, {"criterion": line}).status_code == 302
    assert "2 of 2 words are given" in as_(cast.finn).get(page).content.decode()
    assert nele.post(url, {"criterion": line}).status_code == 422
    assert nele.post(url, {"criterion": "Something else"}).status_code == 422
    assert as_(cast.finn).post(url, {"criterion": line}).status_code == 403
    assert nele.post(url, {"criterion": line, "reopen": "yes"}).status_code == 302
    assert [one.side for one in Acceptance.objects.all()] == ["it"]
    assert fresh(row).state == "approved"
    part.change(need, {"criteria": "No tool keeps any."}, by=cast.nele)
    assert "0 of 2 words are given" in nele.get(page).content.decode()
    with pytest.raises(Problem, match="no work to accept yet"):
        acceptance.accept(need, "No tool keeps any.", by=cast.nele)


def test_programs_write_in_full_and_begin_from_templates(cast: Cast, as_: SignIn) -> None:
    row = make_approved(cast)
    nele = as_(cast.nele)

    def send(method: str, path: str, **data: Any) -> Any:
        return getattr(nele, method)(f"/api/v1{path}", json.dumps(data), content_type="application/json")

    found = nele.get(f"/api/v1/proposals/{row.pk}/document").json()
    assert found["requirements"][0]["text"] == "Every tool asks one service."
    copy = send("post", "/proposal-documents", **found)
    assert copy.status_code == 201
    assert send("post", "/proposal-documents", **(found | {"it_owner": "x@y.z"})).status_code == 422
    kept = send("post", "/templates", name="Tool", proposal=row.pk)
    assert kept.status_code == 201
    assert send("post", "/templates", name="Own").status_code == 422
    assert send("post", "/templates", name="Own", document={"title": "-"}).status_code == 201
    path = f"/templates/{kept.json()['id']}"
    assert nele.get(f"/api/v1{path}").json()["document"]["problem"] == row.problem
    assert send("put", path, name="Tools").json()["version"] == 2
    assert send("post", f"{path}/proposals", title="Begun").json()["title"] == "Begun"
    need = row.requirements.get().pk
    line = {"criterion": "No tool keeps its own."}
    base = f"/proposals/{row.pk}/requirements/{need}"
    assert send("post", f"{base}/acceptances", **line).json()["side"] == "marketing"
    assert len(nele.get(f"/api/v1/proposals/{row.pk}/acceptances").json()) == 1
    assert send("post", f"{base}/reopening", **line).status_code == 204
    assert send("delete", path).status_code == 204
