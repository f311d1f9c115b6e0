"""Announcements: published, changed, taken back, and read."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.digests.news.access import may_acknowledge, may_announce, may_change
from lintel.digests.news.models import Acknowledgement, Announcement, Audience
from lintel.people import texts
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale

LONGEST_PIN = dt.timedelta(days=90)


@audited("announcement.published", says="told {audience} about it")
def publish(
    entry: Draft,
    *,
    title: str,
    text: str,
    audience: str,
    by: User,
    pinned_until: dt.date | None = None,
    asks_word: bool = False,
) -> Announcement:
    """Tell one side or everybody; `pinned_until` keeps it on top for at most 90 days."""
    _require(by, audience)
    row = Announcement(author=by, audience=audience, asks_word=asks_word)
    _fill(row, title, text, pinned_until)
    row.save()
    entry.about(row, audience=Audience(audience).label.lower())
    entry.seal(by, text=row.text)
    return row


@audited("announcement.changed", says="changed it; it is now version {version}")
def change(
    entry: Draft, announcement: Announcement, values: Mapping[str, Any], *, version: int, by: User
) -> Announcement:
    """Other words, another day, for the same people. `version` is the one that was read."""
    row = _locked(announcement)
    if not may_change(by, row):
        raise Denied("Its author changes an announcement.", way_out="Leave a comment with what is missing.")
    if row.version != version:
        raise Stale(
            "Somebody changed this announcement while you were writing.",
            way_out="Your words are still here: open it beside them, then save again.",
        )
    _fill(row, values["title"], values["text"], values.get("pinned_until"))
    row.asks_word = bool(values.get("asks_word", row.asks_word))
    row.version, row.changed_at = row.version + 1, timezone.now()
    row.save()
    entry.about(row, version=row.version)
    entry.seal(by, text=row.text)
    return row


@audited("announcement.withdrawn", says="took it back")
def withdraw(entry: Draft, announcement: Announcement, *, by: User) -> Announcement:
    """It is no longer news; its page says so."""
    row = _locked(announcement)
    if row.withdrawn_at is not None:
        raise Stale("This announcement was taken back already.", way_out="There is nothing left to do.")
    if not may_change(by, row):
        raise Denied("Its author takes an announcement back.", way_out="Ask them, or leave a comment.")
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    entry.about(row)
    return row


@audited("announcement.read", says="has read version {version}")
def acknowledge(entry: Draft, announcement: Announcement, *, version: int, by: User) -> Acknowledgement:
    """Say that one has read it, in the version that one read. Saying it twice is saying it once."""
    row = _locked(announcement)
    if not may_acknowledge(by):
        raise Denied("You have no role here yet.", way_out="Ask an administrator for one.")
    if row.withdrawn_at is not None or row.version != version:
        raise Stale("It was changed or taken back since you read it.", way_out="Read it once more.")
    said, _ = Acknowledgement.objects.update_or_create(
        announcement=row, person=by, defaults={"version": version, "at": timezone.now()}
    )
    entry.about(row, version=version)
    return said


def _require(by: User, audience: str) -> None:
    if audience not in Audience.values:
        raise Problem("It is not said for whom it is.", way_out="Choose one.", field="audience")
    if not may_announce(by, audience):
        raise Denied(
            "Members tell their own side; the two offices and administrators tell everybody.",
            way_out="Ask one of them to publish it, or tell your own side.",
        )


def _locked(announcement: Announcement) -> Announcement:
    return Announcement.objects.select_for_update().get(pk=announcement.pk)


def _fill(row: Announcement, title: str, text: str, pinned_until: dt.date | None) -> None:
    row.title = texts.line(title, "title", "What it is about", most=200, required=True)
    row.text = texts.block(text, "text", "The announcement")
    today = timezone.localdate()
    new = pinned_until is not None and pinned_until != row.pinned_until
    if new and pinned_until and not today <= pinned_until <= today + LONGEST_PIN:
        raise Problem(
            "An announcement stays on top for at most 90 days from today.",
            way_out="Choose a day between.",
            field="pinned_until",
        )
    row.pinned_until = pinned_until
