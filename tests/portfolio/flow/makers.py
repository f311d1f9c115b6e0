"""Work that moved in the past, made by the same actions as in the house."""

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.people.models import User
from lintel.portfolio.proposals.actions import board, proposal, signature
from lintel.portfolio.proposals.models import BoardColumn, Proposal
from tests.cast import Cast
from tests.portfolio.proposals.making import fresh, make_proposal


def ago(days: float) -> dt.datetime:
    """So many days before now."""
    return timezone.now() - dt.timedelta(days=days)


def column(name: str) -> BoardColumn:
    """A column that a new house begins with."""
    return BoardColumn.objects.get(name=name)


def make_ready(cast: Cast, title: str, days: float) -> Proposal:
    """Approved by both so many days ago."""
    return make_ready_by(cast.nele, (cast.mara, cast.ivo), title, days)


def make_ready_by(author: User, holders: Sequence[User], title: str, days: float) -> Proposal:
    """The same by anybody."""
    row = make_proposal(author, title=title)
    proposal.offer(row, by=author, now=ago(days))
    for holder in holders:
        row = fresh(row)
        signature.sign(row, by=holder, purpose="approve", content_hash=hash_of(row), now=ago(days))
    return fresh(row)


def make_moved(cast: Cast, title: str, **days: float) -> Proposal:
    """Approved and then moved: `Doing=12, Done=3` says where to and how many days ago."""
    return make_moved_by(cast.nele, (cast.mara, cast.ivo), title, **days)


def make_moved_by(author: User, holders: Sequence[User], title: str, **days: float) -> Proposal:
    """The same by anybody; the second holder moves."""
    row = make_ready_by(author, holders, title, max(days.values()) + 1)
    for name, since in days.items():
        board.move(fresh(row), column(name), by=holders[1], reason="We can.", now=ago(since))
    return fresh(row)


def make_history(cast: Cast, weeks: int = 9) -> list[Proposal]:
    """One finished on the Wednesday of each whole week before this one, each after five days of work."""
    wednesday = timezone.localdate().weekday() + 5  # so many days ago was that of last week
    return [
        make_moved(cast, f"Finished {week}", Doing=7 * week + wednesday + 4, Done=7 * week + wednesday)
        for week in range(weeks)
    ]
