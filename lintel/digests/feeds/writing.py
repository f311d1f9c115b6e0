"""The same days and news in the forms that calendars and feed readers take (RFC 5545, RFC 4287)."""

import datetime as dt
from collections.abc import Iterable
from hashlib import sha256

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed

from lintel.digests.feeds.dates import KINDS, Day
from lintel.digests.news.decisions import Decision
from lintel.digests.news.models import Announcement, StatusUpdate

REFRESH = dt.timedelta(hours=4)


def calendar(days: Iterable[Day], *, name: str, now: dt.datetime) -> bytes:
    """An iCalendar with one whole-day event for each day, and a reminder where there is time to act."""
    from icalendar import Alarm, Calendar, Event

    found = Calendar()
    found.add("prodid", "-//Lintel//Days//EN")
    found.add("version", "2.0")
    found.add("x-wr-calname", name)
    found.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for one in days:
        event = Event()
        event.add("uid", f"{one.uid}@lintel")
        event.add("dtstamp", now)
        event.add("dtstart", one.day)
        event.add("dtend", one.day + dt.timedelta(days=1))
        event.add("summary", one.title)
        event.add("categories", [KINDS[one.kind]])
        event.add("url", settings.BASE_URL + one.url)
        event.add("transp", "TRANSPARENT")
        if one.remind_days:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", one.title)
            alarm.add("trigger", -dt.timedelta(days=one.remind_days))
            event.add_component(alarm)
        found.add_component(event)
    made: bytes = found.to_ical()
    return made


def _feed(title: str, path: str, what: str) -> Atom1Feed:
    base = settings.BASE_URL
    return Atom1Feed(
        title=title, link=base + path, description=title, language="en",
        feed_guid=tag(what, "feed"), author_name="Lintel",
    )  # fmt: skip


def tag(what: str, key: object) -> str:
    """An identifier that stays the same whatever address the house moves to (RFC 4151 names need a domain,
    so it is an opaque URN made of the house's own name)."""
    digest = sha256(f"{settings.BASE_URL} {what} {key}".encode()).hexdigest()
    return f"urn:uuid:{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}"


def news(
    announcements: Iterable[Announcement], updates: Iterable[tuple[StatusUpdate, object]], path: str
) -> str:
    """Announcements and how things stand, newest first, as Atom."""
    feed, base = _feed("Lintel: news", path, "news"), settings.BASE_URL
    items: list[tuple[dt.datetime, dict[str, object]]] = []
    for row in announcements:
        items.append((row.published_at, {
            "title": row.title, "link": base + row.get_absolute_url(), "description": row.text,
            "author_name": row.author.name, "pubdate": row.published_at, "updateddate": row.changed_at,
            "unique_id": tag("announcement", row.pk),
        }))  # fmt: skip
    for update, thing in updates:
        items.append((update.at, {
            "title": f"{update.get_health_display()}: {thing}",
            "link": base + update.get_absolute_url(), "description": update.text,
            "author_name": update.author.name, "pubdate": update.at, "updateddate": update.at,
            "unique_id": tag("update", update.pk),
        }))  # fmt: skip
    for _, item in sorted(items, key=lambda one: one[0], reverse=True):
        feed.add_item(**item)  # type: ignore[arg-type]  # all of them are its names
    return feed.writeString("utf-8")


def decided(found: Iterable[Decision], path: str) -> str:
    """What was decided, newest first, as Atom."""
    feed, base = _feed("Lintel: decisions", path, "decisions"), settings.BASE_URL
    for one in found:
        feed.add_item(
            title=f"{one.title}: {one.sentence}", link=base + one.url,
            description=one.why or "No reason was written.", pubdate=one.at, updateddate=one.at,
            author_name=one.actor.name if one.actor else "Lintel", unique_id=tag("decision", one.seq),
        )  # fmt: skip
    return feed.writeString("utf-8")
