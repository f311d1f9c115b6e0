"""The building code for programs."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Status
from ninja.pagination import paginate

from lintel.estate.inventory.models import Element
from lintel.estate.stress import reading, schemas
from lintel.estate.stress.actions import building_code, inspection
from lintel.estate.stress.doors import router
from lintel.estate.stress.models import BuildingCode, Inspection, Rule
from lintel.estate.stress.wording import rule_values
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible

PathId = Annotated[Id, Path(...)]


@router.get(
    "/estate/stress/code",
    response={200: schemas.BuildingCodeOut, **PROBLEMS},
    operation_id="get_building_code",
    summary="The building code, and whether the estate passes",
)
def get_code(request: HttpRequest) -> Any:
    """What is in force, what is proposed, and the verdicts of the last look."""
    user = user_of(request)
    reading.require_reader(user)
    in_force, proposed, last = reading.standing_code(user)
    verdicts = last.verdicts.select_related("rule") if last else []
    return {"in_force": in_force, "proposed": proposed, "last": last, "verdicts": list(verdicts)}


@router.post(
    "/estate/stress/code/rules",
    response={201: schemas.EditionOut, **PROBLEMS},
    operation_id="propose_building_rule",
    summary="Propose a rule",
)
def propose_rule(request: HttpRequest, data: schemas.BuildingRuleIn) -> Any:
    """It counts once both offices have signed the edition. A scenario is taken as it is now."""
    user = user_of(request)
    values = rule_values(
        data.kind, element=_element(user, data.element_id), any_of=data.any_of, limit=data.limit,
        data=_element(user, data.data_id), sentence=data.sentence,
        scenario=reading.scenario_of(user, data.scenario_id) if data.scenario_id else None,
    )  # fmt: skip
    made = building_code.add_rule(values, seen=data.seen, by=user)
    return Status(201, _edition(user, made.code_id))


@router.post(
    "/estate/stress/code/rules/{rule_id}/removal",
    response={200: schemas.EditionOut, **PROBLEMS},
    operation_id="drop_building_rule",
    summary="Propose an edition without a rule",
)
def drop_rule(request: HttpRequest, rule_id: PathId, data: schemas.SeenCodeIn) -> Any:
    """What is in force stays so until both have signed the new edition."""
    user = user_of(request)
    rule = get_visible(Rule.objects.filter(code__in=BuildingCode.objects.visible_to(user)), pk=rule_id)
    return _edition(user, building_code.remove_rule(rule, seen=data.seen, by=user).pk)


@router.post(
    "/estate/stress/code/{edition_id}/signature",
    response={201: schemas.EditionOut, **PROBLEMS},
    operation_id="sign_building_code",
    summary="Sign an edition for one's office",
)
def sign_code(request: HttpRequest, edition_id: PathId, data: schemas.EditionSignatureIn) -> Any:
    """Exactly the rules that were read."""
    user = user_of(request)
    row = building_code.sign(_edition(user, edition_id), by=user, content_hash=data.content_hash)
    return Status(201, _edition(user, row.pk))


@router.get(
    "/estate/stress/code/inspections",
    response={200: list[schemas.InspectionOut], **PROBLEMS},
    operation_id="list_inspections",
    summary="Every look whether the estate passes",
)
@paginate(CursorPage)
def list_inspections(request: HttpRequest) -> Any:
    """The newest first."""
    return Inspection.objects.visible_to(user_of(request)).counted()


@router.post(
    "/estate/stress/code/inspections",
    response={201: schemas.OrderOut, **PROBLEMS},
    operation_id="order_inspection",
    summary="Have the estate held against the building code",
)
def order_inspection(request: HttpRequest) -> Any:
    """In the background; one waiting look serves all who ask."""
    return Status(201, {"run_id": inspection.order(by=user_of(request)).pk})


def _element(user: User, pk: int | None) -> Element | None:
    return get_visible(Element.objects.visible_to(user), pk=pk) if pk else None


def _edition(user: User, pk: int) -> BuildingCode:
    return get_visible(BuildingCode.objects.visible_to(user).with_rules(), pk=pk)
