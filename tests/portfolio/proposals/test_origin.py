"""What is agreed in a request becomes a proposal, in the same step, and keeps its origin."""

from lintel.audit.models import Entry, Link
from lintel.intake.actions import answer as answering
from lintel.intake.actions import reply as replying
from lintel.intake.actions.answer import Words
from lintel.portfolio.proposals.models import Proposal
from tests.cast import Cast
from tests.intake.makers import make_refused, make_request
from tests.portfolio.proposals.making import SignIn


def test_an_accepted_alternative_becomes_a_proposal_with_its_cost_and_date(cast: Cast, as_: SignIn) -> None:
    request = make_refused(cast)
    chosen = request.alternatives.first()
    assert chosen is not None
    replying.accept(request, by=request.asker, version=request.version, alternative=chosen)
    row = Proposal.objects.get()
    assert (row.title, row.outcome, row.one_off_cost, row.ends_on) == (
        request.title,
        chosen.what,
        chosen.cost,
        chosen.ready_by,
    )
    assert Link.objects.from_thing(row, "origin").count() == 2
    assert Entry.objects.filter(action="proposal.begun").count() == 1
    page = as_(cast.finn).get(row.get_absolute_url()).content.decode()
    assert f'href="{request.get_absolute_url()}"' in page
    assert f"out of request {request.pk}" in page


def test_a_plain_yes_becomes_a_proposal_too(cast: Cast) -> None:
    request = make_request(cast.nele)
    answering.give(request, Words(kind="yes"), by=cast.tomas, version=request.version)
    row = Proposal.objects.get()
    assert (row.title, row.problem, row.state) == (request.title, request.description, "draft")
    assert row.created_by == cast.tomas
