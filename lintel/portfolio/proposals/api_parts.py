"""The parts of a proposal for programs: list, add, change and remove, the same for all kinds."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Schema, Status

from lintel.insight.context.models import MarketEvent
from lintel.insight.definitions.models import Metric
from lintel.people.authentication import user_of
from lintel.people.models import Specialty, User
from lintel.portfolio.proposals import schemas
from lintel.portfolio.proposals.actions import part as part_actions
from lintel.portfolio.proposals.matching import seen_version
from lintel.portfolio.proposals.models import (
    Benefit,
    Effort,
    Involvement,
    Proposal,
    Relation,
    Requirement,
    Window,
)
from lintel.ui.api import PROBLEMS, Id
from lintel.ui.http import get_visible
from lintel.ui.problems import Problem

router = Router(tags=["Portfolio"])
PathId = Annotated[Id, Path(...)]
MOST_PARTS = 1_000
EDIT = (
    "An edit: it raises the version and voids the signatures. With the header If-Match and the version that "
    "was read, what others wrote since is neither undone nor overwritten: 409 with both texts where it "
    "clashes."
)
CLASHES = {**PROBLEMS, 409: schemas.ClashOut}


def _load(request: HttpRequest, pk: int) -> Proposal:
    return get_visible(Proposal.objects.visible_to(user_of(request)), pk=pk)


def _resolved(request: HttpRequest, values: dict[str, Any]) -> dict[str, Any]:
    """Numbers of specialties, people and proposals as the rows they name."""
    sources: dict[str, Any] = {
        "specialty": Specialty.objects.all(),
        "person": User.objects.visible_to(user_of(request)),
        "other": Proposal.objects.visible_to(user_of(request)),
        "definition": Metric.objects.visible_to(user_of(request)),
        "event": MarketEvent.objects.visible_to(user_of(request)),
    }
    for name, rows in sources.items():
        if values.get(name) is not None:
            found = rows.filter(pk=values[name]).first()
            if found is None:
                raise Problem(
                    "There is nothing here with this number.", way_out="List them first.", field=name
                )
            values[name] = found
    return values


def _add_kind(slug: str, name: str, model: type[Any], taken: type[Schema], given: type[Schema]) -> None:
    """Four operations of one kind of part."""

    @router.get(
        f"/proposals/{{proposal_id}}/{slug}",
        response={200: list[given], **PROBLEMS},  # type: ignore[valid-type]  # a class at run time
        operation_id=f"list_{slug}",
        summary=f"List its {slug}",
        description=f"The {slug} of a proposal, in order.",
    )
    def collection(request: HttpRequest, proposal_id: PathId) -> Any:
        proposal = _load(request, proposal_id)
        return list(model.objects.visible_to(user_of(request)).filter(proposal=proposal)[:MOST_PARTS])

    @router.post(
        f"/proposals/{{proposal_id}}/{slug}",
        response={201: given, **CLASHES},
        operation_id=f"add_{name}",
        summary=f"Add to its {slug}",
        description=EDIT,
    )
    def add(request: HttpRequest, proposal_id: PathId, data: taken) -> Any:  # type: ignore[valid-type]  # a class at run time
        proposal = _load(request, proposal_id)
        values = _resolved(request, data.dict())  # type: ignore[attr-defined]  # every schema has it
        seen = seen_version(request)
        return Status(201, part_actions.add(proposal, model, values, by=user_of(request), seen_version=seen))

    @router.put(
        f"/proposals/{{proposal_id}}/{slug}/{{part_id}}",
        response={200: given, **CLASHES},
        operation_id=f"change_{name}",
        summary=f"Change one of its {slug}",
        description=EDIT,
    )
    def change(request: HttpRequest, proposal_id: PathId, part_id: PathId, data: taken) -> Any:  # type: ignore[valid-type]  # a class at run time
        part = _part(request, model, proposal_id, part_id)
        values = _resolved(request, data.dict())  # type: ignore[attr-defined]  # every schema has it
        return part_actions.change(part, values, by=user_of(request), seen_version=seen_version(request))

    @router.delete(
        f"/proposals/{{proposal_id}}/{slug}/{{part_id}}",
        response={204: None, **CLASHES},
        operation_id=f"remove_{name}",
        summary=f"Remove one of its {slug}",
        description=EDIT,
    )
    def remove(request: HttpRequest, proposal_id: PathId, part_id: PathId) -> Any:
        part = _part(request, model, proposal_id, part_id)
        part_actions.remove(part, by=user_of(request), seen_version=seen_version(request))
        return Status(204, None)


def _part(request: HttpRequest, model: type[Any], proposal_id: int, part_id: int) -> Any:
    proposal = _load(request, proposal_id)
    return get_visible(model.objects.visible_to(user_of(request)), proposal=proposal, pk=part_id)


_add_kind("requirements", "requirement", Requirement, schemas.RequirementIn, schemas.RequirementOut)
_add_kind("efforts", "effort", Effort, schemas.EffortIn, schemas.EffortOut)
_add_kind("involvements", "involvement", Involvement, schemas.InvolvementIn, schemas.InvolvementOut)
_add_kind("benefits", "benefit", Benefit, schemas.BenefitIn, schemas.BenefitOut)
_add_kind("relations", "relation", Relation, schemas.RelationIn, schemas.RelationOut)
_add_kind("windows", "window", Window, schemas.WindowIn, schemas.WindowOut)
