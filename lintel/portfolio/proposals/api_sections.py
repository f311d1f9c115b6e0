"""How complete a proposal is and who sees to which section, for programs."""

from typing import Annotated, Any, Literal

from django.db.models import Prefetch
from django.http import HttpRequest
from ninja import Path, Router

from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.portfolio.proposals import completeness, schemas
from lintel.portfolio.proposals.actions import section as section_actions
from lintel.portfolio.proposals.models import Benefit, Effort, Proposal, SectionOwner
from lintel.portfolio.proposals.waits import named_in
from lintel.ui.api import PROBLEMS, Id
from lintel.ui.http import get_visible

router = Router(tags=["Portfolio"])
PathId = Annotated[Id, Path(...)]
SectionName = Literal[
    "case",
    "access",
    "requirements",
    "efforts",
    "involvements",
    "money",
    "benefits",
    "windows",
    "scores",
    "relations",
]


def _complete(request: HttpRequest, pk: int) -> dict[str, Any]:
    rows = Proposal.objects.with_people().prefetch_related(
        "requirements",
        "involvements",
        Prefetch("section_owners", SectionOwner.objects.select_related("person")),
        Prefetch("efforts", Effort.objects.select_related("specialty")),
        Prefetch("benefits", Benefit.objects.select_related("definition")),
    )
    proposal = get_visible(rows.visible_to(user_of(request)), pk=pk)
    wanted = completeness.wanted(proposal)
    meter = completeness.meter(wanted)
    sections = [
        {
            "section": seen.section.value,
            "label": seen.section.label,
            "owners": [owner.pk for owner in seen.owners],
            "named": seen.named,
            "missing": seen.gaps,
        }
        for seen in completeness.seen_to(proposal, wanted, named_in(proposal))
    ]
    return {"ready": meter.ready, "whole": meter.whole, "sides": meter.sides, "sections": sections}


@router.get(
    "/proposals/{proposal_id}/completeness",
    response={200: schemas.CompletenessOut, **PROBLEMS},
    operation_id="get_completeness",
    summary="How complete it is",
)
def complete(request: HttpRequest, proposal_id: PathId) -> Any:
    """What is there and what is missing, as a whole, per side and per section with who sees to it."""
    return _complete(request, proposal_id)


@router.put(
    "/proposals/{proposal_id}/sections/{section}/owner",
    response={200: schemas.CompletenessOut, **PROBLEMS},
    operation_id="give_section",
    summary="Say who sees to a section",
)
def give(
    request: HttpRequest, proposal_id: PathId, section: SectionName, data: schemas.SectionOwnerIn
) -> Any:
    """Not part of what is signed: no version is raised."""
    row = get_visible(Proposal.objects.visible_to(user_of(request)), pk=proposal_id)
    people = User.objects.visible_to(user_of(request))
    person = get_visible(people, pk=data.person) if data.person else None
    section_actions.give(row, section, person, by=user_of(request))
    return _complete(request, proposal_id)
