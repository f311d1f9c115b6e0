"""Digests are made, ordered, and put on their way."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from lintel.audit import runs
from lintel.audit.audited import Draft, audited
from lintel.audit.models import Run, RunState
from lintel.digests.weekly.access import may_send, may_set_channels
from lintel.digests.weekly.models import Delivery, DeliveryState, Digest, Preference, Scope
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem

KIND = "digests.send"
CLEAR_OF = dt.timedelta(minutes=10)  # between two that one has sent to oneself


@dataclass(frozen=True)
class Made:
    """A digest that somebody gets: over which days, what stands in it, and whether it is sent."""

    person: User
    starts_on: dt.date
    ends_on: dt.date
    zone: str
    counts: dict[str, int] = field(default_factory=dict)
    sends: bool = True


@audited("digest.ordered", says="had the digests made that are due")
def order(entry: Draft, *, by: User | None) -> Run:
    """Make and send in the background what is due; one waiting run serves all who ask."""
    if by is not None and not may_set_channels(by):
        raise Denied("The two offices and administrators have digests sent.", way_out="Ask one of them.")
    waiting = Run.objects.filter(kind=KIND, state=RunState.QUEUED).first()
    run = waiting or runs.start(KIND, "Make and send digests", {}, by=by)
    entry.about(run)
    return run


@audited("digest.made", says="made the digests of {people} people")
def make(
    entry: Draft, made: Sequence[Made], next_at: dict[int, dt.datetime | None], *, now: dt.datetime, by: None
) -> list[Digest]:
    """Keep that these were made, queue their mails, and note when each person's next is due (by person).

    One entry for all of them. Who has a digest of the same days already keeps it and gets no second mail.
    """
    if not made:
        raise Problem("Nobody’s digest is due.", way_out="There is nothing to do.")
    rows = [
        Digest(scope=Scope.PERSON, person=one.person, starts_on=one.starts_on, ends_on=one.ends_on,
               time_zone=one.zone, made_at=now, counts=one.counts)
        for one in made
    ]  # fmt: skip
    Digest.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    first = min(one.starts_on for one in made)
    held = Digest.objects.filter(person__in=[one.person for one in made], starts_on__gte=first)
    kept = {(row.person_id, row.starts_on, row.ends_on): row for row in held}
    found = [kept[(one.person.pk, one.starts_on, one.ends_on)] for one in made]
    Delivery.objects.bulk_create(
        [
            Delivery(digest=row, person=one.person, queued_at=now, next_try_at=now)
            for row, one in zip(found, made, strict=True)
            if one.sends
        ],
        batch_size=500,
        ignore_conflicts=True,
    )
    _move_on(next_at)
    entry.about(found[0], people=len(found))
    return found


def _move_on(next_at: dict[int, dt.datetime | None]) -> None:
    rows = list(Preference.objects.filter(person__in=next_at))
    for row in rows:
        row.next_at = next_at[row.person_id] if row.frequency != "never" else None
    Preference.objects.bulk_update(rows, ["next_at"], batch_size=500)


@audited("digest.shared", says="made the digest for {whom}")
def share(
    entry: Draft, scope: str, starts_on: dt.date, ends_on: dt.date, counts: dict[str, int], *, by: User | None
) -> Digest:
    """Keep that the digest of a side or of the company was made; once for the same days."""
    row, _ = Digest.objects.get_or_create(
        scope=scope, person=None, starts_on=starts_on, ends_on=ends_on, defaults={"counts": counts}
    )
    entry.about(row, whom=Scope(scope).label.lower() if scope == Scope.COMPANY else Scope(scope).label)
    return row


@audited("digest.asked-for", says="had the digest sent to themselves")
def send_again(entry: Draft, digest: Digest, *, by: User) -> Delivery:
    """Send one's own digest to oneself now, whatever one's preferences are."""
    if not may_send(by, digest):
        raise Denied("One has one’s own digest sent.", way_out="Open yours.")
    now = timezone.now()
    row, fresh = Delivery.objects.select_for_update().get_or_create(
        digest=digest, person=by, defaults={"queued_at": now, "next_try_at": now}
    )
    if not fresh:
        if row.sent_at and row.sent_at > now - CLEAR_OF:
            raise Problem("It was sent a moment ago.", way_out="Look into your mail, also among the spam.")
        Delivery.objects.filter(pk=row.pk).update(
            state=DeliveryState.QUEUED, why="", attempts=0, queued_at=now, next_try_at=now
        )
    entry.about(digest)
    runs.start(KIND, "Send a digest", {}, by=by)
    return row
