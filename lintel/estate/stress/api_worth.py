"""What an hour of a touchpoint is worth by agreed metrics, for programs."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Path, Status
from ninja.pagination import paginate

from lintel.estate.stress import meter, reading
from lintel.estate.stress import schemas_worth as schemas
from lintel.estate.stress.actions import worth
from lintel.estate.stress.doors import router
from lintel.estate.stress.models import Worth
from lintel.people.authentication import user_of
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.problems import Problem

PathId = Annotated[Id, Path(...)]
PathMeasure = Annotated[Literal["revenue", "customers"], Path(...)]


@router.get(
    "/estate/stress/worths",
    response={200: list[schemas.WorthOut], **PROBLEMS},
    operation_id="list_worths",
    summary="What touchpoints are worth by agreed metrics",
)
@paginate(CursorPage)
def list_worths(request: HttpRequest) -> Any:
    """Everything that is bound, with what was measured last or why it is missing."""
    return Worth.objects.visible_to(user_of(request))


@router.get(
    "/estate/stress/worths/choices",
    response={200: schemas.WorthChoicesOut, **PROBLEMS},
    operation_id="get_worth_choices",
    summary="By which metrics a worth can be measured",
)
def get_worth_choices(request: HttpRequest) -> Any:
    """Metrics that both offices signed and that add up, and the fields that narrow them."""
    reading.require_reader(user_of(request))
    known = meter.choices()
    return {
        what: [{"name": name, "label": label} for name, label in choices]
        for what, choices in (("metrics", known.metrics), ("fields", known.fields))
    }


@router.put(
    "/estate/stress/facts/{element_id}/worths/{measure}",
    response={200: schemas.WorthOut, **PROBLEMS},
    operation_id="bind_worth",
    summary="Have the worth of a touchpoint measured by a metric",
)
def bind_worth(request: HttpRequest, element_id: PathId, measure: PathMeasure, data: schemas.WorthIn) -> Any:
    """It is measured at once, and once a day from then on."""
    row, part = reading.element_of(user_of(request), element_id), meter.Part(data.field, data.part)
    return worth.bind(row, measure, metric=data.metric, part=part, by=user_of(request))


@router.delete(
    "/estate/stress/facts/{element_id}/worths/{measure}",
    response={204: None, **PROBLEMS},
    operation_id="let_worth_go",
    summary="Let a metric go",
)
def let_worth_go(request: HttpRequest, element_id: PathId, measure: PathMeasure) -> Any:
    """What was typed counts again."""
    row = reading.element_of(user_of(request), element_id)
    worth.let_go(reading.worth_of(row, measure), by=user_of(request))
    return Status(204, None)


@router.post(
    "/estate/stress/facts/{element_id}/worth-measurement",
    response={200: list[schemas.WorthOut], **PROBLEMS},
    operation_id="measure_worths",
    summary="Measure the worth of a touchpoint anew",
)
def measure_worths(request: HttpRequest, element_id: PathId) -> Any:
    """What says nothing keeps no older value."""
    rows = reading.worths_of(reading.element_of(user_of(request), element_id))
    if not rows:
        raise Problem("It is bound to no metric.", way_out="Bind it with PUT first.")
    return worth.measure(rows, by=user_of(request))
