"""Accepting work: each side says of each criterion that it saw it met."""

from lintel.audit.audited import Draft, audited
from lintel.people.access import may_work
from lintel.people.models import User
from lintel.portfolio.proposals.keeping import lock
from lintel.portfolio.proposals.models import STANDING, Acceptance, Requirement
from lintel.ui.problems import Denied, Problem


@audited("criterion.accepted", says="saw a criterion of requirement {requirement} met")
def accept(entry: Draft, requirement: Requirement, criterion: str, *, by: User) -> Acceptance:
    """This person's side has seen one criterion met, as it is worded now. Voids no signature."""
    _check(requirement, criterion, by)
    made, new = Acceptance.objects.get_or_create(
        requirement=requirement, criterion=criterion, side=by.side, defaults={"by": by}
    )
    if not new:
        raise Problem("Your side has said so already.", way_out="Take it back first if it is not so.")
    entry.about(requirement.proposal, requirement=requirement.pk, side=by.side)
    return made


@audited("criterion.reopened", says="took back that a criterion of requirement {requirement} is met")
def reopen(entry: Draft, requirement: Requirement, criterion: str, *, by: User) -> Requirement:
    """It is not met after all."""
    _check(requirement, criterion, by)
    gone, _ = Acceptance.objects.filter(requirement=requirement, criterion=criterion, side=by.side).delete()
    if not gone:
        raise Problem("Your side has not said that it is met.", way_out="Load the page again.")
    entry.about(requirement.proposal, requirement=requirement.pk, side=by.side)
    return requirement


def _check(requirement: Requirement, criterion: str, by: User) -> None:
    if not may_work(by):
        raise Denied(
            "Only members and office holders of marketing and IT accept work.",
            way_out="Leave a comment on the proposal.",
        )
    proposal = lock(requirement.proposal)
    if proposal.state not in STANDING:
        raise Problem(
            f"This proposal is {proposal.get_state_display().lower()}: there is no work to accept yet.",
            way_out="Criteria are looked at once both offices have approved it.",
        )
    if criterion not in requirement.checks:
        raise Problem(
            "There is no such criterion any more.", way_out="Load the page again.", field="criterion"
        )
