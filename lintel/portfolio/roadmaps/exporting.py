"""A plan as a file: rows, a document, a calendar."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone

from lintel.portfolio.roadmaps import drawing
from lintel.portfolio.roadmaps.models import Plan, Roadmap
from lintel.portfolio.roadmaps.showing import Shown, tightest
from lintel.ui.charts import svg
from lintel.ui.exports import csv_response, xlsx_response
from lintel.ui.formats import date_text, number_text

LAYOUT = Path(__file__).with_name("plan.typ")
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


def as_xlsx(roadmap: Roadmap, plan: Plan, seen: Shown) -> HttpResponseBase:
    """The same as a workbook."""
    return xlsx_response(f"roadmap-{roadmap.pk}-plan-{plan.pk}", HEADER, rows(seen))


def pdf(roadmap: Roadmap, plan: Plan, seen: Shown) -> bytes:
    """The plan on paper: laid out by Typst from data, so that no text of ours or yours is ever markup."""
    import typst

    data = {
        "title": roadmap.title,
        "plan": plan.name,
        "state": plan.get_state_display(),
        "span": f"{date_text(roadmap.starts_on)} – {date_text(roadmap.ends_on)}",
        "made": f"{timezone.now():%d %b %Y, %H:%M} UTC",
        "said": plan.search.said,
        "chance": "" if plan.chance is None else f"{plan.chance:.0%}",
        "worth": [number_text(plan.marketing, 1), number_text(plan.it, 1)],
        "charts": [svg(drawing.timeline(roadmap, plan, seen))] if seen.bars else [],
        "in": [[bar.title, date_text(bar.starts_on), date_text(bar.ends_on), bar.side] for bar in seen.bars],
        "ways": [[bar.title, bar.way, " ".join(bar.otherwise)] for bar in seen.ways],
        "out": [[one.title, one.says or one.because, " ".join(one.changes[:1])] for one in seen.left],
        "bundles": [[one.title, one.label, " ".join([one.says, *one.changes[:1]])] for one in seen.bundles],
        "tight": [
            [one.specialty, one.period, number_text(one.used), number_text(one.capacity), f"{one.chance:.0%}"]
            for one in tightest(seen.loads)
        ],
    }
    made: bytes = typst.compile(LAYOUT, format="pdf", sys_inputs={"data": json.dumps(data)})
    return made


def as_pdf(roadmap: Roadmap, plan: Plan, seen: Shown) -> HttpResponseBase:
    """The plan on paper."""
    response = HttpResponse(pdf(roadmap, plan, seen), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="roadmap-{roadmap.pk}-plan-{plan.pk}.pdf"'
    return response


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


FILES: dict[str, Callable[[Roadmap, Plan, Shown], HttpResponseBase]] = {
    "csv": as_csv, "xlsx": as_xlsx, "pdf": as_pdf, "ics": as_calendar,
}  # fmt: skip
