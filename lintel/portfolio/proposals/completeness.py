"""What a proposal still lacks, who owes it, and how far it is. Only the `blocking` gaps keep it from being
offered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lintel.audit.sides import Side
from lintel.people.models import User
from lintel.portfolio.proposals.models import Letter, Proposal, Section

BOTH = "both"


@dataclass(frozen=True)
class Gap:
    """One thing that is wanted: the sentence if it is missing, the side that owes it, the section where it
    goes, and whether it is there."""

    text: str
    owed_by: str
    section: str
    blocking: bool = False
    there: bool = False


@dataclass(frozen=True)
class Share:
    """How many of the things that a side owes are there."""

    side: str
    done: int
    total: int

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means all."""
        return 100 * self.done // self.total if self.total else 100


@dataclass(frozen=True)
class Meter:
    """How complete a proposal is: as a whole, per side, and whether it can be offered."""

    whole: Share
    sides: list[Share]
    ready: bool


@dataclass(frozen=True)
class Seen:
    """A section, who sees to it (named, or the owners of the sides that owe it), and what it lacks."""

    section: Section
    owners: list[User]
    named: bool
    gaps: list[Gap]


def wanted(proposal: Proposal) -> list[Gap]:
    """Everything that a complete proposal has, there or not. Reads the parts, so load them `with_parts()`."""
    return _needed(proposal) + _case(proposal) + _parts(proposal)


def gaps(proposal: Proposal) -> list[Gap]:
    """What is missing, the blocking gaps first."""
    return [gap for gap in wanted(proposal) if not gap.there]


def blocking_gaps(proposal: Proposal) -> list[Gap]:
    """What must be there before anybody can sign."""
    return [gap for gap in _needed(proposal) if not gap.there]


def meter(found: Iterable[Gap]) -> Meter:
    """How far it is; what both owe counts for each side."""
    all_of = list(found)
    sides = [
        _share(side, [gap for gap in all_of if gap.owed_by in (side, BOTH)])
        for side in (Side.MARKETING, Side.IT)
    ]
    ready = all(gap.there for gap in all_of if gap.blocking)
    return Meter(_share(BOTH, all_of), sides, ready)


def seen_to(proposal: Proposal, found: Iterable[Gap], named: Mapping[str, User]) -> list[Seen]:
    """Every section with who sees to it and what it lacks; `named` holds who was named for it."""
    all_of = list(found)
    return [
        Seen(
            section,
            [named[section]] if section in named else _of_the_sides(proposal, section, all_of),
            section in named,
            [gap for gap in all_of if gap.section == section and not gap.there],
        )
        for section in Section
    ]


def owed_to(person: User, proposal: Proposal, named: Mapping[str, User]) -> list[Gap]:
    """What is missing in the sections that this person sees to, and of it what their own side owes."""
    found = wanted(proposal)
    return [
        gap
        for seen in seen_to(proposal, found, named)
        if any(owner.pk == person.pk for owner in seen.owners)
        for gap in seen.gaps
        if seen.named or gap.owed_by in (person.side, BOTH)
    ]


def _of_the_sides(proposal: Proposal, section: str, found: list[Gap]) -> list[User]:
    owing = {gap.owed_by for gap in found if gap.section == section} or {BOTH}
    owners = {Side.MARKETING: proposal.marketing_owner, Side.IT: proposal.it_owner}
    return [owner for side, owner in owners.items() if owner and owing & {side, BOTH}]


def _share(side: str, found: list[Gap]) -> Share:
    return Share(side, sum(gap.there for gap in found), len(found))


def _needed(proposal: Proposal) -> list[Gap]:
    it = Side.IT
    once, yearly = proposal.one_off_cost is not None, proposal.run_cost is not None
    return [
        Gap("The problem is not described.", BOTH, "case", True, bool(proposal.problem.strip())),
        Gap("The one-off cost is missing (0 if there is none).", it, "money", True, once),
        Gap("The run cost per year is missing (0 if there is none).", it, "money", True, yearly),
        Gap("There is no requirement yet.", BOTH, "requirements", True, bool(proposal.requirements.all())),
    ]


def _case(proposal: Proposal) -> list[Gap]:
    marketing, it = Side.MARKETING, Side.IT
    framed = bool(proposal.starts_on and proposal.ends_on)
    told, kept = bool(proposal.access_impact.strip()), bool(proposal.data_impact.strip())
    owned = [bool(proposal.marketing_owner_id), bool(proposal.it_owner_id)]
    scored = [proposal.wsjf is not None, proposal.rice is not None]
    outcome = bool(proposal.outcome.strip())
    return [
        Gap("The outcome wanted is not described.", marketing, "case", there=outcome),
        Gap("Nobody in marketing owns it.", marketing, "case", there=owned[0]),
        Gap("Nobody in IT owns it.", it, "case", there=owned[1]),
        Gap("The time frame is open.", BOTH, "case", there=framed),
        Gap("What it does to access is not said.", it, "access", there=told),
        Gap("What it does to data is not said.", it, "access", there=kept),
        Gap("The inputs of WSJF are not complete.", BOTH, "scores", there=scored[0]),
        Gap("The inputs of RICE are not complete.", BOTH, "scores", there=scored[1]),
    ]


def _parts(proposal: Proposal) -> list[Gap]:
    requirements, benefits = proposal.requirements.all(), proposal.benefits.all()
    without = any(not row.criteria.strip() for row in requirements)
    sides = {effort.specialty.side for effort in proposal.efforts.all()}
    accountable = sum(row.letter == Letter.ACCOUNTABLE for row in proposal.involvements.all())
    say = "Nobody is accountable" if not accountable else f"{accountable} are accountable"
    agreed = [row for row in benefits if row.definition is not None and row.definition.agreed]
    return [
        Gap(
            "A requirement has no acceptance criteria.",
            BOTH,
            "requirements",
            there=bool(requirements) and not without,
        )
        if requirements
        else Gap("No acceptance criteria are there.", BOTH, "requirements"),
        *(
            Gap(f"No effort of {side.label} specialists is estimated.", side, "efforts", there=side in sides)
            for side in (Side.MARKETING, Side.IT)
        ),
        Gap(f"{say}: name exactly one.", BOTH, "involvements", there=accountable == 1),
        Gap("No benefit is named.", Side.MARKETING, "benefits", there=bool(benefits)),
        Gap(
            "No benefit is bound to a metric that both offices agreed on.",
            Side.MARKETING,
            "benefits",
            there=bool(agreed),
        ),
    ]
