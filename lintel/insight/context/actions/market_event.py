"""Keeping the events that charts show."""

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from lintel.audit.audited import Draft, audited
from lintel.insight.context.access import may_keep
from lintel.insight.context.models import EventKind, MarketEvent
from lintel.people.models import User
from lintel.people.texts import line
from lintel.ui.problems import Denied, Problem, Stale


@dataclass(frozen=True)
class Wording:
    """What happened, and when; without `last` it is one day."""

    name: str
    kind: str
    first: dt.date
    last: dt.date | None = None
    region: str = ""
    note: str = ""


@audited("market-event.noted", says="noted the event {name}")
def note(entry: Draft, said: Wording, *, by: User) -> MarketEvent:
    """An event that charts of its time show from now on."""
    _may_keep(by)
    event = MarketEvent(by=by, version=0)
    _keep(event, said)
    entry.about(event, name=event.name, kind=event.kind)
    return event


@audited("market-event.changed", says="changed the event {name}")
def change(entry: Draft, event: MarketEvent, said: Wording, *, by: User, version: int) -> MarketEvent:
    """Correct an event."""
    _may_keep(by)
    fresh = MarketEvent.objects.select_for_update().get(pk=event.pk)
    if fresh.version != version:
        raise Stale("Somebody changed this event since you read it.", way_out="Read it anew, then change.")
    _keep(fresh, said)
    entry.about(fresh, name=fresh.name)
    return fresh


@audited("market-event.removed", says="removed the event {name}")
def remove(entry: Draft, event: MarketEvent, *, by: User) -> None:
    """Take an event off the charts."""
    _may_keep(by)
    entry.about(event, name=event.name)
    MarketEvent.objects.filter(pk=event.pk).delete()


def _may_keep(by: User) -> None:
    if not may_keep(by):
        raise Denied("Events are kept by members and analysts.", way_out="Ask a colleague there.")


def _keep(event: MarketEvent, said: Wording) -> None:
    last = said.last or said.first
    if last < said.first:
        raise Problem("It ends before it begins.", way_out="Correct one of the days.", field="last")
    if said.kind not in EventKind.values:
        raise Problem("There is no such kind.", way_out="Choose one of the list.", field="kind")
    event.name = line(said.name, "name", "What happened", required=True)
    event.region = line(said.region, "region", "Where", most=120)
    event.kind, event.first, event.last, event.note = said.kind, said.first, last, said.note.strip()[:2000]
    event.version += 1
    try:
        with transaction.atomic():
            event.save()
    except IntegrityError:
        raise Problem(
            f"“{event.name}” is noted for that day already.", way_out="Change that one.", field="name"
        ) from None
