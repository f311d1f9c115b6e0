"""Expectations, concerns and the vision for tests, made by the same actions that people use."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.charter.concerns.actions import concern
from lintel.charter.concerns.models import Concern
from lintel.charter.expectations.actions import fulfilling, offering, replying
from lintel.charter.expectations.models import Expectation
from lintel.charter.expectations.wording import Content
from lintel.charter.vision.actions import vision
from lintel.charter.vision.models import Vision
from lintel.people.models import User

TEXT = "One platform on which every customer is one customer."


def today() -> dt.date:
    return timezone.localdate()


def words(**values: Any) -> Content:
    """A good wording."""
    usual: dict[str, Any] = {
        "title": "Campaign data is there the next morning",
        "details": "Reports of the day before decide what we spend.",
        "condition": "At nine o’clock every report shows the day before.",
        "due_on": today() + dt.timedelta(days=60),
    }
    return Content(**(usual | values))


def measurable(**values: Any) -> Content:
    """A wording that is bound to a metric."""
    bound: dict[str, Any] = {
        "condition": "", "metric": "report_delay_hours", "comparison": "at_most", "target": Decimal(9),
    }  # fmt: skip
    return words(**(bound | values))


def make_draft(by: User, **values: Any) -> Expectation:
    """A draft of this person's side."""
    return offering.draft(words(**values), by=by)


def make_offered(
    by: User, *, days_ago: int = 0, content: Content | None = None, **values: Any
) -> Expectation:
    """An expectation that was offered some days ago."""
    now = timezone.now() - dt.timedelta(days=days_ago)
    row = offering.draft(content or words(**values), by=by, now=now)
    return offering.offer(row, by=by, step=row.step, now=now)


def accept(row: Expectation, by: User) -> Expectation:
    """Accept it as it is worded now."""
    row.refresh_from_db()
    return replying.accept(row, by=by, step=row.step, content_hash=hash_of(row))


def make_accepted(by: User, other: User, *, content: Content | None = None, **values: Any) -> Expectation:
    """An expectation that counts."""
    return accept(make_offered(by, content=content, **values), other)


def make_declared(by: User, other: User, **values: Any) -> Expectation:
    """Accepted, and declared complete by the other side."""
    row = make_accepted(by, other, **values)
    return fulfilling.declare(row, by=other, step=row.step, text="All reports are there at eight.")


def make_concern(by: User, **values: Any) -> Concern:
    """A concern of this person's side."""
    usual: dict[str, Any] = {
        "kind": "access_risk",
        "title": "Every new tool opens another door",
        "text": "A tool that reads our customers and that nobody watches would be found last.",
    }
    return concern.state(**(usual | values), by=by)


def make_vision(by: User, text: str = TEXT) -> Vision:
    """The vision, written by somebody."""
    present = Vision.objects.first()
    return vision.write(by=by, text=text, version=present.version if present else 0, why="To begin with.")
