"""Common ground: what waits for whom, where the two sides disagree, and what they decided together."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from lintel.audit.sides import OFFICES, Office
from lintel.intake.models import Request
from lintel.people.access import key_of
from lintel.people.models import Mention, User
from lintel.portfolio.models import Decision, Proposal
from lintel.ui.lists import by_key

SHOWN = 5
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
class Post:
    """What one side carries."""

    office: Office
    answers_owed: int
    overdue: int
    signatures_owed: int


@dataclass(frozen=True)
class Ground:
    """Everything on the first page."""

    to_sign: Some
    to_answer: Some
    office: str
    mentions: int
    posts: list[Post]
    disagreements: Some
    backlog: list[Proposal]
    decisions: list[Decision]

    @property
    def quiet(self) -> bool:
        """Nothing waits for the reader."""
        return not (self.to_sign.count or self.to_answer.count or self.mentions)


def some(rows: Any) -> Some:
    """The first few rows and the count of all, which is not asked for when all are shown."""
    items = by_key(rows, 0, SHOWN + 1)
    count = len(items) if len(items) <= SHOWN else rows[:MOST_COUNTED].count()
    return Some(items[:SHOWN], count)


def gather(user: User, today: date | None = None) -> Ground:
    """The ground as this person may see it; a fixed number of queries."""
    day = today or timezone.localdate()
    requests = Request.objects.visible_to(user).with_names()
    proposals = Proposal.objects.visible_to(user)
    key = key_of(user, day)
    return Ground(
        to_sign=some(proposals.awaiting_signature_of(key.office)) if key else Some([], 0),
        to_answer=_waiting(requests.waiting_for(user, day).order_by("answer_by", "pk"), user, day),
        office=key.office if key else "any",
        mentions=Mention.objects.waiting_for(user).count(),
        posts=_posts(requests, proposals, day),
        disagreements=some(requests.disagreements().order_by("-pk")),
        backlog=list(proposals.backlog()[:SHOWN]),
        decisions=list(Decision.objects.visible_to(user).latest_taken()[:SHOWN]),
    )


def _waiting(rows: Any, user: User, day: date) -> Some:
    found = some(rows)
    items = [
        Waiting(
            row,
            _what(row, user, day),
            row.answer_by if row.is_awaiting_answer(day) else None,
            row.days_overdue(day),
        )
        for row in found.items
    ]
    return Some(items, found.count)


def _what(request: Request, user: User, day: date) -> str:
    if request.is_with_both_offices(day):
        return "With both offices"
    if request.is_awaiting_answer(day) and request.asked_office == user.side:
        return "Your side’s answer"
    return "Your reply to their answer"


def _posts(requests: Any, proposals: Any, day: date) -> list[Post]:
    owed = (
        requests.awaiting_answer(day)
        .order_by()
        .values("asked_office")
        .annotate(owed=Count("pk"), overdue=Count("pk", filter=Q(answer_by__lt=day)))
    )
    by_office = {row["asked_office"]: row for row in owed}
    return [
        Post(
            office,
            by_office.get(office, {}).get("owed", 0),
            by_office.get(office, {}).get("overdue", 0),
            proposals.awaiting_signature_of(office).count(),
        )
        for office in OFFICES
    ]
