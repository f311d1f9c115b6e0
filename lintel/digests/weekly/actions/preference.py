"""When and how somebody wants their digest."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.digests.weekly.access import may_subscribe
from lintel.digests.weekly.models import SECTIONS, Frequency, Preference, WhenEmpty
from lintel.digests.weekly.moments import next_moment
from lintel.digests.weekly.subscribers import without_word
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale

FIELDS = ("frequency", "weekday", "hour", "quiet_from", "quiet_until", "sections", "when_empty")


def _next(row: Preference, zone: str, now: dt.datetime) -> dt.datetime | None:
    return next_moment(
        now, zone, frequency=row.frequency, weekday=row.weekday, hour=row.hour,
        quiet_from=row.quiet_from, quiet_until=row.quiet_until,
    )  # fmt: skip


@audited("digest-preference.opened", says="gives {people} people a weekly digest")
def open_missing(entry: Draft, *, now: dt.datetime, by: None = None) -> int:
    """Everybody with a role who has said nothing yet gets the usual: Monday at eight. Returns how many."""
    people = list(without_word())
    rows = [Preference(person=one) for one in people]
    for row in rows:
        row.next_at = _next(row, row.person.time_zone, now)
    Preference.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    if not people:
        raise Problem("Everybody has said when they want it.", way_out="There is nothing to do.")
    entry.about(people[0], people=len(people))
    return len(people)


@audited("digest-preference.set", says="wants the digest {how}")
def keep(
    entry: Draft,
    values: Mapping[str, Any],
    *,
    version: int,
    by: User,
    now: dt.datetime | None = None,
) -> Preference:
    """Say when and how one wants it, by the names in `FIELDS`; `version` is the one that was read, 0 where
    nothing was said yet."""
    if not may_subscribe(by):
        raise Denied("Without a role a digest could say nothing.", way_out="Ask an administrator for one.")
    row = Preference.objects.select_for_update().filter(person=by).first() or Preference(person=by, version=0)
    if row.version != version and (row.pk or version):
        raise Stale("You changed this elsewhere meanwhile.", way_out="Open the page again.")
    for name in FIELDS:
        if name in values:
            setattr(row, name, values[name])
    _check(row)
    row.version += 1
    row.unsubscribed_at = None if row.frequency != Frequency.NEVER else row.unsubscribed_at
    row.next_at = _next(row, by.time_zone, now or timezone.now())
    row.save()
    entry.about(by, how=Frequency(row.frequency).label.lower())
    return row


@audited("digest-preference.ended", says="wants no more digests by mail")
def unsubscribe(entry: Draft, person: User, *, by: User | None) -> Preference:
    """By the link in a mail, without signing in, or by the person; doing it twice is doing it once."""
    if by is not None and by.pk != person.pk:
        raise Denied("People end their own digests.", way_out="Ask them to.")
    row, _ = Preference.objects.select_for_update().get_or_create(person=person)
    if row.frequency != Frequency.NEVER:
        row.frequency, row.next_at, row.version = Frequency.NEVER, None, row.version + 1
        row.unsubscribed_at = timezone.now()
        row.save()
    entry.about(person)
    return row


def _check(row: Preference) -> None:
    if row.frequency not in Frequency.values or row.when_empty not in WhenEmpty.values:
        raise Problem("That cannot be chosen.", way_out="Choose from the list.", field="frequency")
    for name in ("hour", "quiet_from", "quiet_until"):
        if not 0 <= getattr(row, name) <= 23:
            raise Problem("An hour goes from 0 to 23.", way_out="Choose from the list.", field=name)
    if not 0 <= row.weekday <= 6:
        raise Problem("A week has seven days.", way_out="Choose from the list.", field="weekday")
    row.sections = _known(row.sections)


def _known(sections: Iterable[str]) -> list[str]:
    wanted = set(sections)
    if not wanted or wanted - set(SECTIONS):
        raise Problem("Nothing would stand in it.", way_out="Choose at least one part.", field="sections")
    return [name for name in SECTIONS if name in wanted]
