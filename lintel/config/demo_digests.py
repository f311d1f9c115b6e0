"""The example company's news and digests: what was announced, how things stand, who reads what when."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.config.demo_goals import of
from lintel.config.story import told, who
from lintel.digests.book.actions import edition
from lintel.digests.book.gathering import book_on
from lintel.digests.news.actions import announcement, rhythm, status_update
from lintel.digests.news.models import Announcement, StatusUpdate
from lintel.digests.weekly.access import least_reader
from lintel.digests.weekly.actions import digest, preference
from lintel.digests.weekly.composing import compose
from lintel.digests.weekly.models import SHARED
from lintel.digests.weekly.reading import Happened
from lintel.goals.objectives.models import Goal
from lintel.people.actions import watch
from lintel.people.models import User

BACKLOG = (
    "From January marketing and IT order their work in **one backlog**. What is not in it is not begun.\n\n"
    "The first session is on the second Tuesday. Bring your three most urgent things, and what they are "
    "worth to the other side."
)
FREEZE = (
    "The shop takes half of its winter orders in these two weeks. Emergencies go through Lena, also at night."
)
BRIEFS = (
    "Three campaigns waited last month because nobody had said which system their lists come from. The "
    "brief has a field for it now."
)
ANNOUNCED = (  # who, for whom, days ago, days on top, asks for a word, title, text
    ("mara.lindqvist", "company", 5, 9, True, "One backlog from January on", BACKLOG),
    ("ivo.brandt", "it", 3, 4, False, "No releases from 20 December to 4 January", FREEZE),
    ("nele.vogt", "marketing", 1, 0, False, "Campaign briefs now name their system", BRIEFS),
)
STANDS = (  # what, who, days ago, how it stands, in their words
    ("G-10", "julia.steiner", 6, "at_risk",
     "Chat answers within the hour; mail still takes two days. Two people start in January."),
    ("G-13", "henrik.sorensen", 4, "off_track",
     "Clicks cost a third more than in spring. We stop the two dearest campaigns this week."),
    ("G-17", "tomas.okafor", 2, "on_track",
     "Eleven of forty seats were given back without a fight. The rest goes at the renewal."),
    ("One customer record", "tomas.okafor", 3, "at_risk",
     "The vendor’s trial ends on Friday, and the consent of the newsletter is not mapped yet."),
    ("Campaign pages without", "nele.vogt", 1, "on_track",
     "The first page went live without a ticket. Legal wants to see the second one."),
)  # fmt: skip
OWED = (("G-11", "lena.ito", 7, 9), ("G-15", "mara.lindqvist", 14, 15), ("G-18", "nele.vogt", 7, 3))
FOLLOWED = {
    "mara.lindqvist": ("G-10", "G-15", "One customer record"),
    "ivo.brandt": ("G-17", "One customer record", "Single sign-on"),
    "nele.vogt": ("G-11", "Campaign pages without"),
}
WANTED: dict[str, dict[str, Any]] = {  # who wants it when
    "mara.lindqvist": {"frequency": "weekly", "weekday": 0, "hour": 7},
    "ivo.brandt": {"frequency": "daily", "hour": 8, "sections": ["waits", "decided", "returned"]},
    "nele.vogt": {"frequency": "weekly", "weekday": 4, "hour": 15},
    "tomas.okafor": {"frequency": "never"},
    "lena.ito": {"frequency": "weekly", "weekday": 0, "hour": 9, "when_empty": "line"},
}


def prepare() -> Iterator[str]:
    """News of the last days, words that are owed, and the digests of the week that led here; nothing
    without the goals that they are about."""
    if not Goal.objects.filter(imported_key=STANDS[0][0]).exists():
        return
    _announce()
    _say()
    for name, wanted in WANTED.items():
        preference.keep(wanted, version=0, by=who(name))
    for name, keys in FOLLOWED.items():
        for key in keys:
            watch.follow(_thing(key), by=who(name))
    _book()
    made = _digests()
    told_of, said = Announcement.objects.count(), StatusUpdate.objects.count()
    yield f"News: {told_of} announcements, {said} words on how things stand; {made} digests"


def _thing(key: str) -> models.Model:
    goal: Goal | None = of(key) if key.startswith("G-") else None
    return goal or told(key)


def _announce() -> None:
    now = timezone.now()
    for name, audience, ago, top, asks, title, text in ANNOUNCED:
        until = timezone.localdate() + dt.timedelta(days=top) if top else None
        made = announcement.publish(
            title=title, text=text, audience=audience, pinned_until=until, asks_word=asks, by=who(name)
        )
        Announcement.objects.filter(pk=made.pk).update(published_at=now - dt.timedelta(days=ago))
    row = Announcement.objects.earliest("pk")
    for name in ("lena.ito", "tomas.okafor", "julia.steiner"):
        announcement.acknowledge(row, version=1, by=who(name))


def _say() -> None:
    now, today = timezone.now(), timezone.localdate()
    for key, name, days, ago in OWED:
        asked_on = today - dt.timedelta(days=ago)
        rhythm.ask(_thing(key), person=who(name), days=days, day=asked_on, by=who("ivo.brandt"))
    for key, name, ago, health, words in STANDS:
        moment = now - dt.timedelta(days=ago)
        status_update.write(_thing(key), health=health, text=words, by=who(name), now=moment)


def _digests() -> int:
    """Those of the cast, of both sides and of the company, over the seven days until today."""
    today = timezone.localdate()
    starts_on, ends_on = today - dt.timedelta(days=6), today + dt.timedelta(days=1)
    happened = Happened(starts_on, ends_on, "UTC")
    for scope in SHARED:
        content = compose(happened, least_reader(), day=today, scope=scope)
        digest.share(scope, starts_on, ends_on, content.counts, by=None)
    people: list[User] = [who(name) for name in WANTED]
    made = [
        digest.Made(one, starts_on, ends_on, "UTC", compose(happened, one, day=today).counts, sends=False)
        for one in people
    ]
    digest.make(made, {}, now=timezone.now(), by=None)
    return len(made) + len(SHARED)


def _book() -> None:
    """An edition of the strategy book that both offices signed."""
    today = timezone.localdate()
    row = edition.keep(
        book_on(today, who("mara.lindqvist")), day=today, note="Budget round", by=who("nele.vogt")
    )
    for name in ("mara.lindqvist", "ivo.brandt"):
        edition.sign(row, by=who(name), content_hash=hash_of(row))
        row.refresh_from_db()
