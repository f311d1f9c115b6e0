"""Common ground: what waits for whom, where the two sides disagree, and what they decided together."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import timezone

from lintel.audit.memory import remembered, steady
from lintel.home.beam import Group, beam
from lintel.home.posts import Post, owed_by_each
from lintel.intake.models import Request
from lintel.intake.turns import awaited_of
from lintel.people.access import Key, key_of, may_read
from lintel.people.models import Mention, User
from lintel.people.waiting import Waits, rooms_with_waits, waiting
from lintel.portfolio.proposals.models import Decision, Proposal
from lintel.ui.lists import in_order, keys

SHOWN = 5
KINDS_SHOWN = 4  # of the things that wait in the rooms, besides signatures and answers
MOST_COUNTED = 1000  # more than that is “many” to a person, and costs time to count


@dataclass(frozen=True)
class Waiting:
    """A request that waits for the reader: what for, and whether its date has passed."""

    request: Request
    what: str
    due: date | None
    days_late: int

    @property
    def lateness(self) -> str:
        """How long the silence has lasted."""
        return f"{self.days_late} day{'' if self.days_late == 1 else 's'} late"


@dataclass(frozen=True)
class Some:
    """The first few of something, and how many there are."""

    items: list[Any]
    count: int

    @property
    def more(self) -> str:
        """How many are not shown, or nothing."""
        if self.count >= MOST_COUNTED:
            return f"More than {MOST_COUNTED - 10}"
        left = self.count - len(self.items)
        return f"{left} more" if left else ""


@dataclass(frozen=True)
class Ground:
    """Everything on the first page."""

    to_sign: Some
    to_answer: Some
    office: str
    mentions: int
    others: list[Waits]
    posts: list[Post]
    disagreements: Some
    backlog: list[Proposal]
    decisions: list[Decision]
    beam: list[Group]

    @property
    def others_in_short(self) -> list[Waits]:
        """The first of each kind, what is due soonest first; the rest is a link away."""
        short = [replace(kind, items=kind.items[:1]) for kind in self.others]
        return sorted(short, key=_soonest)

    @property
    def others_first(self) -> list[Waits]:
        """The kinds that are shown at once."""
        return self.others_in_short[:KINDS_SHOWN]

    @property
    def others_rest(self) -> list[Waits]:
        """The kinds that are shown when one asks for them."""
        return self.others_in_short[KINDS_SHOWN:]

    @property
    def waiting(self) -> int:
        """How many things wait for the reader, mentions apart."""
        return self.to_sign.count + self.to_answer.count + sum(kind.count for kind in self.others)

    @property
    def quiet(self) -> bool:
        """Nothing waits for the reader."""
        return not (self.waiting or self.mentions)

    @property
    def bare(self) -> bool:
        """Nothing stands in the house yet: there is no figure, no work and no decision."""
        return not (self.backlog or self.decisions or self.disagreements.count) and all(
            group.is_empty for group in self.beam
        )


def _soonest(kind: Waits) -> date:
    """When the first of a kind is due; what has no date comes last."""
    return next((item.due for item in kind.items if item.due), date.max)


@dataclass(frozen=True)
class _Found:
    """What is found once for each state of the ledger: keys of the first few, and how many there are."""

    to_sign: tuple[tuple[int, ...], int]
    to_answer: tuple[tuple[int, ...], int]
    mentions: int
    disagreements: tuple[tuple[int, ...], int]
    backlog: tuple[int, ...]
    decisions: tuple[int, ...]


def gather(user: User, today: date | None = None) -> Ground:
    """The ground as this person may see it; a fixed number of queries."""
    with steady():
        return _gather(user, today or timezone.localdate())


def _gather(user: User, day: date) -> Ground:
    key = key_of(user, day)
    found = remembered(("common ground", user.pk, day), lambda: _find(user, key, day))
    requests = Request.objects.visible_to(user).defer("description", "details", "goal_served")
    proposals = Proposal.objects.visible_to(user).only("title", "state", "awaits")
    decisions = Decision.objects.visible_to(user).select_related("proposal")
    return Ground(
        to_sign=_some(proposals, found.to_sign),
        to_answer=_waiting(_some(requests, found.to_answer), user, day),
        office=key.office if key else "any",
        mentions=found.mentions,
        others=waiting(user, day, remembered(("rooms", user.pk, day), lambda: rooms_with_waits(user, day))),
        posts=_posts(user, day),
        disagreements=_some(requests, found.disagreements),
        backlog=in_order(proposals, found.backlog),
        decisions=in_order(decisions.only("purpose", "taken_at", "proposal__title"), found.decisions),
        beam=beam(user, day),
    )


def _find(user: User, key: Key | None, day: date) -> _Found:
    requests = Request.objects.visible_to(user)
    proposals = Proposal.objects.visible_to(user)
    return _Found(
        to_sign=_first(proposals.awaiting_signature_of(key.office)) if key else ((), 0),
        to_answer=_first(requests.waiting_for(user, day).order_by("answer_by", "pk")),
        mentions=Mention.objects.waiting_for(user).count(),
        disagreements=_first(requests.disagreements().order_by("-pk")),
        backlog=keys(proposals.backlog()[:SHOWN]),
        decisions=keys(Decision.objects.visible_to(user).order_by("-taken_at", "-pk")[:SHOWN]),
    )


def _first(rows: Any) -> tuple[tuple[int, ...], int]:
    """The keys of the first few rows and the count of all, which is not asked for when all are shown."""
    first = keys(rows[: SHOWN + 1])
    count = len(first) if len(first) <= SHOWN else rows.order_by()[:MOST_COUNTED].count()
    return first[:SHOWN], count


def _some(rows: Any, found: tuple[tuple[int, ...], int]) -> Some:
    return Some(in_order(rows, found[0]), found[1])


def _waiting(found: Some, user: User, day: date) -> Some:
    items = [
        Waiting(
            row,
            awaited_of(row, user, day),
            row.answer_by if row.is_awaiting_answer(day) else None,
            row.days_overdue(day),
        )
        for row in found.items
    ]
    return Some(items, found.count)


def _posts(user: User, day: date) -> list[Post]:
    """What each side owes; the same for everybody with a role, so it is counted once for all of them."""
    reader = None if may_read(user) else user.pk
    return remembered(("what each side owes", reader, day), lambda: owed_by_each(user, day))
