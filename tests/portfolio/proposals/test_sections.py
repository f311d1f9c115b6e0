"""Sections have owners, the meter says how far a proposal is, and what is missing waits for who owes it."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from lintel.audit.ledger import history
from lintel.people.models import Specialty
from lintel.people.waiting import waiting
from lintel.portfolio.proposals import completeness
from lintel.portfolio.proposals.actions import part, proposal, section
from lintel.portfolio.proposals.models import Effort, Involvement, Proposal
from lintel.portfolio.proposals.waits import named_in
from lintel.ui.problems import Denied, Problem
from tests.cast import Cast
from tests.portfolio.proposals.making import SignIn, fresh, make_approved, make_proposal

DAY = dt.date(2027, 1, 1)


def meter(row: Proposal) -> completeness.Meter:
    """How far it is now."""
    return completeness.meter(completeness.wanted(fresh(row)))


def lacks(user: Any) -> dict[str, str]:
    """What waits for somebody among the proposals."""
    found = waiting(user, DAY, ("portfolio: proposals",))
    return {item.title: item.what for one in found for item in one.items}


def test_the_meter_counts_what_is_there_for_each_side(cast: Cast) -> None:
    row = proposal.create({"title": "Feed"}, by=cast.nele)
    empty = meter(row)
    assert (empty.whole.done, empty.ready) == (0, False)
    assert sum(share.total for share in empty.sides) > empty.whole.total  # what both owe counts for each
    proposal.edit(row, {"one_off_cost": Decimal(1), "run_cost": Decimal(0)}, by=cast.tomas)
    paid = meter(row)
    assert (paid.whole.done, paid.sides[0].done, paid.sides[1].done) == (2, 0, 2)
    specialty = Specialty.objects.get(name="Data engineer")
    part.add(row, Effort, {"specialty": specialty, "low": 1, "likely": 2, "high": 3}, by=cast.tomas)
    part.add(row, Involvement, {"letter": "A", "person": cast.ivo}, by=cast.tomas)
    assert meter(row).whole.done == 4
    assert meter(make_proposal(cast.nele)).ready


def test_a_section_belongs_to_who_was_named_or_to_the_side_that_owes_it(cast: Cast) -> None:
    row = make_proposal(cast.nele, marketing_owner=cast.nele, it_owner=cast.tomas)
    version = row.version
    section.give(row, "money", cast.lena, by=cast.nele)
    assert history(row)[0].sentence == "said who sees to “What it costs”"
    assert fresh(row).version == version
    row = fresh(row)
    seen = {
        one.section: [owner.name for owner in one.owners]
        for one in completeness.seen_to(row, completeness.wanted(row), named_in(row))
    }
    assert seen["money"] == ["Lena Ito"]
    assert seen["access"] == ["Tomas Okafor"]
    assert seen["benefits"] == ["Nele Vogt"]
    assert seen["case"] == ["Nele Vogt", "Tomas Okafor"]
    section.give(row, "money", None, by=cast.nele)
    assert not row.section_owners.exists()


def test_who_does_not_write_is_not_named_and_names_nobody(cast: Cast) -> None:
    row = make_proposal(cast.nele)
    with pytest.raises(Problem, match="does not write proposals"):
        section.give(row, "money", cast.finn, by=cast.nele)
    with pytest.raises(Denied):
        section.give(row, "money", cast.nele, by=cast.finn)
    with pytest.raises(Problem, match="no such section"):
        section.give(row, "cellar", cast.nele, by=cast.nele)


def test_what_is_missing_waits_on_the_first_page_of_who_owes_it(cast: Cast) -> None:
    row = proposal.create(
        {"title": "Feed", "marketing_owner": cast.nele, "it_owner": cast.tomas}, by=cast.nele
    )
    assert lacks(cast.nele) == {"Feed": "11 things missing"}
    before = lacks(cast.tomas)["Feed"]
    assert lacks(cast.lena) == {}
    section.give(row, "money", cast.lena, by=cast.nele)
    assert lacks(cast.lena) == {"Feed": "2 things missing"}
    assert lacks(cast.tomas)["Feed"] != before
    proposal.edit(row, {"one_off_cost": Decimal(1), "run_cost": Decimal(0)}, by=cast.lena)
    assert lacks(cast.lena) == {}
    assert lacks(cast.finn) == {}


def test_what_is_approved_waits_for_nobody(cast: Cast) -> None:
    make_approved(cast, marketing_owner=cast.nele)
    assert lacks(cast.nele) == {}


def test_the_page_shows_the_meter_and_the_owners_and_names_them(cast: Cast, as_: SignIn) -> None:
    row = make_proposal(cast.nele, marketing_owner=cast.nele)
    browser = as_(cast.nele)
    url = f"{row.get_absolute_url()}owners/"
    assert browser.post(url, {"scores": cast.tomas.pk}).status_code == 302
    page = browser.get(row.get_absolute_url()).content.decode()
    assert "Ready to offer" in page
    assert "<progress" in page
    assert row.section_owners.get().person == cast.tomas
    listed = as_(cast.tomas).get("/proposals/?sees=me").content.decode()
    assert row.title in listed
    assert row.title not in as_(cast.lena).get("/proposals/?sees=me").content.decode()
    assert browser.post(url, {"scores": ""}).status_code == 302
    assert not row.section_owners.exists()
    assert as_(cast.finn).get(url).status_code == 403


def test_programs_read_how_complete_it_is_and_name_owners(cast: Cast, as_: SignIn) -> None:
    row = make_proposal(cast.nele, it_owner=cast.tomas)
    nele, base = as_(cast.nele), f"/api/v1/proposals/{row.pk}"
    found = nele.get(f"{base}/completeness").json()
    assert found["ready"]
    assert {share["side"] for share in found["sides"]} == {"marketing", "it"}
    access = next(one for one in found["sections"] if one["section"] == "access")
    assert access["owners"] == [cast.tomas.pk]
    assert access["missing"][0]["owed_by"] == "it"
    body = {"person": cast.lena.pk}
    named = nele.put(f"{base}/sections/access/owner", body, content_type="application/json")
    access = next(one for one in named.json()["sections"] if one["section"] == "access")
    assert (access["owners"], access["named"]) == ([cast.lena.pk], True)
