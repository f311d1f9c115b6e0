"""Plateaus, their changes and what differs, for programs."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Status
from ninja.pagination import paginate

from lintel.estate.blueprint import api_agreeing, schemas  # noqa: F401  # hangs on the same router
from lintel.estate.blueprint.actions import change as changes
from lintel.estate.blueprint.actions import plateau as plateaus
from lintel.estate.blueprint.applying import Applied
from lintel.estate.blueprint.differing import differences
from lintel.estate.blueprint.doors import router
from lintel.estate.blueprint.models import Change, Plateau
from lintel.estate.blueprint.picture import house_currency
from lintel.estate.blueprint.plateaus import planned
from lintel.estate.blueprint.points import TODAY, read_point, standing_there
from lintel.estate.blueprint.risks import shifts
from lintel.people.access import may_read
from lintel.people.authentication import user_of
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible
from lintel.ui.problems import Denied

__all__ = ["router"]
PathId = Annotated[Id, Path(...)]
Where = Annotated[
    str,
    Query(
        max_length=40,
        description="`today`, a day in ISO, `p` with a plateau’s or `v` with a version’s number.",
    ),
]


def _load(request: HttpRequest, pk: int) -> Plateau:
    return get_visible(Plateau.objects.visible_to(user_of(request)).counted(), pk=pk)


def _bare(request: HttpRequest, pk: int) -> Plateau:
    return get_visible(Plateau.objects.visible_to(user_of(request)), pk=pk)


def _change(request: HttpRequest, pk: int) -> Change:
    rows = Change.objects.visible_to(user_of(request)).select_related("plateau", "amendment")
    return get_visible(rows, pk=pk)


def _require_reader(request: HttpRequest) -> None:
    if not may_read(user_of(request)):
        raise Denied("The blueprint is for people with a role.", way_out="Ask an administrator for one.")


@router.get(
    "/estate/plateaus",
    response={200: list[schemas.PlateauOut], **PROBLEMS},
    operation_id="list_plateaus",
    summary="Plateaus",
)
@paginate(CursorPage)
def list_plateaus(request: HttpRequest) -> Any:
    """With how much is planned for each and how much of it is done."""
    return Plateau.objects.visible_to(user_of(request)).counted()


@router.post(
    "/estate/plateaus",
    response={201: schemas.PlateauOut, **PROBLEMS},
    operation_id="create_plateau",
    summary="Put in a plateau",
)
def create_plateau(request: HttpRequest, data: schemas.PlateauIn) -> Any:
    """On a day of its own."""
    made = plateaus.create(**data.dict(), by=user_of(request))
    return Status(201, _load(request, made.pk))


@router.get(
    "/estate/plateaus/{plateau_id}",
    response={200: schemas.PlateauOut, **PROBLEMS},
    operation_id="get_plateau",
    summary="One plateau",
)
def get_plateau(request: HttpRequest, plateau_id: PathId) -> Any:
    """Its changes and its estate have operations of their own."""
    return _load(request, plateau_id)


@router.patch(
    "/estate/plateaus/{plateau_id}",
    response={200: schemas.PlateauOut, **PROBLEMS},
    operation_id="change_plateau",
    summary="Change a plateau",
)
def change_plateau(request: HttpRequest, plateau_id: PathId, data: schemas.PlateauChange) -> Any:
    """Only what is sent changes."""
    plateaus.edit(_bare(request, plateau_id), **data.dict(exclude_unset=True), by=user_of(request))
    return _load(request, plateau_id)


@router.delete(
    "/estate/plateaus/{plateau_id}",
    response={204: None, **PROBLEMS},
    operation_id="remove_plateau",
    summary="Take a plateau out",
)
def remove_plateau(request: HttpRequest, plateau_id: PathId) -> Any:
    """Refused while something is planned or was suggested for it."""
    plateaus.remove(_bare(request, plateau_id), by=user_of(request))
    return Status(204, None)


@router.get(
    "/estate/plateaus/{plateau_id}/changes",
    response={200: list[schemas.PlannedChangeOut], **PROBLEMS},
    operation_id="list_planned_changes",
    summary="What is planned for a plateau",
)
@paginate(CursorPage)
def list_planned_changes(request: HttpRequest, plateau_id: PathId) -> Any:
    """Written into the draft, or suggested and accepted."""
    return Change.objects.counting().filter(plateau=_bare(request, plateau_id))


@router.post(
    "/estate/plateaus/{plateau_id}/changes",
    response={201: schemas.PlannedChangeOut, **PROBLEMS},
    operation_id="plan_change",
    summary="Plan a change",
)
def plan_change(request: HttpRequest, plateau_id: PathId, data: schemas.PlannedChangeIn) -> Any:
    """Refused where it does not fit upon what stands then."""
    row, facts = _bare(request, plateau_id), data.facts.dict(exclude_none=True)
    return Status(201, changes.plan(row, data.kind, facts, note=data.note, by=user_of(request)))


@router.delete(
    "/estate/changes/{change_id}",
    response={204: None, **PROBLEMS},
    operation_id="drop_change",
    summary="Drop a planned change",
)
def drop_change(request: HttpRequest, change_id: PathId) -> Any:
    """Signed versions keep it."""
    changes.drop(_change(request, change_id), by=user_of(request))
    return Status(204, None)


@router.post(
    "/estate/changes/{change_id}/carrying-out",
    response={200: schemas.PlannedChangeOut, **PROBLEMS},
    operation_id="carry_out_change",
    summary="Carry a signed change out",
)
def carry_out_change(request: HttpRequest, change_id: PathId) -> Any:
    """Writes it into the inventory, once both offices signed it and its day has come."""
    return changes.carry_out(_change(request, change_id), by=user_of(request))


@router.get(
    "/estate/standing",
    response={200: schemas.EstateStandingOut, **PROBLEMS},
    operation_id="get_standing",
    summary="The estate on a day or at a plateau",
)
def get_standing(request: HttpRequest, at: Where = TODAY, planned: bool = False) -> Any:
    """Everything that stands then; `planned` adds what the inventory plans for later."""
    _require_reader(request)
    point = read_point(at, list(Plateau.objects.all()))
    return _standing(standing_there(point, with_planned=planned))


def _standing(there: Applied) -> dict[str, Any]:
    standing = there.standing
    return {
        "day": standing.day, "parts": list(standing.parts.values()), "joints": list(standing.joints),
        "streams": [{**vars(one), "data": list(one.data)} for one in standing.streams],
        "misfits": [{"change_id": one.number, "why": one.why} for one in there.conflicts],
        "warnings": list(there.warnings),
    }  # fmt: skip


@router.get(
    "/estate/differences",
    response={200: schemas.EstateComparisonOut, **PROBLEMS},
    operation_id="compare_blueprint",
    summary="What differs between two points in time",
)
def compare_blueprint(request: HttpRequest, before: Where = TODAY, after: Where = TODAY) -> Any:
    """What comes, goes and changes, what a year costs, and what is risky, row by row."""
    _require_reader(request)
    rows, plan = list(Plateau.objects.all()), planned()
    points = read_point(before, rows), read_point(after, rows)
    old, new = (standing_there(point, plan).standing for point in points)
    found = differences(old, new)
    return {
        "before": points[0].value, "after": points[1].value, "currency": house_currency(),
        "cost_before": found.money.before, "cost_after": found.money.after, "rows": list(found.rows),
        "risks": [
            {
                "slug": one.after.slug, "title": one.after.title, "before": list(one.before.rows),
                "after": list(one.after.rows),
            }
            for one in shifts(old, new)
        ],
    }  # fmt: skip
