"""What happened on some days, read from the ledger once for all who read about them.

Nothing in here knows who reads. `composing` asks, for each reader, which of these things they may see.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, Max, Q

from lintel.audit import ledger
from lintel.audit.models import Entry, EntryObject
from lintel.digests.news import decisions
from lintel.digests.news.models import Announcement, StatusUpdate
from lintel.digests.news.places import shown_types
from lintel.digests.weekly.moments import bounds
from lintel.people.models import User
from lintel.portfolio.outcomes.models import Outcome

Place = tuple[str, str]  # type and key of a thing
QUIET = (  # what is no news: who follows what, what stands in the digest elsewhere
    "watch.followed", "watch.ended", "mention.seen", "status-update.written", "rhythm.asked", "rhythm.ended",
    *decisions.KIND_OF,
)  # fmt: skip


@dataclass(frozen=True)
class Group:
    """What one person did to one thing: how often, and the last entry of it."""

    place: Place
    actor: int | None
    side: str
    count: int
    last: int


@dataclass
class Happened:
    """The days, and what happened in them; each part is read when it is first asked for."""

    starts_on: dt.date
    ends_on: dt.date
    zone: str
    _lines: dict[int, ledger.Line] = field(default_factory=dict)

    @cached_property
    def span(self) -> tuple[dt.datetime, dt.datetime]:
        """First moment in it, and first not in it."""
        return bounds(self.starts_on, self.ends_on, self.zone)

    @cached_property
    def groups(self) -> list[Group]:
        """Who did something to what, the latest first; one query."""
        first, last = self.span
        rows = EntryObject.objects.filter(
            position=0, entry__at__gte=first, entry__at__lt=last, object_type__in=list(shown_types())
        ).exclude(entry__action__in=QUIET)
        found = rows.values_list("object_type", "object_id", "entry__actor_id", "entry__actor__side")
        counted = found.annotate(times=Count("pk"), newest=Max("entry_id")).order_by("-newest")
        return [
            Group((label, key), actor, side or "", times, newest)
            for label, key, actor, side, times, newest in counted
        ]

    @cached_property
    def places(self) -> dict[str, set[str]]:
        """All things that something happened to, by type."""
        found: dict[str, set[str]] = {}
        for label, key in [*(one.place for one in self.groups), *(self._place(one) for one in self.decided)]:
            found.setdefault(label, set()).add(key)
        for update in self.updates:
            found.setdefault(update.object_type, set()).add(update.object_id)
        return found

    @staticmethod
    def _place(row: tuple[int, str, str, str]) -> Place:
        return row[1], row[2]

    @cached_property
    def names(self) -> dict[Place, tuple[str, str]]:
        """What these things are called and where they are; one query for each type."""
        return decisions.named(self.places)

    @cached_property
    def decided(self) -> list[tuple[int, str, str, str]]:
        """Entries that decided something, the latest first: number, type and key of the thing, whose side."""
        first, last = self.span
        rows = EntryObject.objects.filter(
            position=0, entry__at__gte=first, entry__at__lt=last, entry__action__in=list(decisions.KIND_OF)
        ).order_by("-entry_id")
        names = ("entry_id", "object_type", "object_id", "entry__actor__side")
        return [(seq, label, key, side or "") for seq, label, key, side in rows.values_list(*names)]

    @cached_property
    def announcements(self) -> list[Announcement]:
        """What was announced and stands."""
        first, last = self.span
        rows = Announcement.objects.standing().filter(published_at__gte=first, published_at__lt=last)
        return list(rows.select_related("author"))

    @cached_property
    def updates(self) -> list[StatusUpdate]:
        """How things were said to stand, the latest first."""
        first, last = self.span
        return list(StatusUpdate.objects.filter(at__gte=first, at__lt=last).select_related("author"))

    @cached_property
    def returned(self) -> list[Outcome]:
        """Outcomes that were measured or closed."""
        first, last = self.span
        came = Q(measured_at__gte=first, measured_at__lt=last) | Q(closed_at__gte=first, closed_at__lt=last)
        rows = Outcome.objects.filter(came).exclude(found="", closed_at=None)
        return list(rows.select_related("proposal", "promise").prefetch_related("promise__benefits"))

    def lines(self, seqs: Iterable[int]) -> dict[int, ledger.Line]:
        """Entries as sentences, without anybody's sealed words; two queries for those not read before."""
        wanted = list(seqs)
        missing = [one for one in wanted if one not in self._lines]
        if missing:
            self._lines |= {one.seq: one for one in ledger.lines(Entry.objects.filter(pk__in=missing))}
        return {one: self._lines[one] for one in wanted if one in self._lines}

    def reasons(self, seqs: Iterable[int], reader: User) -> list[decisions.Decision]:
        """These decisions with their reasons, for who may see them."""
        rows = Entry.objects.filter(pk__in=list(seqs)).select_related("actor").order_by("-seq")
        return decisions.shown(rows, reader)
