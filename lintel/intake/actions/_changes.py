"""What the room's actions share: compare-and-set on the version, and what is remembered of an agreement."""

import datetime as dt
from typing import Any

from lintel.intake.models import Request
from lintel.ui.formats import date_text
from lintel.ui.problems import Stale


def expect(request: Request, version: int) -> None:
    """The person acts on the version that they read."""
    if request.version != version:
        raise Stale(
            "Somebody changed this request while you were writing.",
            way_out="Your text is still here: read what is new above, then send it again.",
        )


def move(request: Request, version: int, **changes: Any) -> None:
    """Change the request if it still has this version; the loser of a race is told, and nothing is lost."""
    moved = Request.objects.filter(pk=request.pk, version=version).update(version=version + 1, **changes)
    request.version = version + 1 if moved else version + 2
    expect(request, version + 1)
    for name, value in changes.items():
        setattr(request, name, value)


def month_of(moment: dt.datetime) -> dt.date:
    """The first day of the moment's month in UTC, by which figures are grouped."""
    return moment.astimezone(dt.UTC).date().replace(day=1)


def agreement(request: Request, now: dt.datetime) -> dict[str, Any]:
    """What an agreed or settled request remembers about when."""
    asked_at = request.asked_at or now
    return {
        "agreed_at": now,
        "agreed_month": month_of(now),
        "agreed_after_days": max((now - asked_at).days, 0),
    }


def day_of(request: Request) -> str:
    """The request's answer-by date as people read it."""
    return date_text(request.answer_by) if request.answer_by else ""
