"""Roadmaps for programs: the same actions as the pages, with the same rights."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Status
from ninja.pagination import paginate

from lintel.people.authentication import Door, user_of
from lintel.portfolio.proposals.models import Proposal
from lintel.portfolio.roadmaps import schemas
from lintel.portfolio.roadmaps.actions import inputs as input_actions
from lintel.portfolio.roadmaps.actions import plan as plan_actions
from lintel.portfolio.roadmaps.actions import roadmap as roadmap_actions
from lintel.portfolio.roadmaps.actions import search as search_actions
from lintel.portfolio.roadmaps.models import Plan, Roadmap, Scope, Search
from lintel.portfolio.roadmaps.money import Money
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible

router = Router(tags=["Portfolio"], auth=Door("portfolio"))
PathId = Annotated[Id, Path(...)]


def _load(request: HttpRequest, pk: int) -> Roadmap:
    return get_visible(Roadmap.objects.visible_to(user_of(request)), pk=pk)


def _plan(request: HttpRequest, roadmap: int, pk: int) -> Plan:
    rows = Plan.objects.visible_to(user_of(request)).select_related("roadmap", "search")
    return get_visible(rows, roadmap_id=roadmap, pk=pk)


def _search(request: HttpRequest, roadmap: int, pk: int) -> Search:
    rows = Search.objects.visible_to(user_of(request)).select_related("roadmap", "run")
    return get_visible(rows, roadmap_id=roadmap, pk=pk)


def _proposals(request: HttpRequest, keys: list[int]) -> list[Proposal]:
    rows = Proposal.objects.visible_to(user_of(request))
    return [get_visible(rows, pk=key) for key in dict.fromkeys(keys)]


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
    return _load(request, roadmap_id)


@router.put(
    "/roadmaps/{roadmap_id}",
    response={200: schemas.InputsOut, **PROBLEMS},
    operation_id="frame_roadmap",
    summary="Other dates, weights, or days kept free",
)
def frame(request: HttpRequest, roadmap_id: PathId, data: schemas.FrameChangeIn) -> Any:
    """Plans that were found before are older then."""
    row = _load(request, roadmap_id)
    roadmap_actions.change(row, data.dict(exclude={"step"}), by=user_of(request), step=data.step)
    return _load(request, roadmap_id)


@router.post(
    "/roadmaps/{roadmap_id}/proposals",
    response={201: schemas.InputsOut, **PROBLEMS},
    operation_id="add_to_roadmap",
    summary="Take proposals in",
)
def add(request: HttpRequest, roadmap_id: PathId, data: schemas.ProposalsIn) -> Any:
    """Those that are in already are left as they are."""
    chosen = _proposals(request, data.proposals)
    return Status(201, roadmap_actions.add(_load(request, roadmap_id), chosen, by=user_of(request)))


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
    row = _load(request, roadmap_id)
    changes = {proposal_id: data.dict(exclude={"step"}, exclude_unset=True)}
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
    rows = _load(request, roadmap_id).entries.select_related("proposal", "roadmap")
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
    row = _load(request, roadmap_id)
    return input_actions.staff(row, {data.specialty: data.days}, by=user_of(request), step=data.step)


@router.post(
    "/roadmaps/{roadmap_id}/budgets",
    response={201: schemas.BudgetOut, **PROBLEMS},
    operation_id="fund_roadmap",
    summary="Another budget",
)
def fund(request: HttpRequest, roadmap_id: PathId, data: schemas.BudgetIn) -> Any:
    """For one-off costs."""
    money = Money(data.name, Scope(data.scope), list(data.amounts))
    return Status(201, input_actions.fund(_load(request, roadmap_id), money, by=user_of(request)))


@router.put(
    "/roadmaps/{roadmap_id}/budgets/{budget_id}",
    response={200: schemas.BudgetOut, **PROBLEMS},
    operation_id="change_roadmap_budget",
    summary="Other amounts of a budget",
)
def refund(request: HttpRequest, roadmap_id: PathId, budget_id: PathId, data: schemas.BudgetIn) -> Any:
    """The amounts replace those that were there."""
    row = _load(request, roadmap_id)
    money = Money(data.name, Scope(data.scope), list(data.amounts))
    return input_actions.fund(
        row, money, by=user_of(request), budget=get_visible(row.budgets.all(), pk=budget_id)
    )


@router.delete(
    "/roadmaps/{roadmap_id}/budgets/{budget_id}",
    response={204: None, **PROBLEMS},
    operation_id="remove_roadmap_budget",
    summary="Remove a budget",
)
def unfund(request: HttpRequest, roadmap_id: PathId, budget_id: PathId) -> Any:
    """What was paid from it is paid from the first one."""
    rows = _load(request, roadmap_id).budgets.select_related("roadmap")
    input_actions.unfund(get_visible(rows, pk=budget_id), by=user_of(request))
    return Status(204, None)


@router.post(
    "/roadmaps/{roadmap_id}/searches",
    response={201: schemas.SearchOut, **PROBLEMS},
    operation_id="search_roadmap",
    summary="Look for plans in the background",
)
def search(request: HttpRequest, roadmap_id: PathId, data: schemas.SearchIn) -> Any:
    """The best plan, the frontier, what buffers cost, least disruption, or what if."""
    base = _plan(request, roadmap_id, data.base) if data.base else None
    made = search_actions.begin(
        _load(request, roadmap_id), data.kind, by=user_of(request), seconds=data.seconds, base=base,
        changes=data.changes, told=", ".join(f"{name} {value}" for name, value in data.changes.items()),
        keep=data.keep,
    )  # fmt: skip
    return Status(201, made)


@router.get(
    "/roadmaps/{roadmap_id}/searches/{search_id}",
    response={200: schemas.SearchOut, **PROBLEMS},
    operation_id="get_roadmap_search",
    summary="How far a search is",
)
def get_search(request: HttpRequest, roadmap_id: PathId, search_id: PathId) -> Any:
    """With the curve of best plan and bound."""
    return _search(request, roadmap_id, search_id)


@router.post(
    "/roadmaps/{roadmap_id}/searches/{search_id}/stop",
    response={200: schemas.SearchOut, **PROBLEMS},
    operation_id="stop_roadmap_search",
    summary="Stop a search; it keeps the best plan so far",
)
def stop(request: HttpRequest, roadmap_id: PathId, search_id: PathId) -> Any:
    """It ends within a second or two."""
    row = _search(request, roadmap_id, search_id)
    return search_actions.stop(row, by=user_of(request))


@router.get(
    "/roadmaps/{roadmap_id}/plans",
    response={200: list[schemas.PlanOut], **PROBLEMS},
    operation_id="list_roadmap_plans",
    summary="The plans that were found",
)
@paginate(CursorPage)
def list_plans(request: HttpRequest, roadmap_id: PathId) -> Any:
    """Newest first."""
    row = _load(request, roadmap_id)
    return Plan.objects.visible_to(user_of(request)).slim().filter(roadmap=row)


@router.get(
    "/roadmaps/{roadmap_id}/plans/{plan_id}",
    response={200: schemas.WholePlanOut, **PROBLEMS},
    operation_id="get_roadmap_plan",
    summary="A plan with schedule, use and reasons",
)
def get_plan(request: HttpRequest, roadmap_id: PathId, plan_id: PathId) -> Any:
    """And the hash that a signature is put to."""
    return _plan(request, roadmap_id, plan_id)


@router.post(
    "/roadmaps/{roadmap_id}/plans/{plan_id}/offer",
    response={200: schemas.PlanOut, **PROBLEMS},
    operation_id="offer_roadmap_plan",
    summary="Lay a plan before both offices",
)
def offer(request: HttpRequest, roadmap_id: PathId, plan_id: PathId) -> Any:
    """Another one that lies there is taken away."""
    return plan_actions.offer(_plan(request, roadmap_id, plan_id), by=user_of(request))


@router.post(
    "/roadmaps/{roadmap_id}/plans/{plan_id}/signature",
    response={201: schemas.PlanOut, **PROBLEMS},
    operation_id="sign_roadmap_plan",
    summary="Put your office's key to a plan",
)
def sign(request: HttpRequest, roadmap_id: PathId, plan_id: PathId, data: schemas.PlanSignatureIn) -> Any:
    """Only office holders and delegates; the second key publishes it."""
    row = _plan(request, roadmap_id, plan_id)
    plan_actions.sign(row, by=user_of(request), content_hash=data.content_hash)
    return Status(201, _plan(request, roadmap_id, plan_id))


@router.post(
    "/roadmaps/{roadmap_id}/plans/{plan_id}/withdrawal",
    response={200: schemas.PlanOut, **PROBLEMS},
    operation_id="withdraw_from_roadmap_plan",
    summary="Take your office's key back",
)
def withdraw(request: HttpRequest, roadmap_id: PathId, plan_id: PathId) -> Any:
    """Only before the other office has signed."""
    return plan_actions.withdraw(_plan(request, roadmap_id, plan_id), by=user_of(request))
