"""Backlog sessions for programs: the same actions as the pages, the same rights, the same blindness."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Status
from ninja.pagination import paginate

from lintel.people.authentication import Door, user_of
from lintel.people.models import User
from lintel.portfolio.proposals.models import Proposal
from lintel.portfolio.sessions import schemas
from lintel.portfolio.sessions.access import may_open
from lintel.portfolio.sessions.actions import scoring, settling
from lintel.portfolio.sessions.actions import session as acting
from lintel.portfolio.sessions.models import BacklogSession, Item
from lintel.portfolio.sessions.plainly import plain
from lintel.portfolio.sessions.plan import Plan
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible
from lintel.ui.problems import Denied, Problem

router = Router(tags=["Portfolio"], auth=Door("portfolio"))
PathId = Annotated[Id, Path(...)]


def load(request: HttpRequest, pk: int) -> BacklogSession:
    """The session of this number, if the reader may see it."""
    return get_visible(BacklogSession.objects.visible_to(user_of(request)), pk=pk)


def _item(request: HttpRequest, session_id: int, item_id: int) -> Item:
    rows = Item.objects.filter(session=load(request, session_id)).select_related("session", "proposal")
    return get_visible(rows, pk=item_id)


def _shown(request: HttpRequest, pk: int) -> dict[str, Any]:
    return plain(load(request, pk), user_of(request))


def _people(request: HttpRequest, numbers: list[int]) -> list[User]:
    found = User.objects.visible_to(user_of(request)).active().in_bulk(numbers)
    for number in numbers:
        if number not in found:
            raise Problem(
                f"There is no person {number} here.",
                way_out="List people to find the number.",
                field="people",
            )
    return [found[number] for number in dict.fromkeys(numbers)]


@router.get(
    "/backlog/sessions",
    response={200: list[schemas.SessionLineOut], **PROBLEMS},
    operation_id="list_backlog_sessions",
    summary="Backlog sessions, newest first",
)
@paginate(CursorPage)
def list_sessions(request: HttpRequest) -> Any:
    """Everybody with a role knows of them."""
    return BacklogSession.objects.visible_to(user_of(request))


@router.post(
    "/backlog/sessions",
    response={201: schemas.SessionOut, **PROBLEMS},
    operation_id="open_backlog_session",
    summary="Open a session on some proposals, with people of both sides",
)
def open_session(request: HttpRequest, data: schemas.SessionIn) -> Any:
    """For members and office holders."""
    user = user_of(request)
    if not may_open(user):
        raise Denied("Only members and office holders open sessions.", way_out="Ask one of them to open one.")
    visible = Proposal.objects.visible_to(user)
    if data.first:
        chosen = list(visible.backlog()[: data.first])
    else:
        rows = visible.in_bulk(data.proposals)
        chosen = [get_visible(visible, pk=key) if key not in rows else rows[key] for key in data.proposals]
    leader = _people(request, [data.facilitator])[0] if data.facilitator else user
    plan = Plan(data.title, chosen, _people(request, data.people), leader, data.with_rice)
    return Status(201, _shown(request, acting.open(plan, by=user).pk))


@router.get(
    "/backlog/sessions/{session_id}",
    response={200: schemas.SessionOut, **PROBLEMS},
    operation_id="get_backlog_session",
    summary="One session: who has finished, what was revealed, one's own scores",
)
def get_session(request: HttpRequest, session_id: PathId) -> Any:
    """Scores of others are there once they were revealed, never before."""
    return _shown(request, session_id)


@router.post(
    "/backlog/sessions/{session_id}/participants",
    response={200: schemas.SessionOut, **PROBLEMS},
    operation_id="invite_to_backlog_session",
    summary="Invite more people",
)
def invite(request: HttpRequest, session_id: PathId, data: schemas.InvitationIn) -> Any:
    """For the facilitator, until everything is revealed."""
    acting.invite(load(request, session_id), _people(request, data.people), by=user_of(request))
    return _shown(request, session_id)


@router.put(
    "/backlog/sessions/{session_id}/scores",
    response={200: schemas.SessionOut, **PROBLEMS},
    operation_id="score_backlog_session",
    summary="Give or change one's own scores",
)
def score(request: HttpRequest, session_id: PathId, data: schemas.ScoresIn) -> Any:
    """For whoever takes part. 409 when an item was revealed meanwhile; then nothing is kept."""
    scores = {one.item: one.values() for one in data.scores}
    scoring.give(load(request, session_id), scores, by=user_of(request))
    return _shown(request, session_id)


@router.post(
    "/backlog/sessions/{session_id}/steps",
    response={200: schemas.SessionOut, **PROBLEMS},
    operation_id="step_backlog_session",
    summary="Begin, reveal, score once more, close or abandon",
)
def step(request: HttpRequest, session_id: PathId, data: schemas.SessionStepIn) -> Any:
    """For the facilitator; whoever takes part reveals once all have finished."""
    user, row = user_of(request), load(request, session_id)
    item = _item(request, session_id, data.item) if data.item else None
    match data.kind:
        case "begin":
            acting.begin(row, by=user)
        case "reveal":
            scoring.reveal(row, item, by=user)
        case "rescore":
            if item is None:
                raise Problem("Which item is scored once more?", way_out="Name it.", field="item")
            scoring.rescore(item, by=user)
        case "close":
            acting.close(row, by=user)
        case "abandon":
            acting.abandon(row, by=user, reason=data.reason)
    return _shown(request, session_id)


@router.put(
    "/backlog/sessions/{session_id}/items/{item_id}/values",
    response={200: schemas.SessionOut, **PROBLEMS},
    operation_id="put_backlog_values",
    summary="Put values forward for one's side",
)
def put_values(request: HttpRequest, session_id: PathId, item_id: PathId, data: schemas.ValuesIn) -> Any:
    """They replace what was put forward; 409 when that is no longer what was read."""
    item = _item(request, session_id, item_id)
    settling.put(item, data.values(), by=user_of(request), step=data.step)
    return _shown(request, session_id)


@router.post(
    "/backlog/sessions/{session_id}/items/{item_id}/agreement",
    response={200: schemas.SessionOut, **PROBLEMS},
    operation_id="agree_backlog_values",
    summary="Agree for the other side; the values are written into the proposal",
)
def agree(request: HttpRequest, session_id: PathId, item_id: PathId, data: schemas.ValuesAgreementIn) -> Any:
    """An edit like any other: it raises the proposal's version and voids signatures on it."""
    settling.agree(_item(request, session_id, item_id), by=user_of(request), step=data.step)
    return _shown(request, session_id)


@router.post(
    "/backlog/sessions/{session_id}/order",
    response={200: schemas.SessionOut, **PROBLEMS},
    operation_id="adopt_backlog_order",
    summary="Put the backlog in the order of the session",
)
def adopt(request: HttpRequest, session_id: PathId, data: schemas.OrderIn) -> Any:
    """Its proposals among themselves, at the places that they hold; it can be taken back."""
    acting.adopt(load(request, session_id), data.basis, by=user_of(request))
    return _shown(request, session_id)
