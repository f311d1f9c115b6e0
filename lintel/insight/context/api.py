"""Market context for programs."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Status
from ninja.pagination import paginate

from lintel.insight.context import schemas
from lintel.insight.context.actions import market_event, pull, series
from lintel.insight.context.comparing import compare
from lintel.insight.context.models import MarketEvent, Series
from lintel.people.authentication import Door, user_of
from lintel.ui.api import PROBLEMS, CursorPage, Id, Line
from lintel.ui.http import get_visible

router = Router(tags=["Market context"], auth=Door("insight"))
PathId = Annotated[Id, Path(...)]


def _series(request: HttpRequest, pk: int) -> Series:
    return get_visible(Series.objects.visible_to(user_of(request)), pk=pk)


def _event(request: HttpRequest, pk: int) -> MarketEvent:
    return get_visible(MarketEvent.objects.visible_to(user_of(request)), pk=pk)


@router.get(
    "/context/series",
    response={200: list[schemas.SeriesOut], **PROBLEMS},
    operation_id="list_market_series",
    summary="Market series, newest first",
)
@paginate(CursorPage)
def list_series(request: HttpRequest) -> Any:
    """All of them."""
    return Series.objects.visible_to(user_of(request))


@router.post(
    "/context/series",
    response={201: schemas.SeriesOut, **PROBLEMS},
    operation_id="make_market_series",
    summary="Make a market series",
)
def make_series(request: HttpRequest, data: schemas.SeriesIn) -> Any:
    """Values come by import (`market-series`), or from its address."""
    return Status(201, series.make(series.Wording(**data.dict()), by=user_of(request)))


@router.put(
    "/context/series/{series_id}",
    response={200: schemas.SeriesOut, **PROBLEMS},
    operation_id="change_market_series",
    summary="Change a market series",
)
def change_series(request: HttpRequest, series_id: PathId, data: schemas.SeriesPut) -> Any:
    """Values stay."""
    said = data.dict()
    version = said.pop("version")
    return series.change(
        _series(request, series_id), series.Wording(**said), by=user_of(request), version=version
    )


@router.delete(
    "/context/series/{series_id}",
    response={204: None, **PROBLEMS},
    operation_id="remove_market_series",
    summary="Remove a market series with its values",
)
def remove_series(request: HttpRequest, series_id: PathId) -> Any:
    """For good."""
    series.remove(_series(request, series_id), by=user_of(request))
    return Status(204, None)


@router.get(
    "/context/series/{series_id}/comparison",
    response={200: schemas.ComparisonOut, **PROBLEMS},
    operation_id="compare_market_series",
    summary="A series by itself or beside one of our metrics",
)
def comparison(
    request: HttpRequest,
    series_id: PathId,
    metric: Line = "",
    view: Line = "values",
    grain: Line = "",
    adjusted: bool = False,
) -> Any:
    """`view` is values, index, share or growth; own values are within your access."""
    found = compare(
        _series(request, series_id),
        user_of(request),
        view=view,
        metric=metric,
        wanted=grain,
        adjusted=adjusted,
    )
    lines = [
        schemas.LineOut(
            label=line.label, own=line.own, values={str(day): value for day, value in line.values.items()}
        )
        for line in found.lines
    ]
    return schemas.ComparisonOut(
        unit=found.unit, grain=found.grain, notes=list(found.notes), base=found.base, lines=lines
    )


@router.post(
    "/context/series/{series_id}/pulls",
    response={201: schemas.MarketPullOut, **PROBLEMS},
    operation_id="pull_market_series",
    summary="Fetch a series from its address now",
)
def pull_series(request: HttpRequest, series_id: PathId) -> Any:
    """In the background; follow the run."""
    run = pull.order(_series(request, series_id), by=user_of(request))
    return Status(201, schemas.MarketPullOut(run_id=run.pk, state=run.state))


@router.get(
    "/context/events",
    response={200: list[schemas.EventOut], **PROBLEMS},
    operation_id="list_events",
    summary="Events on charts, newest first",
)
@paginate(CursorPage)
def list_events(request: HttpRequest) -> Any:
    """All of them."""
    return MarketEvent.objects.visible_to(user_of(request))


@router.post(
    "/context/events",
    response={201: schemas.EventOut, **PROBLEMS},
    operation_id="note_event",
    summary="Note an event",
)
def note_event(request: HttpRequest, data: schemas.EventIn) -> Any:
    """Charts of its time show it."""
    return Status(201, market_event.note(market_event.Wording(**data.dict()), by=user_of(request)))


@router.put(
    "/context/events/{event_id}",
    response={200: schemas.EventOut, **PROBLEMS},
    operation_id="change_event",
    summary="Correct an event",
)
def change_event(request: HttpRequest, event_id: PathId, data: schemas.EventPut) -> Any:
    """Its days, kind or words."""
    said = data.dict()
    version = said.pop("version")
    return market_event.change(
        _event(request, event_id), market_event.Wording(**said), by=user_of(request), version=version
    )


@router.delete(
    "/context/events/{event_id}",
    response={204: None, **PROBLEMS},
    operation_id="remove_event",
    summary="Take an event off the charts",
)
def remove_event(request: HttpRequest, event_id: PathId) -> Any:
    """For good."""
    market_event.remove(_event(request, event_id), by=user_of(request))
    return Status(204, None)
