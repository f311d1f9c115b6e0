"""Keeping what was worked out. The figures are drawn before the transaction begins, so that nobody waits."""

from typing import Any

from django.utils import timezone

from lintel.audit import runs
from lintel.audit.audited import Draft, audited
from lintel.audit.models import Run, RunState
from lintel.people.models import User
from lintel.portfolio.proposals.models import Proposal
from lintel.portfolio.returns import access
from lintel.portfolio.returns.models import Assumptions, PortfolioReturn, ProposalReturn, Scope
from lintel.ui.formats import money_text
from lintel.ui.problems import Denied, Problem

ALL, TOGETHER = "returns.all", "returns.together"


@audited("return.worked-out", says="worked out what it may bring: {words}")
def keep(
    entry: Draft,
    proposal: Proposal,
    assumed: Assumptions,
    result: dict[str, Any],
    *,
    content_hash: str,
    by: User | None,
) -> ProposalReturn:
    """Keep the return of a proposal, in place of the one before. `content_hash` is that of the money it is
    about. Errors: `Denied`."""
    _refuse(by)
    worth = result["worth"]
    row, _ = ProposalReturn.objects.update_or_create(
        proposal=proposal,
        defaults={
            "assumptions": assumed, "content_hash": content_hash, "mean": worth["mean"],
            "chance_of_loss": worth["chance_of_loss"], "result": result, "at": timezone.now(),
        },
    )  # fmt: skip
    mean = money_text(round(worth["mean"]), result["currency"])
    words = f"{mean} on average, chance of a loss {worth['chance_of_loss']:.0%}"
    entry.about(proposal, words=words, assumptions=assumed.version)
    return row


@audited("return.ordered", says="had the returns of the portfolio worked out")
def order(entry: Draft, scope: str, *, by: User | None) -> Run:
    """Work out in the background what many proposals return together; one waiting run serves all who ask.

    Errors: `Denied`, `Problem` for a scope that there is not and where nothing is assumed yet.
    """
    _refuse(by)
    if scope not in Scope.values:
        raise Problem("There is no such part of the portfolio.", way_out="Choose approved or backlog.")
    if Assumptions.objects.in_force() is None:
        raise Problem(
            "The two offices have not agreed on assumptions yet.",
            way_out="Write them, and both sign them.",
        )
    waiting = Run.objects.filter(kind=TOGETHER, state=RunState.QUEUED, inputs={"scope": scope}).first()
    title = f"Returns together: {Scope(scope).label.lower()}"
    run = waiting or runs.start(TOGETHER, title, {"scope": scope}, by=by)
    entry.about(run)
    return run


@audited("return.all-ordered", says="had the returns of proposals worked out anew")
def order_all(entry: Draft, *, by: User | None) -> Run:
    """Work out each open proposal by the assumptions in force, in the background."""
    _refuse(by)
    run = runs.start(ALL, "Returns of proposals", {}, by=by)
    entry.about(run)
    return run


@audited("return.added-up", says="added up the returns of {counted} proposals")
def keep_together(
    entry: Draft,
    scope: str,
    assumed: Assumptions,
    result: dict[str, Any],
    *,
    left_out: int,
    by: User | None,
) -> PortfolioReturn:
    """Keep what many proposals return together, in place of what was kept before."""
    _refuse(by)
    row, _ = PortfolioReturn.objects.update_or_create(
        scope=scope,
        defaults={
            "assumptions": assumed, "counted": len(result["members"]), "left_out": left_out,
            "result": result, "at": timezone.now(),
        },
    )  # fmt: skip
    entry.about(row, counted=row.counted, assumptions=assumed.version)
    return row


def _refuse(by: User | None) -> None:
    if by is not None and not access.may_work_out(by):
        raise Denied(
            "Members and holders of the two sides have returns worked out.",
            way_out="Ask one of them; you can try other values on its page.",
        )
