"""Concerns that nothing answers."""

import datetime as dt
from collections.abc import Iterator

from lintel.audit.sides import Office
from lintel.goals.radar import steps
from lintel.goals.radar.ground import Ground
from lintel.goals.radar.models import Severity
from lintel.goals.radar.phrasing import quoted
from lintel.goals.radar.registry import CONCERN, Evidence, Found, detector

PATIENCE_DAYS = 30


@detector(
    "concern-unanswered",
    "A concern that nothing answers",
    "A side has been worried for a month, and no goal, expectation, request or proposal answers it. What is "
    "not answered comes back as resistance somewhere else.",
    Severity.MEDIUM,
    (CONCERN,),
)
def concern_unanswered(ground: Ground) -> Iterator[Found]:
    """Open concerns without a link from anything that answers them."""
    since = ground.today - dt.timedelta(days=PATIENCE_DAYS)
    for one in ground.concerns:
        if one.id in ground.answered or one.created_at.date() > since:
            continue
        yield Found(
            f"{one.id}",
            f"Nothing answers the concern {quoted(one.title)}",
            (Evidence(CONCERN, one.id, f"Stated on {one.created_at:%-d %B %Y}, without an answer since."),),
            steps.open_expectation(one.title),
            side=Office(one.office).other.value,
            people=frozenset({one.owner}),
        )
