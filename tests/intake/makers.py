"""Requests and answers for tests, made by the same actions that people use."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone

from lintel.intake.actions import answer, request, request_type
from lintel.intake.models import Request, RequestType
from lintel.intake.questions import Question
from lintel.intake.wording import Content, Definition, Way, Words
from lintel.people.models import User
from tests.cast import Cast


def today() -> dt.date:
    return timezone.localdate()


def make_type(name: str = "Integration", **values: Any) -> RequestType:
    """A type with one required question."""
    settings: dict[str, Any] = {
        "addressed_to": "either",
        "answer_within_days": 10,
        "questions": [Question("system", "Which system?", required=True)],
    }
    return request_type.create(Definition(name, **(settings | values)), by=None)


def content(**values: Any) -> Content:
    """What a good request says."""
    return Content(
        **(
            {
                "title": "Newsletter sign-ups in the CRM",
                "description": "Every sign-up shows in the CRM within an hour.",
                "details": {"system": "CRM"},
            }
            | values
        )
    )


def make_request(by: User, *, type: RequestType | None = None, days_ago: int = 0, **values: Any) -> Request:
    """A request that was asked some days ago."""
    type = type or RequestType.objects.first() or make_type()
    now = timezone.now() - dt.timedelta(days=days_ago)
    return request.ask(type, content(**values), by=by, now=now)


def way(**values: Any) -> Way:
    """A good alternative."""
    return Way(
        **(
            {
                "kind": "reuse",
                "what": "Use the sync that the shop has.",
                "cost": Decimal("1200.50"),
                "ready_by": today() + dt.timedelta(days=30),
            }
            | values
        )
    )


def refusal(**values: Any) -> Words:
    """A refusal as it has to be."""
    return Words(
        **(
            {
                "kind": "another_way",
                "reason_type": "capacity",
                "explanation": "The team is bound until the summer.",
                "ways": [way()],
            }
            | values
        )
    )


def make_refused(cast: Cast, **values: Any) -> Request:
    """Nele asked, Tomas showed another way."""
    asked = make_request(cast.nele)
    answer.give(asked, refusal(**values), by=cast.tomas, version=asked.version)
    return asked
