"""News and digests: one of each, what is sent to their addresses, and many of everything."""

import datetime as dt
from typing import Any

from django.db.models import Model
from django.utils import timezone

from benchmarks.filling.talk import Event, append_all
from lintel.audit.signatures import hash_of
from lintel.digests.book.actions import edition
from lintel.digests.book.models import Edition
from lintel.digests.book.shape import Book, Section
from lintel.digests.news.models import Announcement, StatusUpdate
from lintel.digests.weekly import links
from lintel.digests.weekly.actions import channel, digest
from lintel.digests.weekly.models import Channel, Delivery, Digest
from lintel.intake.models import Request
from lintel.people.models import User, Watch
from tests.cast import Cast
from tests.digests.makers import click_of, make_announcement, make_feed, make_update

Body = dict[str, Any]
LISTS = {
    "news:news": "",
    "news:announcements": "",
    "news:following": "",
    "news:decisions": "",
    "digests:digests": "",
    "digests:deliveries": "",
    "digests:channels": "",
    "book:editions": "",
    "book:differences": "edition of the book",
}
API_LISTS = {
    "list_announcements": "",
    "list_status_updates": "",
    "list_decisions": "",
    "list_digests": "",
    "list_digest_deliveries": "",
    "list_digest_channels": "",
    "list_book_editions": "",
    "list_book_differences": "edition of the book",
}
MONDAY = dt.date(2026, 3, 2)
WEEK = dt.timedelta(days=7)
BOOK = Book((Section("vision", "Vision", "/vision/", ("More guests come again.",)),))
CHAT = "json://127.0.0.1:9/digest"  # nobody listens there
_secrets: dict[str, str] = {}


def things(cast: Cast, goal: Model) -> dict[str, Model]:
    """The samples; the feed and the links are secrets, which `args` gives out."""
    told = make_announcement(cast.nele)
    asked = make_announcement(cast.mara, "company", title="New hours", asks_word=True)
    made = digest.Made(cast.nele, MONDAY, MONDAY + WEEK, "UTC", {"changed": 3})
    (own,) = digest.make([made], {}, now=timezone.now(), by=None)
    post = channel.add(name="Both", scope="company", url=CHAT, weekday=0, hour=9, by=cast.mara)
    _secrets.update(
        {
            "feed of Nele": make_feed(cast.nele),
            "one-click of Nele": click_of(cast.nele, asked),
            "unsubscription of Nele": links.leaving(cast.nele),
        }
    )
    editions = [edition.keep(BOOK, day=MONDAY, note=f"Kept {n}", by=cast.nele) for n in (1, 2)]
    edition.sign(editions[1], by=cast.ivo, content_hash=hash_of(editions[1]))
    return {
        "edition of the book": editions[0],
        "edition signed by IT": editions[1],
        "thread of an edition": editions[0],
        "announcement": told,
        "status update": make_update(goal, cast.nele),
        "thread of what stands": goal,
        "digest of Nele": own,
        "digest of the company": digest.share("company", MONDAY, MONDAY + WEEK, {"changed": 9}, by=None),
        "channel": post,
    }


def args(name: str) -> tuple[Any, ...] | None:
    """Addresses with a secret, or with the name of a scope."""
    if name in _secrets:
        return (_secrets[name],)
    return ("company",) if name == "scope of a digest" else None


def forms(s: Any) -> dict[str, Body]:
    """What is sent to the pages."""
    told = {"title": "The season begins", "text": "Shops open on Tuesday."}
    wanted = {
        "frequency": "daily", "weekday": 0, "hour": 9, "quiet_from": 19, "quiet_until": 7,
        "sections": ["waits"], "when_empty": "line", "version": 0,
    }  # fmt: skip
    return {
        "news:new-announcement": told | {"audience": "marketing"},
        "news:edit-announcement": told | {"version": 1},
        "news:acknowledgement": {"version": 1},
        "news:standing": {"health": "on_track", "text": "All are well again."},
        "news:rhythm": {"person": s.cast.nele.pk, "days": 7},
        "feeds:feeds": {"name": "Phone"},
        "digests:preferences": wanted,
        "digests:new-channel": {"name": "Third", "scope": "company", "url": CHAT, "weekday": 0, "hour": 9},
        "digests:edit-channel": {"name": "Second", "weekday": 1, "hour": 10, "version": 1},
        "book:keeping": {"note": "For the board"},
        "book:signature": {"content_hash": hash_of(s["edition of the book"])},
    }


def json(s: Any) -> dict[str, Body]:
    """What is sent to the API."""
    goal = {"object_type": "objectives.goal", "object_id": s["thread of what stands"].pk}
    told = {"title": "The season begins", "text": "Shops open on Tuesday."}
    return {
        "publish_announcement": told | {"audience": "company"},
        "change_announcement": told | {"version": 1},
        "acknowledge_announcement": {"version": 1},
        "write_status_update": goal | {"health": "on_track", "text": "All are well again."},
        "ask_for_status_updates": goal | {"person_id": s.cast.nele.pk, "days": 7},
        "set_digest_preference": {"frequency": "daily", "version": 0},
        "add_digest_channel": {"name": "Third", "scope": "company", "url": CHAT},
        "keep_book_edition": {"note": "For the board"},
        "sign_book_edition": {"content_hash": hash_of(s["edition of the book"])},
    }


def fill(reader: User, found: dict[str, Any], numbers: range) -> None:
    """Many of everything; what is personal is the reader’s."""
    now, goal = timezone.now(), found["thread of what stands"]
    about: Body = {"object_type": "objectives.goal", "object_id": str(goal.pk)}
    rows: list[list[Any]] = [
        [Announcement(title=f"News {n}", text="Short.", audience="company", author=reader) for n in numbers],
        [StatusUpdate(**about, health="on_track", text=f"Well {n}", author=reader) for n in numbers],
        [
            Digest(scope="person", person=reader, starts_on=day, ends_on=day + WEEK)
            for day in (MONDAY + dt.timedelta(days=1 + n) for n in numbers)
        ],
        [
            Edition(number=100 + n, day=MONDAY, body=BOOK.plain(), taken_by=reader, awaits="it")
            for n in numbers
        ],
        [
            Channel(name=f"Channel {n}", scope="company", service="Webhook", secret=b"-", made_by=reader)
            for n in numbers
        ],
    ]
    made = [type(each[0])._default_manager.bulk_create(each, batch_size=500) for each in rows]
    Delivery.objects.bulk_create([Delivery(digest=row, person=reader) for row in made[2]], batch_size=500)
    newest = Request.objects.order_by("-pk").values_list("pk", flat=True)[: len(numbers)]
    Watch.objects.bulk_create(
        [Watch(object_type="intake.request", object_id=str(pk), person=reader) for pk in newest],
        batch_size=500, ignore_conflicts=True,
    )  # fmt: skip
    thing = ("objectives.goal", str(goal.pk))
    said = {"office": "IT office"}
    # Two each: fifty decisions are a page of the API, and forty rows are the fewest that are filled in.
    append_all(Event(now, reader, "goal.accepted", thing, said) for _ in (*numbers, *numbers))
