"""News and digests for tests, made by the same actions that people use."""

import datetime as dt
from typing import Any

from django.db import models
from django.utils import timezone

from lintel.digests.feeds.keys import SCOPE
from lintel.digests.news.actions import announcement, status_update
from lintel.digests.news.models import Announcement, StatusUpdate
from lintel.digests.weekly import links
from lintel.digests.weekly.actions import preference
from lintel.digests.weekly.composing import Content, compose
from lintel.digests.weekly.models import Preference
from lintel.digests.weekly.reading import Happened
from lintel.people.actions import token
from lintel.people.models import User

EVERYTHING = ["waits", "news", "decided", "returned", "changed"]


def today() -> dt.date:
    return timezone.localdate()


def make_announcement(by: User, audience: str = "", **values: Any) -> Announcement:
    """Something that a person tells their side, or whom they say."""
    facts: dict[str, Any] = {"title": "The season begins", "text": "Shops open on Monday."} | values
    return announcement.publish(audience=audience or by.side, by=by, **facts)


def make_update(
    thing: models.Model, by: User, health: str = "at_risk", text: str = "Two people are ill."
) -> StatusUpdate:
    """How a thing stands."""
    return status_update.write(thing, health=health, text=text, by=by)


def make_preference(by: User, **values: Any) -> Preference:
    """When somebody wants their digest; due an hour ago unless said otherwise."""
    row = preference.keep({"sections": EVERYTHING} | values, version=0, by=by)
    Preference.objects.filter(pk=row.pk, next_at__isnull=False).update(
        next_at=timezone.now() - dt.timedelta(hours=1)
    )
    row.refresh_from_db()
    return row


def now_of(reader: User, scope: str = "person", **values: Any) -> Content:
    """The digest of these days, today included, as somebody may see it."""
    day = today()
    happened = Happened(day - dt.timedelta(days=7), day + dt.timedelta(days=1), "UTC")
    return compose(happened, reader, day=day, scope=scope, **values)


def make_feed(person: User) -> str:
    """The secret of somebody’s addresses."""
    _, secret = token.create(name="Calendar", scopes=[SCOPE], days=30, by=person)
    return secret


def click_of(person: User, row: Announcement) -> str:
    """The link by which somebody says that they have read it."""
    return links.minted(person, "read-announcement", row.pk, row.version)
