"""What people are told who may see an import but not take its next step."""

from typing import Any

from lintel.imports import access
from lintel.imports.models import Batch
from lintel.ui.problems import Denied


def require_work(batch: Batch, by: Any) -> None:
    """Only who brought a file brings it in."""
    if not access.may_work_on(by, batch):
        raise Denied(
            "Only the person who brought this file can bring it in.",
            way_out="Ask them, or bring the same file yourself.",
        )


def require_clear(batch: Batch, by: Any) -> None:
    """Who brought a file, and administrators, undo and discard."""
    if not access.may_clear(by, batch):
        raise Denied(
            "Only the person who brought this file, or an administrator, can do this.",
            way_out="Ask one of them.",
        )
