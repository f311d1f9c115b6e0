"""What is worked out in the background: a proposal that changed, all of them, and the portfolio."""

from django_tasks import task

from lintel.audit.runs import Outcome, Progress, run_kind
from lintel.people.models import User
from lintel.portfolio.proposals.models import Proposal
from lintel.portfolio.proposals.models.querysets import ProposalQuerySet
from lintel.portfolio.proposals.models.words import IN_BACKLOG, State
from lintel.portfolio.returns import simulating
from lintel.portfolio.returns.access import may_work_out
from lintel.portfolio.returns.actions import forecast
from lintel.portfolio.returns.gathering import lacking, money_hash
from lintel.portfolio.returns.models import Assumptions, ProposalReturn, Scope
from lintel.ui.problems import Denied, Problem

MOST = 300  # proposals that are worked out by themselves when assumptions change, in the one order


def whole() -> ProposalQuerySet:
    """Proposals with what their return depends on."""
    return Proposal.objects.prefetch_related("benefits", "efforts__specialty")


def after_change(proposal: Proposal) -> None:
    """After an edit: have it worked out, if anything is assumed."""
    if proposal.benefits.exists() and Assumptions.objects.in_force() is not None:
        follow.enqueue(proposal.pk)


@task()
def follow(proposal_id: int) -> None:
    """The task: work out a proposal whose money has changed."""
    proposal = whole().filter(pk=proposal_id).first()
    if proposal is not None:
        work_out(proposal, by=None)


def work_out(proposal: Proposal, *, by: User | None) -> ProposalReturn | None:
    """Draw and keep a proposal's return; nothing where it lacks something, the kept one where it holds."""
    assumed = Assumptions.objects.in_force()
    if assumed is None or any(gap.blocking for gap in lacking(proposal, assumed)):
        return None
    found = money_hash(proposal)
    same = ProposalReturn.objects.filter(proposal=proposal, assumptions=assumed, content_hash=found)
    kept: ProposalReturn | None = same.first()
    if kept is not None:
        return kept
    result = simulating.returned(proposal, assumed)
    return forecast.keep(proposal, assumed, result, content_hash=found, by=by)


def work_out_now(proposal: Proposal, *, by: User) -> ProposalReturn:
    """The same, for somebody who waits for it. Errors: `Denied`, and `Problem` where something is missing."""
    if not may_work_out(by):
        raise Denied(
            "Members and holders of the two sides have returns worked out.",
            way_out="Ask one of them; you can try other values on its page.",
        )
    kept = work_out(proposal, by=by)
    if kept is None:
        raise Problem(
            "Something is missing to work it out.", way_out="The page of the return says what it is."
        )
    return kept


def proposals_of(scope: str) -> ProposalQuerySet:
    """The proposals whose risk is added up."""
    states = (State.APPROVED, State.IN_WORK) if scope == Scope.APPROVED else IN_BACKLOG
    return Proposal.objects.filter(state__in=states).order_by("rank", "pk")


@run_kind(forecast.ALL, resumable=True)
def work_out_all(progress: Progress) -> Outcome:
    """Each open proposal with benefits, the first in the order first."""
    states = (*IN_BACKLOG, State.IN_WORK)
    rows = whole().filter(state__in=states, benefits__isnull=False).distinct().order_by("rank", "pk")[:MOST]
    done = 0
    for number, proposal in enumerate(rows):
        progress.report(number, len(rows), proposal.title)
        done += work_out(proposal, by=None) is not None
    return Outcome({"proposals": len(rows), "worked_out": done}, Scope.BACKLOG.url)


@run_kind(forecast.TOGETHER, resumable=True)
def work_out_together(progress: Progress) -> Outcome:
    """Everything that lacks nothing, in the same worlds."""
    scope, assumed = progress.inputs["scope"], Assumptions.objects.in_force()
    if assumed is None:
        raise Problem("Nothing is assumed any more.", way_out="Have both offices sign assumptions.")
    progress.report(0, 2, "Reading the proposals")
    rows = list(proposals_of(scope).prefetch_related("benefits", "efforts__specialty"))
    whole_ones = [one for one in rows if not any(gap.blocking for gap in lacking(one, assumed))]
    if not whole_ones:
        raise Problem(
            "No proposal here has costs and benefits, so there is nothing to add up.",
            way_out="Complete one of them.",
        )
    progress.report(1, 2, "Drawing")
    result = simulating.together(whole_ones, assumed)
    forecast.keep_together(
        scope, assumed, result, left_out=len(rows) - len(whole_ones), by=progress.run.created_by
    )
    return Outcome({"counted": len(whole_ones), "left_out": len(rows) - len(whole_ones)}, Scope(scope).url)
