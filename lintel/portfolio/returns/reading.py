"""How a proposal's return stands: kept and true, out of date, or not there and why."""

from dataclasses import dataclass
from typing import Any

from lintel.portfolio.proposals.completeness import Gap
from lintel.portfolio.proposals.models import Proposal
from lintel.portfolio.returns import charts, telling
from lintel.portfolio.returns.gathering import Supposed, lacking, money_hash, stated
from lintel.portfolio.returns.models import Assumptions, ProposalReturn


@dataclass(frozen=True)
class Standing:
    """The assumptions in force, what is missing, and what was kept. `fresh`: it is of this very content."""

    assumed: Assumptions | None
    gaps: list[Gap]
    kept: ProposalReturn | None
    fresh: bool

    @property
    def possible(self) -> bool:
        """It can be worked out."""
        return self.assumed is not None and not any(gap.blocking for gap in self.gaps)


def standing(proposal: Proposal) -> Standing:
    """Two queries beside the proposal's own parts."""
    assumed = Assumptions.objects.in_force()
    kept = ProposalReturn.objects.select_related("assumptions").filter(proposal=proposal).first()
    fresh = (
        kept is not None
        and assumed is not None
        and kept.assumptions_id == assumed.pk
        and kept.content_hash == money_hash(proposal)
    )
    return Standing(assumed, lacking(proposal, assumed), kept, fresh)


def shown(result: dict[str, Any], assumed: Assumptions, supposed: Supposed | None = None) -> dict[str, Any]:
    """What templates say about a result."""
    return {
        "sentence": telling.sentence(result),
        "cashable": telling.cashable(result),
        "facts": telling.facts(result),
        "more": telling.more(result),
        "notes": telling.notes(result),
        "bands": charts.bands(result),
        "tornado": charts.tornado(result),
        "used": stated(assumed, supposed),
        "used_version": assumed.version,
    }
