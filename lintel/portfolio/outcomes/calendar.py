"""The days on which somebody looks, as a file that calendars read (RFC 5545)."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings

from lintel.portfolio.outcomes.models import Review


def feed(reviews: Iterable[Review], now: dt.datetime) -> bytes:
    """Each planned look as an event of a whole day, with the proposal and who looks."""
    from icalendar import Calendar, Event

    found = Calendar()
    found.add("prodid", "-//Lintel//Outcomes//EN")
    found.add("version", "2.0")
    found.add("x-wr-calname", "Promise and outcome")
    for one in reviews:
        event = Event()
        event.add("uid", f"outcome-review-{one.pk}@lintel")
        event.add("dtstamp", now)
        event.add("dtstart", one.due_on)
        event.add("summary", f"Look at what came of “{one.outcome.proposal}”")
        who = f"{one.person} looks. " if one.person else ""
        event.add("description", f"{who}Promise and outcome stand side by side in Lintel.")
        event.add("url", f"{settings.BASE_URL}{one.outcome.get_absolute_url()}")
        event.add("transp", "TRANSPARENT")
        found.add_component(event)
    made: bytes = found.to_ical()
    return made
