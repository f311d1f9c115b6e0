"""Goals for tests, made by the same actions that people use."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.charter.expectations import measuring
from lintel.charter.expectations.measuring import KnownMetric, Reading, Unmeasured, register_metrics
from lintel.goals.objectives.actions import goal as acting
from lintel.goals.objectives.models import Goal
from lintel.goals.objectives.wording import Content, Owners, Result
from lintel.people.models import User

LEADS = Result("More leads", "leads", Decimal(200), baseline=Decimal(100))
LOAD = Result("Less load", "server_load", Decimal(40), baseline=Decimal(80), weight=Decimal(3))


def today() -> dt.date:
    return timezone.localdate()


def words(**values: Any) -> Content:
    """A good wording; half of its time has passed."""
    usual: dict[str, Any] = {
        "title": "Guests come back twice a season",
        "why": "A guest who comes back costs us nothing to find.",
        "starts_on": today() - dt.timedelta(days=50),
        "ends_on": today() + dt.timedelta(days=50),
        "results": (LEADS, LOAD),
    }
    return Content(**(usual | values))


def make_draft(by: User, *, marketing: User | None = None, it: User | None = None, **values: Any) -> Goal:
    """A draft; without other owners its author carries it on their side."""
    owners = Owners(marketing, it)
    if marketing is None and it is None:
        owners = Owners(**{by.side: by})
    return acting.draft(words(**values), owners, by=by)


def make_offered(
    by: User, *, days_ago: int = 0, marketing: User | None = None, it: User | None = None, **values: Any
) -> Goal:
    """A goal that was laid before the other side some days ago."""
    now = timezone.now() - dt.timedelta(days=days_ago)
    row = make_draft(by, marketing=marketing, it=it, **values)
    return acting.offer(row, by=by, step=row.step, now=now)


def accept(row: Goal, by: User) -> Goal:
    """The word of an owner on the wording as it stands."""
    row.refresh_from_db()
    return acting.accept(row, by=by, step=row.step, content_hash=hash_of(row))


def make_owned(marketing: User, it: User, **values: Any) -> Goal:
    """A goal that both carry."""
    return accept(make_offered(marketing, marketing=marketing, it=it, **values), it)


def metrics(monkeypatch: pytest.MonkeyPatch, values: dict[str, Decimal | None]) -> dict[str, Decimal | None]:
    """Let these metrics say these values; what is changed in the dictionary later is said then."""

    def read(slug: str, until: dt.date) -> Reading | Unmeasured:
        found = values.get(slug)
        return Reading(found, until) if found is not None else Unmeasured(f"“{slug}” says nothing yet.")

    monkeypatch.setattr(measuring, "_port", [])
    register_metrics(read, lambda: [KnownMetric(slug, slug.title(), "a day") for slug in values])
    return values
