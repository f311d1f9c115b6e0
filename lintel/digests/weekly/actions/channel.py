"""Where the digests of a side or of the company are posted."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from lintel.audit import runs
from lintel.audit.audited import Draft, audited
from lintel.audit.sides import Office
from lintel.digests.weekly import secrets
from lintel.digests.weekly.access import may_set_channels
from lintel.digests.weekly.actions.digest import KIND
from lintel.digests.weekly.models import SHARED, Channel, Delivery, Digest
from lintel.digests.weekly.moments import next_moment
from lintel.digests.weekly.services import service_of
from lintel.people import texts
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale

MOST = 20


@audited("channel.added", says="has the digest for {scope} posted to {service}")
def add(entry: Draft, *, name: str, scope: str, url: str, weekday: int, hour: int, by: User) -> Channel:
    """Post a digest once a week to a chat. The address is checked, encrypted, and never shown again."""
    _require(by, scope)
    if Channel.objects.count() >= MOST:
        raise Problem(f"There are {MOST} channels already.", way_out="Remove one first.")
    row = Channel(made_by=by, scope=scope, time_zone=by.time_zone)
    _fill(row, name, weekday, hour)
    row.service, row.secret = service_of(url), secrets.closed(url.strip())
    row.save()
    entry.about(row, scope=row.get_scope_display().lower(), service=row.service)
    return row


@audited("channel.changed", says="changed {what}")
def change(entry: Draft, channel: Channel, values: Mapping[str, Any], *, version: int, by: User) -> Channel:
    """Another name, day or hour; with a new address only where one is given."""
    row = _locked(channel, by)
    if row.version != version:
        raise Stale("Somebody changed this channel meanwhile.", way_out="Open its page again.")
    _fill(row, values["name"], values["weekday"], values["hour"])
    url = str(values.get("url") or "").strip()
    if url:
        row.service, row.secret = service_of(url), secrets.closed(url)
    row.version += 1
    row.save()
    entry.about(row, what="the channel and its address" if url else "the channel")
    return row


@audited("channel.paused", says="{what} the channel")
def pause(entry: Draft, channel: Channel, *, paused: bool, by: User) -> Channel:
    """Post nothing for a while, or go on."""
    row = _locked(channel, by)
    if paused == (row.paused_at is not None):
        raise Stale("It is so already.", way_out="There is nothing left to do.")
    row.paused_at = timezone.now() if paused else None
    row.next_at = _next(row)
    row.save(update_fields=["paused_at", "next_at"])
    entry.about(row, what="paused" if paused else "resumed")
    return row


@audited("channel.removed", says="removed the channel “{name}”")
def remove(entry: Draft, channel: Channel, *, by: User) -> None:
    """Take it away, with its address and what was posted to it."""
    row = _locked(channel, by)
    entry.about(row, name=row.name)
    Channel.objects.get(pk=row.pk).delete()


@audited("channel.posted", says="has the digest of {starts} posted")
def post(entry: Draft, channel: Channel, digest: Digest, *, now: dt.datetime, by: User | None) -> Delivery:
    """Put a digest on its way to the channel; the same digest goes there once, unless one asks again."""
    if by is not None and not may_set_channels(by):
        raise Denied("The two offices and administrators post digests.", way_out="Ask one of them.")
    row, fresh = Delivery.objects.get_or_create(
        digest=digest, channel=channel, defaults={"queued_at": now, "next_try_at": now}
    )
    if not fresh and by is not None:
        Delivery.objects.filter(pk=row.pk).update(state="queued", why="", attempts=0, next_try_at=now)
    Channel.objects.filter(pk=channel.pk).update(next_at=_next(channel, now))
    entry.about(channel, starts=digest.starts_on.isoformat())
    if by is not None:
        runs.start(KIND, f"Post to {channel.name}", {}, by=by)
    return row


def _require(by: User, scope: str) -> None:
    if scope not in SHARED:
        raise Problem("It is not said whose digest.", way_out="Choose one.", field="scope")
    own_side = scope not in Office.values or by.is_administrator or by.side == scope
    if not may_set_channels(by) or not own_side:
        raise Denied(
            "An office posts its own side’s digest and the company’s; administrators post any.",
            way_out="Ask the other office, or an administrator.",
        )


def _locked(channel: Channel, by: User) -> Channel:
    row = Channel.objects.select_for_update().get(pk=channel.pk)
    _require(by, row.scope)
    return row


def _fill(row: Channel, name: str, weekday: int, hour: int) -> None:
    row.name = texts.line(name, "name", "The name", most=80, required=True)
    if Channel.objects.filter(name=row.name).exclude(pk=row.pk).exists():
        raise Problem("There is a channel of that name.", way_out="Choose another name.", field="name")
    if not (0 <= weekday <= 6 and 0 <= hour <= 23):
        raise Problem("That is no time of the week.", way_out="Choose from the lists.", field="hour")
    row.weekday, row.hour = weekday, hour
    row.next_at = _next(row)


def _next(row: Channel, now: dt.datetime | None = None) -> dt.datetime | None:
    if row.paused_at is not None:
        return None
    return next_moment(
        now or timezone.now(), row.time_zone, frequency="weekly", weekday=row.weekday, hour=row.hour
    )
