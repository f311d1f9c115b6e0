"""Nothing is approved, funded, bought or stopped but by both offices, on the same content."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lintel.audit.canonical import content_hash
from lintel.audit.ledger import history
from lintel.audit.models import Signature
from lintel.audit.sides import Office, Side
from lintel.audit.signatures import hash_of, record
from lintel.audit.verification import verify
from lintel.people.models import Delegation, Specialty
from lintel.portfolio.proposals.actions import part, proposal, signature
from lintel.portfolio.proposals.models import (
    Benefit,
    Decision,
    Effort,
    Involvement,
    Proposal,
    Relation,
    Requirement,
)
from lintel.ui.problems import Denied, Problem, Stale
from tests.cast import Cast
from tests.portfolio.proposals.making import fresh, make_approved, make_offered, make_proposal, sign


def test_two_offices_take_a_decision(cast: Cast) -> None:
    row = make_offered(cast)
    assert row.awaits == "both"
    row = sign(row, cast.mara)
    assert (row.state, row.awaits) == ("offered", "it")
    row = sign(row, cast.ivo)
    assert (row.state, row.awaits) == ("approved", "")
    decision = Decision.objects.get()
    assert row.approval == decision
    assert {decision.marketing_signature.signer, decision.it_signature.signer} == {cast.mara, cast.ivo}
    assert decision.content_hash == hash_of(row)
    assert "with both keys it is approved" in history(row)[0].sentence
    assert verify().whole


def test_a_delegate_signs_for_the_office_that_lent_the_key(cast: Cast) -> None:
    row = sign(make_offered(cast), cast.lena)
    given = Signature.objects.on(row).get()
    assert (given.office, given.on_behalf_of) == ("it", cast.ivo)
    assert row.awaits == "marketing"


@pytest.mark.parametrize("name", ["nele", "tomas", "emil", "ana", "finn", "ada", "sam"])
def test_who_holds_no_key_does_not_sign(cast: Cast, name: str) -> None:
    row = make_offered(cast)
    with pytest.raises(Denied):
        sign(row, getattr(cast, name))
    assert not Signature.objects.exists()


def test_one_office_signs_once(cast: Cast) -> None:
    row = sign(make_offered(cast), cast.ivo)
    with pytest.raises(Problem, match="has signed for the IT office already"):
        sign(row, cast.lena)


def test_nobody_signs_for_both_even_with_two_keys(cast: Cast) -> None:
    row = sign(make_offered(cast), cast.lena)
    Delegation.objects.filter(delegate=cast.lena).update(revoked_at=timezone.now())
    cast.lena.side = Side.MARKETING
    cast.lena.save()
    today = timezone.now().date()
    Delegation.objects.create(
        office=Office.MARKETING,
        holder=cast.mara,
        delegate=cast.lena,
        starts=today,
        ends=today + dt.timedelta(days=1),
    )
    with pytest.raises(Denied, match="nobody signs for both"):
        sign(row, cast.lena)


def test_the_database_refuses_a_second_signature_of_an_office_or_person(cast: Cast) -> None:
    row = sign(make_offered(cast), cast.ivo)
    for office, signer in ((Office.IT, cast.lena), (Office.MARKETING, cast.ivo)):
        with pytest.raises(IntegrityError), transaction.atomic():
            record(row, purpose="approve", office=office, signer=signer, on_behalf_of=None, at=timezone.now())


def test_the_database_refuses_approval_without_a_decision(cast: Cast) -> None:
    row = make_offered(cast)
    for values in ({"state": "approved"}, {"state": "in_work"}, {"state": "done"}, {"state": "stopped"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.filter(pk=row.pk).update(**values)


def test_signing_something_else_than_was_read_is_stale(cast: Cast) -> None:
    row = make_offered(cast)
    seen = hash_of(row)
    proposal.edit(row, {"one_off_cost": 90_000}, by=cast.tomas)
    proposal.offer(row, by=cast.tomas)
    with pytest.raises(Stale):
        signature.sign(fresh(row), by=cast.mara, purpose="approve", content_hash=seen)
    assert not Signature.objects.exists()


EDITS = {
    "title": lambda row, cast: proposal.edit(row, {"title": "Another title"}, by=cast.tomas),
    "owner": lambda row, cast: proposal.edit(row, {"it_owner": cast.tomas}, by=cast.tomas),
    "score": lambda row, cast: proposal.edit(row, {"job_size": 5}, by=cast.tomas),
    "requirement": lambda row, cast: part.add(row, Requirement, {"text": "More"}, by=cast.nele),
    "changed requirement": lambda row, cast: part.change(
        Requirement.objects.get(proposal=row), {"criteria": "Seen by both"}, by=cast.nele
    ),
    "removed requirement": lambda row, cast: part.remove(Requirement.objects.get(proposal=row), by=cast.nele),
    "effort": lambda row, cast: part.add(
        row, Effort, {"specialty": Specialty.objects.first(), "low": 1, "likely": 2, "high": 3}, by=cast.nele
    ),
    "involvement": lambda row, cast: part.add(
        row, Involvement, {"letter": "A", "person": cast.ivo}, by=cast.nele
    ),
    "benefit": lambda row, cast: part.add(
        row,
        Benefit,
        {
            "what": "Fewer tickets",
            "period": "FY27",
            "period_starts_on": dt.date(2027, 1, 1),
            "low": 1,
            "likely": 2,
            "high": 3,
        },
        by=cast.nele,
    ),
    "relation": lambda row, cast: part.add(
        row, Relation, {"kind": "needs", "other": make_proposal(cast.nele, title="First")}, by=cast.nele
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_any_edit_voids_both_signatures(cast: Cast, edit: str) -> None:
    row = make_approved(cast)
    EDITS[edit](row, cast)
    row = fresh(row)
    assert (row.state, row.version, row.voided_version, row.approval) == ("draft", 3, 2, None)
    assert "voided 2 signatures" in " ".join(line.sentence for line in history(row))
    assert verify().whole


def test_an_edit_after_one_signature_needs_both_again(cast: Cast) -> None:
    row = sign(make_offered(cast), cast.mara)
    proposal.edit(row, {"problem": "Another problem"}, by=cast.tomas)
    proposal.offer(row, by=cast.tomas)
    row = sign(row, cast.ivo)
    assert (row.state, row.awaits) == ("offered", "marketing")


def test_taking_a_key_back_raises_the_version(cast: Cast) -> None:
    row = sign(make_offered(cast), cast.mara)
    signature.withdraw(row, by=cast.mara, purpose="approve")
    row = fresh(row)
    assert (row.state, row.version, row.awaits) == ("offered", 3, "both")
    row = sign(row, cast.ivo)
    assert row.state == "offered"
    assert sign(row, cast.mara).state == "approved"
    with pytest.raises(Problem, match="Both offices have signed"):
        signature.withdraw(row, by=cast.mara, purpose="approve")


def test_taking_back_a_key_to_fund_leaves_the_approval(cast: Cast) -> None:
    row = sign(make_approved(cast), cast.mara, "fund")
    assert row.awaits == "it"
    signature.withdraw(row, by=cast.mara, purpose="fund")
    row = fresh(row)
    assert (row.state, row.awaits) == ("approved", "")
    assert row.approval is not None
    assert (
        content_hash({"version": row.approval.version, "content": row.content()}) == row.approval.content_hash
    )
    with pytest.raises(Problem):
        sign(row, cast.ivo, "approve")


@pytest.mark.parametrize(
    ("purpose", "state"), [("fund", "approved"), ("buy", "approved"), ("stop", "stopped")]
)
def test_the_other_purposes_need_two_keys_too(cast: Cast, purpose: str, state: str) -> None:
    row = sign(make_approved(cast), cast.ivo, purpose)
    assert row.state == "approved"
    row = sign(row, cast.mara, purpose)
    assert row.state == state
    assert Decision.objects.filter(purpose=purpose).count() == 1
    with pytest.raises(Problem):
        sign(row, cast.lena, purpose)


@pytest.mark.parametrize("purpose", ["fund", "buy"])
def test_only_what_is_approved_is_funded_or_bought(cast: Cast, purpose: str) -> None:
    row = make_offered(cast)
    with pytest.raises(Problem, match="nothing to"):
        sign(row, cast.mara, purpose)


def test_what_is_stopped_is_not_edited(cast: Cast) -> None:
    row = sign(sign(make_approved(cast), cast.ivo, "stop"), cast.mara, "stop")
    with pytest.raises(Problem, match="kept as it was signed"):
        proposal.edit(row, {"title": "No"}, by=cast.nele)


def test_what_is_missing_keeps_it_from_being_offered(cast: Cast) -> None:
    row = proposal.create({"title": "Just an idea"}, by=cast.nele)
    with pytest.raises(Problem, match="The problem is not described"):
        proposal.offer(row, by=cast.nele)


@pytest.mark.parametrize("name", ["ana", "finn", "ada", "sam"])
def test_who_does_not_work_on_a_side_does_not_write(cast: Cast, name: str) -> None:
    row = make_proposal(cast.nele)
    with pytest.raises(Denied):
        proposal.edit(row, {"title": "No"}, by=getattr(cast, name))
    with pytest.raises(Denied):
        proposal.create({"title": "No"}, by=getattr(cast, name))


def test_needs_never_form_a_circle(cast: Cast) -> None:
    first, second, third = (make_proposal(cast.nele, title=title) for title in ("One", "Two", "Three"))
    part.add(first, Relation, {"kind": "needs", "other": second}, by=cast.nele)
    part.add(second, Relation, {"kind": "needs", "other": third}, by=cast.nele)
    with pytest.raises(Problem, match="circle"):
        part.add(third, Relation, {"kind": "needs", "other": first}, by=cast.nele)
    part.add(third, Relation, {"kind": "excludes", "other": first}, by=cast.nele)


def test_scores_follow_their_formulas(cast: Cast) -> None:
    row = make_proposal(
        cast.nele,
        business_value=8,
        time_criticality=5,
        risk_opportunity=3,
        job_size=5,
        reach=1000,
        impact=2,
        confidence=80,
        effort=4,
    )
    assert (str(row.wsjf), str(row.rice)) == ("3.20", "400.00")
    assert make_proposal(cast.nele, business_value=8).wsjf is None


def test_an_owner_comes_from_the_side_they_own_for(cast: Cast) -> None:
    with pytest.raises(Problem, match="does not work in IT"):
        make_proposal(cast.nele, it_owner=cast.mara)
