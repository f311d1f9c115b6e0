"""What a proposal still lacks, and who owes it. Only the `blocking` gaps keep it from being offered."""

from dataclasses import dataclass

from lintel.audit.sides import Side
from lintel.portfolio.proposals.models import Letter, Proposal

BOTH = "both"


@dataclass(frozen=True)
class Gap:
    """One thing that is missing: the sentence, the side that owes it, and the section where it goes."""

    text: str
    owed_by: str
    section: str
    blocking: bool = False


def gaps(proposal: Proposal) -> list[Gap]:
    """All gaps, the blocking ones first. Reads the parts, so load them with `with_parts()`."""
    return blocking_gaps(proposal) + _case_gaps(proposal) + _part_gaps(proposal)


def blocking_gaps(proposal: Proposal) -> list[Gap]:
    """What must be there before anybody can sign."""
    found = []
    if not proposal.problem.strip():
        found.append(Gap("The problem is not described.", BOTH, "case", True))
    if proposal.one_off_cost is None:
        found.append(Gap("The one-off cost is missing (0 if there is none).", Side.IT, "money", True))
    if proposal.run_cost is None:
        found.append(Gap("The run cost per year is missing (0 if there is none).", Side.IT, "money", True))
    if not proposal.requirements.all():
        found.append(Gap("There is no requirement yet.", BOTH, "requirements", True))
    return found


def _case_gaps(proposal: Proposal) -> list[Gap]:
    wanted = [
        (proposal.outcome.strip(), Gap("The outcome wanted is not described.", Side.MARKETING, "case")),
        (proposal.marketing_owner_id, Gap("Nobody in marketing owns it.", Side.MARKETING, "case")),
        (proposal.it_owner_id, Gap("Nobody in IT owns it.", Side.IT, "case")),
        (proposal.starts_on and proposal.ends_on, Gap("The time frame is open.", BOTH, "case")),
        (proposal.access_impact.strip(), Gap("What it does to access is not said.", Side.IT, "case")),
        (proposal.data_impact.strip(), Gap("What it does to data is not said.", Side.IT, "case")),
        (proposal.wsjf is not None, Gap("The inputs of WSJF are not complete.", BOTH, "scores")),
        (proposal.rice is not None, Gap("The inputs of RICE are not complete.", BOTH, "scores")),
    ]
    return [gap for there, gap in wanted if not there]


def _part_gaps(proposal: Proposal) -> list[Gap]:
    found = []
    if any(not requirement.criteria.strip() for requirement in proposal.requirements.all()):
        found.append(Gap("A requirement has no acceptance criteria.", BOTH, "requirements"))
    sides = {effort.specialty.side for effort in proposal.efforts.all()}
    for side in (Side.MARKETING, Side.IT):
        if side not in sides:
            found.append(Gap(f"No effort of {side.label} specialists is estimated.", side, "efforts"))
    accountable = sum(row.letter == Letter.ACCOUNTABLE for row in proposal.involvements.all())
    if accountable != 1:
        say = "Nobody is accountable" if not accountable else f"{accountable} are accountable"
        found.append(Gap(f"{say}: name exactly one.", BOTH, "involvements"))
    if not proposal.benefits.all():
        found.append(Gap("No benefit is named.", Side.MARKETING, "benefits"))
    return found
