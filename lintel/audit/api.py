"""The ledger and the runs for programs. The door is handed in: people live above this room."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Path, Router, Schema
from ninja.pagination import paginate

from lintel.audit import ledger, verification
from lintel.audit.access import may_read_ledger
from lintel.audit.actions import run as run_actions
from lintel.audit.models import Entry, Run
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible
from lintel.ui.problems import Denied


class EntryOut(Schema):
    """One entry; `body` is the exact text that was hashed."""

    seq: int
    at: datetime
    actor_id: int | None
    action: str
    body: str
    previous: str
    hash: str


class LedgerFaultOut(Schema):
    """One place where the ledger is not what it was."""

    seq: int
    kind: str
    sentence: str


class LedgerVerdictOut(Schema):
    """Whether the ledger is what it was."""

    whole: bool
    checked: int
    faults: list[LedgerFaultOut]


class RunOut(Schema):
    """One piece of long work."""

    id: int
    kind: str
    title: str
    state: str
    done: int
    total: int
    message: str
    error: str
    result: dict[str, Any]
    created_at: datetime
    finished_at: datetime | None


def _ledger_reader(request: HttpRequest) -> Any:
    if not may_read_ledger(request.user):
        raise Denied("The whole ledger is open to administrators and the two offices.")
    return request.user


def make_router(auth: Any) -> Router:
    """The routes, behind the given door."""
    router = Router(tags=["Ledger and runs"], auth=auth)

    @router.get(
        "/ledger",
        response={200: list[EntryOut], **PROBLEMS},
        operation_id="list_entries",
        summary="Read the ledger",
    )
    @paginate(CursorPage)
    def entries(request: HttpRequest) -> Any:
        return Entry.objects.visible_to(_ledger_reader(request))

    @router.get(
        "/ledger/verification",
        response={200: LedgerVerdictOut, **PROBLEMS},
        operation_id="verify_ledger",
        summary="Verify every hash, signature and the tail",
    )
    def verify(request: HttpRequest) -> Any:
        _ledger_reader(request)
        return verification.verify(ledger.anchor_path())

    @router.get(
        "/runs", response={200: list[RunOut], **PROBLEMS}, operation_id="list_runs", summary="List runs"
    )
    @paginate(CursorPage)
    def runs(request: HttpRequest) -> Any:
        return Run.objects.visible_to(request.user)

    @router.get(
        "/runs/{run_id}", response={200: RunOut, **PROBLEMS}, operation_id="get_run", summary="One run"
    )
    def run(request: HttpRequest, run_id: Path[Id]) -> Any:
        return get_visible(Run.objects.visible_to(request.user), pk=run_id)

    @router.post(
        "/runs/{run_id}/cancellation",
        response={200: RunOut, **PROBLEMS},
        operation_id="cancel_run",
        summary="Ask a run to stop",
    )
    def cancellation(request: HttpRequest, run_id: Path[Id]) -> Any:
        row = get_visible(Run.objects.visible_to(request.user), pk=run_id)
        return run_actions.cancel(row, by=request.user)

    return router
