"""Rounds of the assessment, and what is sent to their addresses."""

import datetime as dt
from typing import Any

from django.db.models import Model
from django.utils import timezone

from lintel.alignment.actions import round as rounds
from lintel.alignment.items import criteria
from tests.alignment.makers import make_round
from tests.cast import Cast

FIRST = criteria()[0]
SOON = (timezone.now().date() + dt.timedelta(days=7)).isoformat()


def things(cast: Cast) -> dict[str, Model]:
    """A round that is over and one that is open."""
    past = rounds.close(make_round(cast, "Spring"), by=cast.mara)
    now = make_round(cast, "Autumn")
    return {"past round": past, "round": now, "criterion": now}


FORMS: dict[str, dict[str, Any]] = {
    "alignment:new": {"name": "Winter", "closes_on": SOON},
    "alignment:criterion": dict.fromkeys(FIRST.asked, "3"),
    "alignment:extension": {"closes_on": SOON},
}
JSON: dict[str, dict[str, Any]] = {
    "open_round": {"name": "Winter", "closes_on": SOON},
    "answer_criterion": {"ratings": dict.fromkeys(FIRST.asked, 3)},
}
