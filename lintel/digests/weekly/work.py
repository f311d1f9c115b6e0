"""The run that makes the digests that are due and sends what is on its way, and its order when there is any.

What a mail says is asked for with its reader's rights moments before it is sent, a batch at a time. A mail
that does not go out is tried again after five minutes, half an hour, two hours and eight; then its row says
why.
"""

import contextlib
import datetime as dt
import smtplib
from collections.abc import Iterator
from typing import Any

import structlog
from django.core.mail import get_connection
from django.urls import reverse
from django.utils import timezone

from lintel.audit.memory import steady
from lintel.audit.models import Run, RunState
from lintel.audit.runs import Outcome, Progress, run_kind
from lintel.digests.weekly import mail, secrets, services
from lintel.digests.weekly.access import least_reader, may_subscribe
from lintel.digests.weekly.actions import channel as channels
from lintel.digests.weekly.actions import digest as digests
from lintel.digests.weekly.actions import preference as preferences
from lintel.digests.weekly.actions.digest import KIND, Made
from lintel.digests.weekly.composing import Content, compose
from lintel.digests.weekly.models import (
    MOST_ATTEMPTS,
    SHARED,
    Channel,
    Delivery,
    DeliveryState,
    Digest,
    Preference,
    WhenEmpty,
)
from lintel.digests.weekly.moments import days, local_day, next_moment, week_before
from lintel.digests.weekly.reading import Happened
from lintel.digests.weekly.subscribers import without_word
from lintel.ui.problems import Problem

log = structlog.get_logger(__name__)

BATCH = 100  # people in one transaction
AGAIN_AFTER = (
    dt.timedelta(minutes=5),
    dt.timedelta(minutes=30),
    dt.timedelta(hours=2),
    dt.timedelta(hours=8),
)


class Days:
    """What happened, read once for all whose digest goes over the same days."""

    def __init__(self) -> None:
        self.known: dict[tuple[dt.date, dt.date, str], Happened] = {}
        # Composed a moment ago, for the mails of this batch; a mail that is tried again is composed anew.
        self.fresh: dict[tuple[int, dt.date, dt.date], Content] = {}

    def of(self, starts_on: dt.date, ends_on: dt.date, zone: str) -> Happened:
        """From these days on, until those."""
        key = (starts_on, ends_on, zone)
        if key not in self.known:
            self.known[key] = Happened(*key)
        return self.known[key]


def order_due(now: dt.datetime) -> int:
    """Order a run when something is due; returns how many orders. Safe to call from several workers."""
    waits = Run.objects.filter(kind=KIND, state__in=[RunState.QUEUED, RunState.RUNNING])
    if waits.exists() or not is_due(now):
        return 0
    digests.order(by=None)
    return 1


def is_due(now: dt.datetime) -> bool:
    """Whether anything is to be made or sent at this moment."""
    return (
        Preference.objects.due(now).exists()
        or Delivery.objects.due(now).exists()
        or Channel.objects.due(now).exists()
        or without_word().exists()
        or bool(_unshared(now))
    )


@run_kind(KIND, resumable=True)
def run(progress: Progress) -> Outcome:
    """Everything that is due now."""
    made, sent, failed = make_and_send(timezone.now(), progress)
    return Outcome({"made": made, "sent": sent, "failed": failed}, reverse("digests:deliveries"))


def make_and_send(
    now: dt.datetime, progress: Progress | None = None, *, everybody: bool = False
) -> tuple[int, int, int]:
    """What is due, or everybody’s digest, due or not. Returns how many digests were made, how many went out,
    and how many did not."""
    known = Days()
    if without_word().exists():
        preferences.open_missing(now=now, by=None)
    share_due(now, known)
    wanted = Preference.objects.wanting() if everybody else Preference.objects.due(now)
    due = list(wanted.select_related("person").order_by("next_at", "pk"))
    made, (sent, failed) = 0, send_due(now, known)
    for start in range(0, len(due), BATCH):
        if progress is not None:
            progress.report(start, len(due), "Making digests")
        made += make_due(due[start : start + BATCH], now, known)
        more, less = send_due(now, known)
        sent, failed = sent + more, failed + less
    return made, sent, failed


def _unshared(now: dt.datetime) -> list[str]:
    """The sides, and the company, whose digest of last week was not made yet."""
    starts_on, ends_on = week_before(local_day(now, "UTC"))
    kept = Digest.objects.filter(scope__in=SHARED, starts_on=starts_on, ends_on=ends_on)
    have = set(kept.values_list("scope", flat=True))
    return [scope for scope in SHARED if scope not in have]


def share_due(now: dt.datetime, known: Days) -> None:
    """Make last week's digests of the sides and the company, and put them on their way to their channels."""
    today = local_day(now, "UTC")
    starts_on, ends_on = week_before(today)
    for scope in _unshared(now):
        content = compose(known.of(starts_on, ends_on, "UTC"), least_reader(), day=today, scope=scope)
        digests.share(scope, starts_on, ends_on, content.counts, by=None)
    for one in Channel.objects.due(now):
        newest = Digest.objects.filter(scope=one.scope, person=None).order_by("-ends_on").first()
        if newest is not None:
            channels.post(one, newest, now=now, by=None)


