"""Dashboards for programs."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Router, Status
from ninja.pagination import paginate

from lintel.insight.asking import giving
from lintel.insight.asking.asked import Condition
from lintel.insight.asking.models import Question
from lintel.insight.dashboards import schemas
from lintel.insight.dashboards.actions import dashboard as dashboards_
from lintel.insight.dashboards.actions import subscription as subscriptions
from lintel.insight.dashboards.actions import tile as tiles_
from lintel.insight.dashboards.actions.dashboard import Described
from lintel.insight.dashboards.answers import Shown, shared_of, shown, tiles_of
from lintel.insight.dashboards.models import Dashboard, Tile
from lintel.people.authentication import Door, user_of
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible

router = Router(tags=["Dashboards"], auth=Door("insight"))
PathId = Annotated[Id, Path(...)]


def _one(request: HttpRequest, pk: int) -> Dashboard:
    return get_visible(Dashboard.objects.visible_to(user_of(request)), pk=pk)


def _tile(request: HttpRequest, pk: int) -> Tile:
    boards = Dashboard.objects.visible_to(user_of(request))
    return get_visible(
        Tile.objects.filter(dashboard__in=boards).select_related("dashboard", "question"), pk=pk
    )


def _described(data: schemas.DashboardIn) -> Described:
    where = tuple(Condition(one.dimension, one.op, tuple(one.values)) for one in data.where)
    return Described(data.title, data.description, data.audience, data.period, where)


def _answer(one: Shown) -> dict[str, Any]:
    return {
        "tile_id": one.tile.pk,
        "question_id": one.tile.question_id,
        "title": one.tile.question.title,
        "answer": giving.plain(one.given) if one.given else None,
        "refused": one.problem.sentence if one.problem else "",
        "without": list(one.without),
    }


@router.get(
    "/dashboards",
    response={200: list[schemas.DashboardOut], **PROBLEMS},
    operation_id="list_dashboards",
    summary="Dashboards, newest first",
)
@paginate(CursorPage)
def list_dashboards(request: HttpRequest) -> Any:
    """Those in use that one may see."""
    return Dashboard.objects.visible_to(user_of(request)).in_use()


@router.post(
    "/dashboards",
    response={201: schemas.DashboardOut, **PROBLEMS},
    operation_id="create_dashboard",
    summary="Make a dashboard",
)
def create_dashboard(request: HttpRequest, data: schemas.DashboardIn) -> Any:
    """For office holders, members and analysts."""
    return Status(201, dashboards_.make(_described(data), by=user_of(request)))


@router.get(
    "/dashboards/{dashboard_id}",
    response={200: schemas.DashboardOut, **PROBLEMS},
    operation_id="get_dashboard",
    summary="One dashboard",
)
def get_dashboard(request: HttpRequest, dashboard_id: PathId) -> Any:
    """What it is called and shared with; its answers are under `answers`."""
    return _one(request, dashboard_id)


@router.put(
    "/dashboards/{dashboard_id}",
    response={200: schemas.DashboardOut, **PROBLEMS},
    operation_id="change_dashboard",
    summary="Change a dashboard",
)
def change_dashboard(request: HttpRequest, dashboard_id: PathId, data: schemas.DashboardIn) -> Any:
    """Title, audience, period and filters."""
    return dashboards_.change(_one(request, dashboard_id), _described(data), by=user_of(request))


@router.delete(
    "/dashboards/{dashboard_id}",
    response={200: schemas.DashboardOut, **PROBLEMS},
    operation_id="archive_dashboard",
    summary="Put a dashboard away",
)
def archive_dashboard(request: HttpRequest, dashboard_id: PathId) -> Any:
    """It leaves the list and is no longer sent."""
    return dashboards_.archive(_one(request, dashboard_id), by=user_of(request))


@router.get(
    "/dashboards/{dashboard_id}/answers",
    response={200: list[schemas.TileAnswerOut], **PROBLEMS},
    operation_id="get_dashboard_answers",
    summary="The answers of a dashboard",
)
def get_dashboard_answers(request: HttpRequest, dashboard_id: PathId) -> Any:
    """As of now, within the rights of who reads, in the order of the dashboard."""
    found, user = _one(request, dashboard_id), user_of(request)
    return [_answer(one) for one in shown(tiles_of(found, user), shared_of(found), user, timezone.now())]


@router.post(
    "/dashboards/{dashboard_id}/tiles",
    response={201: schemas.TileOut, **PROBLEMS},
    operation_id="pin_question",
    summary="Pin a saved question",
)
def pin_question(request: HttpRequest, dashboard_id: PathId, data: schemas.TileIn) -> Any:
    """At the end of the dashboard."""
    found, user = _one(request, dashboard_id), user_of(request)
    question = get_visible(Question.objects.visible_to(user), pk=data.question_id)
    return Status(201, tiles_.pin(found, question, wide=data.wide, by=user))


@router.post(
    "/dashboards/tiles/{tile_id}/move",
    response={200: schemas.TileOut, **PROBLEMS},
    operation_id="move_tile",
    summary="Move what is pinned",
)
def move_tile(request: HttpRequest, tile_id: PathId, data: schemas.TileMoveIn) -> Any:
    """After another one, or first."""
    after = _tile(request, data.after_id) if data.after_id else None
    return tiles_.move(_tile(request, tile_id), after, by=user_of(request))


@router.delete(
    "/dashboards/tiles/{tile_id}",
    response={200: schemas.DashboardOut, **PROBLEMS},
    operation_id="unpin_question",
    summary="Take an answer down",
)
def unpin_question(request: HttpRequest, tile_id: PathId) -> Any:
    """The question stays saved."""
    return tiles_.remove(_tile(request, tile_id), by=user_of(request))


@router.put(
    "/dashboards/{dashboard_id}/subscription",
    response={200: schemas.SubscriptionOut, **PROBLEMS},
    operation_id="subscribe_dashboard",
    summary="Have a dashboard sent",
)
def subscribe_dashboard(request: HttpRequest, dashboard_id: PathId, data: schemas.SubscriptionIn) -> Any:
    """By e-mail as PDF, with what one may see."""
    found = _one(request, dashboard_id)
    return subscriptions.subscribe(found, rhythm=data.rhythm, now=timezone.now(), by=user_of(request))


@router.delete(
    "/dashboards/{dashboard_id}/subscription",
    response={200: schemas.DashboardOut, **PROBLEMS},
    operation_id="unsubscribe_dashboard",
    summary="Have a dashboard sent no longer",
)
def unsubscribe_dashboard(request: HttpRequest, dashboard_id: PathId) -> Any:
    """For oneself."""
    found = _one(request, dashboard_id)
    subscriptions.unsubscribe(found, by=user_of(request))
    return found
