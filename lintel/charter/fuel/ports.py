"""What the room above fills: how a disparity becomes a proposal of both sides, and what that has returned.

Without it, nothing can be made of a disparity, and the pages say so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import models

from lintel.audit.models import type_label
from lintel.charter.fuel.models import Disparity
from lintel.charter.links import ORIGIN, link
from lintel.people.models import User
from lintel.ui.problems import Problem


@dataclass(frozen=True)
class Returned:
    """What became of the work: its state, whether both signed it, what it promised and what it brought."""

    state: str
    approved: bool
    promised: Decimal | None = None
    actual: Decimal | None = None
    currency: str = ""


Maker = Callable[[Disparity, User, User, User], models.Model]
Teller = Callable[[Sequence[str], User], dict[str, Returned]]
_port: list[tuple[Maker, Teller]] = []


def register_proposals(make: Maker, tell: Teller) -> None:
    """Say how a disparity becomes a proposal, and how to ask what proposals returned; once, at start-up.

    `make(disparity, marketing_owner, it_owner, by)` runs in the action's transaction. `tell(keys, reader)` is
    asked once for a whole page, and leaves out what the reader may not see.
    """
    _port[:] = [(make, tell)]


def becomes_proposal(
    disparity: Disparity, origins: Sequence[models.Model], marketing_owner: User, it_owner: User, by: User
) -> models.Model:
    """Make the proposal of both owners, and keep every origin on it."""
    if not _port:
        raise Problem("There is no room for proposals in this house.", way_out="Install the portfolio.")
    work = _port[0][0](disparity, marketing_owner, it_owner, by)
    for origin in (disparity, *origins):
        link(work, ORIGIN, origin)
    disparity.work_type, disparity.work_id = type_label(work), str(work.pk)
    disparity.save(update_fields=["work_type", "work_id"])
    return work


def returns_of(disparities: Sequence[Disparity], reader: User) -> dict[int, Returned]:
    """What each disparity's proposal returned, by the disparity's key, as far as the reader may see it."""
    if not _port:
        return {}
    told = _port[0][1]([row.work_id for row in disparities], reader)
    return {row.pk: told[row.work_id] for row in disparities if row.work_id in told}
