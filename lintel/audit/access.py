"""Who may read the ledger as a whole, and who may stop a run."""

from typing import Any

from lintel.audit.models import Run, RunState


def may_read_ledger(user: Any) -> bool:
    """Administrators and office holders; everybody reads the history of what they may see."""
    return bool(user.is_active and (user.is_administrator or user.is_office_holder))


def may_cancel(user: Any, run: Run) -> bool:
    """Whoever started it, or an administrator, while it is not over."""
    alive = run.state in {RunState.QUEUED, RunState.RUNNING}
    return alive and bool(user.is_administrator or run.created_by_id == user.pk)