def make_due(batch: list[Preference], now: dt.datetime, known: Days) -> int:
    """Make the digests of these people; returns how many."""
    with steady():  # while they are composed nothing is written
        made = [one for one in (made_for(row, now, known) for row in batch) if one is not None]
    have = {one.person.pk for one in made}
    later = {row.person_id: _next(row, now) for row in batch}
    for row in batch:
        if row.person_id not in have:  # no role any more: nothing is made, and its moment passes
            Preference.objects.filter(pk=row.pk).update(next_at=later.pop(row.person_id))
    if made:
        digests.make(made, later, now=now, by=None)
    return len(made)


def made_for(row: Preference, now: dt.datetime, known: Days) -> Made | None:
    """What somebody’s digest of now would be; nothing for who has no role any more."""
    person = row.person
    if not may_subscribe(person):
        return None
    starts_on, ends_on = days(row.frequency, now, person.time_zone)
    happened = known.of(starts_on, ends_on, person.time_zone)
    content = compose(happened, person, day=ends_on, sections=row.sections)
    known.fresh[(person.pk, starts_on, ends_on)] = content
    sends = not content.quiet or row.when_empty == WhenEmpty.LINE
    return Made(person, starts_on, ends_on, person.time_zone, content.counts, sends)


def _next(row: Preference, now: dt.datetime) -> dt.datetime | None:
    return next_moment(
        now, row.person.time_zone, frequency=row.frequency, weekday=row.weekday, hour=row.hour,
        quiet_from=row.quiet_from, quiet_until=row.quiet_until,
    )  # fmt: skip


def send_due(now: dt.datetime, known: Days) -> tuple[int, int]:
    """Send what is on its way; returns how many went out and how many did not."""
    rows = Delivery.objects.due(now).select_related("digest", "person", "channel").order_by("pk")
    sent = failed = 0
    for row, why in _sent(list(rows), known):
        _note(row, why, now)
        sent, failed = (sent + 1, failed) if not why else (sent, failed + 1)
    known.fresh.clear()
    return sent, failed


def _sent(rows: list[Delivery], known: Days) -> Iterator[tuple[Delivery, str]]:
    """Each with why it did not go out, or nothing; all mails over one connection."""
    wants = {one.person_id: one for one in Preference.objects.filter(person__in=[r.person_id for r in rows])}
    connection = get_connection()
    try:
        for row in rows:
            yield row, _try(row, wants.get(row.person_id or 0), known, connection)
    finally:
        connection.close()


def _try(row: Delivery, preference: Preference | None, known: Days, connection: Any) -> str:
    """Why it did not go out, or nothing. A connection that failed is closed, so that the next one is new."""
    try:
        if row.channel is not None:
            _post(row, known)
        else:
            _mail(row, preference, known, connection)
    except Problem as problem:
        return problem.sentence
    except (OSError, smtplib.SMTPException) as error:
        log.warning("digest not sent", delivery=row.pk, error=type(error).__name__)
        with contextlib.suppress(OSError, smtplib.SMTPException):
            connection.close()
        return f"The mail server did not take it ({type(error).__name__})."
    return ""


def content_of(digest: Digest, known: Days, preference: Preference | None, *, day: dt.date) -> Content:
    """What a kept digest says now, to its person or to anybody with a role."""
    happened = known.of(digest.starts_on, digest.ends_on, digest.time_zone)
    reader = digest.person or least_reader()
    sections = preference.sections if preference else None
    return compose(happened, reader, day=day, scope=digest.scope, sections=sections)


def _mail(row: Delivery, preference: Preference | None, known: Days, connection: Any) -> None:
    person = row.person
    if person is None or not person.is_active or not may_subscribe(person):
        raise Problem("This person no longer has an account with a role.")
    made_of = (person.pk, row.digest.starts_on, row.digest.ends_on)
    content = known.fresh.pop(made_of, None) or content_of(
        row.digest, known, preference, day=local_day(timezone.now(), person.time_zone)
    )
    made = mail.message(row.digest, content, person)
    connection.open()  # once for all of them, as long as nothing fails
    connection.send_messages([made])


def _post(row: Delivery, known: Days) -> None:
    if row.channel is None or row.channel.paused_at is not None:
        raise Problem("The channel is paused.")
    content = content_of(row.digest, known, None, day=local_day(timezone.now(), row.channel.time_zone))
    services.post(secrets.opened(bytes(row.channel.secret)), *mail.chat_text(row.digest, content))


def _note(row: Delivery, why: str, now: dt.datetime) -> None:
    """What became of it: sent, to be tried again, or failed for good. Rows of work keep their own state."""
    attempts = row.attempts + 1
    if not why:
        facts: dict[str, Any] = {"state": DeliveryState.SENT, "sent_at": now, "next_try_at": None, "why": ""}
    elif attempts >= MOST_ATTEMPTS:
        facts = {"state": DeliveryState.FAILED, "next_try_at": None, "why": why[:300]}
    else:
        facts = {"next_try_at": now + AGAIN_AFTER[attempts - 1], "why": why[:300]}
    Delivery.objects.filter(pk=row.pk).update(attempts=attempts, **facts)
