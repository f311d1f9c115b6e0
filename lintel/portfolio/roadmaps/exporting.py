"""A plan as rows and as a calendar; `reporting` has it on paper."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpResponse, HttpResponseBase

from lintel.portfolio.roadmaps.models import Plan, Roadmap
from lintel.portfolio.roadmaps.showing import Shown
from lintel.ui.exports import csv_response

HEADER = [
    "Number", "Proposal", "In the plan", "From", "Until", "Worth to marketing", "Worth to IT", "Why",
    "What would bring it in", "Kind", "Way", "Why not another way",
]  # fmt: skip


def rows(seen: Shown) -> Iterator[list[Any]]:
    """Every proposal: those that are in by their dates, then those that are out; then every bundle."""
    for bar in seen.bars:
        days = [bar.starts_on.isoformat(), bar.ends_on.isoformat()]
        yield [bar.key, bar.title, "yes", *days, bar.marketing, bar.it, bar.because, "", "proposal", bar.way,
               " ".join(bar.otherwise)]  # fmt: skip
    for one in seen.left:
        why = [one.says or one.because, " / ".join(one.changes)]
        yield [one.key, one.title, "no", "", "", "", "", *why, "proposal", "", ""]
    for both in seen.bundles:
        until = both.ends_on.isoformat() if both.ends_on else ""
        why = [both.says, " / ".join(both.changes)]
        yield [both.key, both.title, both.answer, "", until, both.marketing, both.it, *why, "bundle", "", ""]


def as_csv(roadmap: Roadmap, plan: Plan, seen: Shown) -> HttpResponseBase:
    """All proposals with dates and reasons."""
    return csv_response(f"roadmap-{roadmap.pk}-plan-{plan.pk}", HEADER, rows(seen))


def calendar(roadmap: Roadmap, plan: Plan, seen: Shown) -> bytes:
    """Each proposal that is in as an event of whole days (RFC 5545)."""
    from icalendar import Calendar, Event

    found = Calendar()
    found.add("prodid", "-//Lintel//Roadmap//EN")
    found.add("version", "2.0")
    found.add("x-wr-calname", roadmap.title)
    for bar in seen.bars:
        event = Event()
        event.add("uid", f"roadmap-{roadmap.pk}-proposal-{bar.key}@lintel")
        event.add("dtstamp", plan.at)
        event.add("dtstart", bar.starts_on)
        event.add("dtend", bar.ends_on + dt.timedelta(days=1))
        event.add("summary", bar.title)
        how = f" {bar.way}." if bar.way else ""
        event.add("description", f"{roadmap.title}, {plan.name}.{how} Worth more to: {bar.side}.")
        event.add("transp", "TRANSPARENT")
        found.add_component(event)
    made: bytes = found.to_ical()
    return made


def as_calendar(roadmap: Roadmap, plan: Plan, seen: Shown) -> HttpResponseBase:
    """A file that calendars read."""
    response = HttpResponse(calendar(roadmap, plan, seen), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="roadmap-{roadmap.pk}-plan-{plan.pk}.ics"'
    return response


FILES: dict[str, Callable[[Roadmap, Plan, Shown], HttpResponseBase]] = {"csv": as_csv, "ics": as_calendar}
