"""Ways to do a proposal of a roadmap, for programs."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Status

from lintel.people.authentication import user_of
from lintel.portfolio.roadmaps import schemas
from lintel.portfolio.roadmaps.actions import way as way_actions
from lintel.portfolio.roadmaps.days import Days
from lintel.portfolio.roadmaps.finding import roadmap_of
from lintel.portfolio.roadmaps.models import Entry, Way
from lintel.ui.api import PROBLEMS, Id
from lintel.ui.http import get_visible

router = Router(tags=["Portfolio"])
PathId = Annotated[Id, Path(...)]
WAYS = "/roadmaps/{roadmap_id}/proposals/{proposal_id}/ways"


def _entry(request: HttpRequest, roadmap: int, proposal: int) -> Entry:
    rows = roadmap_of(user_of(request), roadmap).entries.select_related("proposal", "roadmap")
    return get_visible(rows, proposal_id=proposal)


def _way(request: HttpRequest, roadmap: int, proposal: int, way: int) -> Way:
    rows = _entry(request, roadmap, proposal).ways.select_related("entry__roadmap", "entry__proposal")
    return get_visible(rows, pk=way)


def _given(data: schemas.WayIn) -> tuple[dict[str, Any], list[Days]]:
    values = {"name": data.name, "duration": data.duration, "cost": data.cost}
    return values, [Days(**one.dict()) for one in data.days]


@router.post(
    WAYS,
    response={201: schemas.WayOut, **PROBLEMS},
    operation_id="add_roadmap_way",
    summary="Another way to do a proposal",
)
def add(request: HttpRequest, roadmap_id: PathId, proposal_id: PathId, data: schemas.WayIn) -> Any:
    """A search takes one of a proposal's ways at the most, and says why not another."""
    entry, (values, days) = _entry(request, roadmap_id, proposal_id), _given(data)
    return Status(201, way_actions.add(entry, values, days, by=user_of(request), step=data.step))


@router.put(
    WAYS + "/{way_id}",
    response={200: schemas.WayOut, **PROBLEMS},
    operation_id="change_roadmap_way",
    summary="Other values of a way",
)
def change(
    request: HttpRequest, roadmap_id: PathId, proposal_id: PathId, way_id: PathId, data: schemas.WayIn
) -> Any:
    """The days replace those that were there."""
    way, (values, days) = _way(request, roadmap_id, proposal_id, way_id), _given(data)
    return way_actions.change(way, values, days, by=user_of(request), step=data.step)


@router.delete(
    WAYS + "/{way_id}",
    response={204: None, **PROBLEMS},
    operation_id="remove_roadmap_way",
    summary="Remove a way",
)
def remove(request: HttpRequest, roadmap_id: PathId, proposal_id: PathId, way_id: PathId) -> Any:
    """Plans that were found with it stay."""
    way_actions.remove(_way(request, roadmap_id, proposal_id, way_id), by=user_of(request))
    return Status(204, None)
