"""Roadmaps for programs: the same actions as the pages, with the same rights."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Status
from ninja.pagination import paginate

from lintel.people.authentication import Door, user_of
from lintel.portfolio.proposals.bundling import by_numbers
from lintel.portfolio.proposals.models import Proposal
from lintel.portfolio.roadmaps import schemas
from lintel.portfolio.roadmaps.actions import bundle as bundle_actions
from lintel.portfolio.roadmaps.actions import inputs as input_actions
from lintel.portfolio.roadmaps.actions import roadmap as roadmap_actions
from lintel.portfolio.roadmaps.bundling import joints
from lintel.portfolio.roadmaps.finding import roadmap_of
from lintel.portfolio.roadmaps.models import Roadmap, Scope
from lintel.portfolio.roadmaps.money import Money
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible
from lintel.ui.problems import Missing

router = Router(tags=["Portfolio"], auth=Door("portfolio"))
PathId = Annotated[Id, Path(...)]


def load(request: HttpRequest, pk: int) -> Roadmap:
    """The roadmap of this number, if the reader may see it."""
    return roadmap_of(user_of(request), pk)


def _proposals(request: HttpRequest, keys: list[int]) -> list[Proposal]:
    return by_numbers(keys, user_of(request))


def _money(data: schemas.BudgetIn) -> Money:
    return Money(data.name, Scope(data.scope), list(data.amounts))


@router.get(
    "/roadmaps",
    response={200: list[schemas.RoadmapOut], **PROBLEMS},
    operation_id="list_roadmaps",
    summary="Roadmaps, newest change first",
)
@paginate(CursorPage)
def list_roadmaps(request: HttpRequest) -> Any:
    """Everybody with a role sees them."""
    return Roadmap.objects.visible_to(user_of(request)).order_by("-pk")


@router.post(
    "/roadmaps",
    response={201: schemas.InputsOut, **PROBLEMS},
    operation_id="begin_roadmap",
    summary="Begin a roadmap over proposals",
)
def begin(request: HttpRequest, data: schemas.RoadmapIn) -> Any:
    """Days, worth and length of work start from what is known."""
    values = data.dict(exclude={"proposals"})
    chosen = _proposals(request, data.proposals)
    return Status(201, roadmap_actions.begin(values, chosen, by=user_of(request)))


@router.get(
    "/roadmaps/{roadmap_id}",
    response={200: schemas.InputsOut, **PROBLEMS},
    operation_id="get_roadmap",
    summary="A roadmap with everything that limits its plans",
)
def get_roadmap(request: HttpRequest, roadmap_id: PathId) -> Any:
    """Days by specialty, budgets, and what each proposal is worth and needs."""
    return load(request, roadmap_id)


@router.put(
    "/roadmaps/{roadmap_id}",
    response={200: schemas.InputsOut, **PROBLEMS},
    operation_id="frame_roadmap",
    summary="Other dates, weights, or days kept free",
)
def frame(request: HttpRequest, roadmap_id: PathId, data: schemas.FrameChangeIn) -> Any:
    """Plans that were found before are older then."""
    row = load(request, roadmap_id)
    roadmap_actions.change(row, data.dict(exclude={"step"}), by=user_of(request), step=data.step)
    return load(request, roadmap_id)


@router.post(
    "/roadmaps/{roadmap_id}/proposals",
    response={201: schemas.InputsOut, **PROBLEMS},
    operation_id="add_to_roadmap",
    summary="Take proposals in",
)
def add(request: HttpRequest, roadmap_id: PathId, data: schemas.ProposalsIn) -> Any:
    """Those that are in already are left as they are."""
    chosen = _proposals(request, data.proposals)
    return Status(201, roadmap_actions.add(load(request, roadmap_id), chosen, by=user_of(request)))


@router.patch(
    "/roadmaps/{roadmap_id}/proposals/{proposal_id}",
    response={200: schemas.PlannedProposalOut, **PROBLEMS},
    operation_id="weigh_in_roadmap",
    summary="What a proposal is worth and needs",
)
def weigh(
    request: HttpRequest, roadmap_id: PathId, proposal_id: PathId, data: schemas.PlannedProposalIn
) -> Any:
    """What it is worth to a side is said by that side."""
    row = load(request, roadmap_id)
    values = data.dict(exclude={"step"}, exclude_unset=True)
    if "fixed_way" in values:
        values["fixed_way_id"] = values.pop("fixed_way")
    changes = {proposal_id: values}
    get_visible(row.entries.all(), proposal_id=proposal_id)
    input_actions.weigh(row, changes, by=user_of(request), step=data.step)
    return row.entries.select_related("proposal").get(proposal_id=proposal_id)


@router.delete(
    "/roadmaps/{roadmap_id}/proposals/{proposal_id}",
    response={204: None, **PROBLEMS},
    operation_id="remove_from_roadmap",
    summary="Take a proposal out",
)
def remove(request: HttpRequest, roadmap_id: PathId, proposal_id: PathId) -> Any:
    """Plans that were found with it stay."""
    rows = load(request, roadmap_id).entries.select_related("proposal", "roadmap")
    roadmap_actions.remove(get_visible(rows, proposal_id=proposal_id), by=user_of(request))
    return Status(204, None)


@router.put(
    "/roadmaps/{roadmap_id}/days",
    response={200: schemas.InputsOut, **PROBLEMS},
    operation_id="staff_roadmap",
    summary="Days of a specialty by period",
)
def staff(request: HttpRequest, roadmap_id: PathId, data: schemas.DaysIn) -> Any:
    """One number for each period."""
    row = load(request, roadmap_id)
    return input_actions.staff(row, {data.specialty: data.days}, by=user_of(request), step=data.step)


@router.post(
    "/roadmaps/{roadmap_id}/budgets",
    response={201: schemas.BudgetOut, **PROBLEMS},
    operation_id="fund_roadmap",
    summary="Another budget",
)
def fund(request: HttpRequest, roadmap_id: PathId, data: schemas.BudgetIn) -> Any:
    """For one-off costs."""
    row = load(request, roadmap_id)
    return Status(201, input_actions.fund(row, _money(data), by=user_of(request)))


@router.put(
    "/roadmaps/{roadmap_id}/budgets/{budget_id}",
    response={200: schemas.BudgetOut, **PROBLEMS},
    operation_id="change_roadmap_budget",
    summary="Other amounts of a budget",
)
def refund(request: HttpRequest, roadmap_id: PathId, budget_id: PathId, data: schemas.BudgetIn) -> Any:
    """The amounts replace those that were there."""
    row = load(request, roadmap_id)
    kept = get_visible(row.budgets.all(), pk=budget_id)
    return input_actions.fund(row, _money(data), by=user_of(request), budget=kept)


@router.delete(
    "/roadmaps/{roadmap_id}/budgets/{budget_id}",
    response={204: None, **PROBLEMS},
    operation_id="remove_roadmap_budget",
    summary="Remove a budget",
)
def unfund(request: HttpRequest, roadmap_id: PathId, budget_id: PathId) -> Any:
    """What was paid from it is paid from the first one."""
    rows = load(request, roadmap_id).budgets.select_related("roadmap")
    input_actions.unfund(get_visible(rows, pk=budget_id), by=user_of(request))
    return Status(204, None)


@router.patch(
    "/roadmaps/{roadmap_id}/bundles/{bundle_id}",
    response={200: schemas.PlannedBundleOut, **PROBLEMS},
    operation_id="weigh_bundle_in_roadmap",
    summary="What a bundle is worth beyond its proposals",
)
def weigh_bundle(
    request: HttpRequest, roadmap_id: PathId, bundle_id: PathId, data: schemas.BundleWorthIn
) -> Any:
    """It is earned once all of it is done. What it is worth to a side is said by that side."""
    row = load(request, roadmap_id)
    if all(joint.bundle.pk != bundle_id for joint in joints(row)):
        raise Missing("This roadmap has no such bundle.", way_out="Take its proposals in first.")
    values = data.dict(exclude={"step"}, exclude_unset=True)
    bundle_actions.weigh(row, {bundle_id: values}, by=user_of(request), step=data.step)
    return next(joint for joint in joints(row) if joint.bundle.pk == bundle_id)


from lintel.portfolio.roadmaps import api_plans, api_ways  # noqa: E402  # further operations join this router

router.add_router("", api_ways.router)
router.add_router("", api_plans.router)
