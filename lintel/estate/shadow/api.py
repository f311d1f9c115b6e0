"""Found tools for programs."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Status
from ninja.pagination import paginate

from lintel.estate.shadow import api_around, given, schemas, showing  # noqa: F401  # hangs on the same router
from lintel.estate.shadow.actions import outcome as outcomes
from lintel.estate.shadow.actions import tool as tools
from lintel.estate.shadow.doors import router
from lintel.estate.shadow.models import Outcome, Tool
from lintel.estate.shadow.tables import ToolFilter
from lintel.people.authentication import user_of
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible

__all__ = ["router"]
PathId = Annotated[Id, Path(...)]


def _tool(request: HttpRequest, pk: int) -> Tool:
    return get_visible(Tool.objects.visible_to(user_of(request)).with_parts(), pk=pk)


def _outcome(request: HttpRequest, pk: int) -> Outcome:
    seen = Tool.objects.visible_to(user_of(request))
    return get_visible(Outcome.objects.with_parts().filter(tool__in=seen), pk=pk)


def _one(request: HttpRequest, pk: int) -> Any:
    row: Any = _tool(request, pk)
    decided = showing.decision(row)
    row.outcome = decided.row if decided else None
    row.teams = [
        {
            "team": one["team"], "first": one["first"], "last": one["last"], "uses": one["often"] or 0,
            "people": one["most"] or 0,
        }
        for one in showing.teams(row)
    ]  # fmt: skip
    return row


@router.get(
    "/shadow/tools",
    response={200: list[schemas.FoundToolOut], **PROBLEMS},
    operation_id="list_found_tools",
    summary="Found tools",
)
@paginate(CursorPage)
def list_found_tools(request: HttpRequest, state: str = "", q: str = "", team: str = "") -> Any:
    """Perhaps only of one state (`open` for all without an answer), with a word, or used by a team."""
    rows = Tool.objects.visible_to(user_of(request))
    said = {"state": state, "q": q, "team": team}
    return ToolFilter(said, queryset=rows, request=request).qs if any(said.values()) else rows


@router.post(
    "/shadow/tools",
    response={201: schemas.OneFoundToolOut, **PROBLEMS},
    operation_id="name_tool",
    summary="Name a tool",
)
def name_tool(request: HttpRequest, data: schemas.ToolNameIn) -> Any:
    """One that is known already gets the words."""
    made = tools.name(data.dict(), by=user_of(request))
    return Status(201, _one(request, made.pk))


@router.get(
    "/shadow/tools/{tool_id}",
    response={200: schemas.OneFoundToolOut, **PROBLEMS},
    operation_id="get_found_tool",
    summary="One tool",
)
def get_found_tool(request: HttpRequest, tool_id: PathId) -> Any:
    """With the teams that use it, and the answer that stands."""
    return _one(request, tool_id)


@router.get(
    "/shadow/tools/{tool_id}/people",
    response={200: list[schemas.ToolPersonOut], **PROBLEMS},
    operation_id="see_tool_people",
    summary="Who uses it",
)
def see_tool_people(request: HttpRequest, tool_id: PathId) -> Any:
    """For who may see names; the look stands in the ledger."""
    found = tools.see_people(_tool(request, tool_id), by=user_of(request))
    return [
        {"person_id": one.pk, "name": one.name, "uses": uses, "last_on": last} for one, uses, last in found
    ]


@router.post(
    "/shadow/tools/{tool_id}/place",
    response={200: schemas.OneFoundToolOut, **PROBLEMS},
    operation_id="place_tool",
    summary="Say what a tool is",
)
def place_tool(request: HttpRequest, tool_id: PathId, data: schemas.ToolPlaceIn) -> Any:
    """Whatever logs call it leads there from now on."""
    kept = given.place(_tool(request, tool_id), data.dict(), by=user_of(request))
    return _one(request, kept.pk)


@router.post(
    "/shadow/tools/{tool_id}/data",
    response={200: schemas.OneFoundToolOut, **PROBLEMS},
    operation_id="confirm_tool_data",
    summary="Say what data goes in",
)
def confirm_tool_data(request: HttpRequest, tool_id: PathId, data: schemas.ToolDataIn) -> Any:
    """In place of the guess."""
    row = _tool(request, tool_id)
    tools.confirm_data(row, data.data_kind, version=data.version, by=user_of(request))
    return _one(request, tool_id)


@router.post(
    "/shadow/tools/{tool_id}/outcomes",
    response={201: schemas.OneFoundToolOut, **PROBLEMS},
    operation_id="propose_tool_outcome",
    summary="Propose what becomes of a tool",
)
def propose_tool_outcome(request: HttpRequest, tool_id: PathId, data: schemas.ToolOutcomeIn) -> Any:
    """A proposal that waits is replaced, and both keys are asked for anew."""
    row, values = _tool(request, tool_id), given.outcome_of(data.dict())
    outcomes.propose(row, values, version=data.version, by=user_of(request))
    return Status(201, _one(request, tool_id))


@router.post(
    "/shadow/outcomes/{outcome_id}/signature",
    response={200: schemas.OneFoundToolOut, **PROBLEMS},
    operation_id="sign_tool_outcome",
    summary="Put an office's key to an answer",
)
def sign_tool_outcome(request: HttpRequest, outcome_id: PathId, data: schemas.ToolKeyIn) -> Any:
    """With both keys it is decided; an adopted tool enters the inventory."""
    row = _outcome(request, outcome_id)
    outcomes.sign(row, content_hash=data.content_hash, by=user_of(request))
    return _one(request, row.tool_id)


@router.post(
    "/shadow/outcomes/{outcome_id}/follow-up",
    response={200: schemas.OneFoundToolOut, **PROBLEMS},
    operation_id="follow_up_tool",
    summary="Look at a decision again",
)
def follow_up_tool(request: HttpRequest, outcome_id: PathId, data: schemas.ToolFollowUpIn) -> Any:
    """Without another day it is done."""
    row = _outcome(request, outcome_id)
    outcomes.follow_up(row, data.said, next_on=data.next_on, by=user_of(request))
    return _one(request, row.tool_id)


@router.post(
    "/shadow/outcomes/{outcome_id}/reopening",
    response={200: schemas.OneFoundToolOut, **PROBLEMS},
    operation_id="reopen_tool",
    summary="Take an answer up again",
)
def reopen_tool(request: HttpRequest, outcome_id: PathId, data: schemas.ToolReopenIn) -> Any:
    """What an adopted tool has become in the inventory stays there."""
    row = _outcome(request, outcome_id)
    outcomes.reopen(row, data.why, by=user_of(request))
    return _one(request, row.tool_id)
