"""Who says every so many days how a thing stands."""

import datetime as dt

from django.db import models

from lintel.audit.audited import Draft, audited
from lintel.audit.models import type_label
from lintel.digests.news.access import may_ask, may_end
from lintel.digests.news.models import Rhythm
from lintel.digests.news.places import shown_types
from lintel.people.access import may_work
from lintel.people.models import User
from lintel.people.targets import may_see
from lintel.ui.problems import Denied, Missing, Problem

MOST_DAYS = 120


@audited("rhythm.asked", says="asked for word every {days} days on how it stands")
def ask(entry: Draft, thing: models.Model, *, person: User, days: int, day: dt.date, by: User) -> Rhythm:
    """Name who keeps others informed about a thing, from `day` on; there is one such person for a thing."""
    if type_label(thing) not in shown_types() or not may_see(by, thing):
        raise Missing("There is nothing here to be informed about.", way_out="Go back to the list.")
    if not may_ask(by):
        raise Denied("Members of marketing and IT ask for updates.", way_out="Leave a comment instead.")
    if not may_work(person) or not may_see(person, thing):
        raise Problem(
            f"{person.name} cannot say how this stands.",
            way_out="Choose a member of one of the two sides who may see it.",
            field="person",
        )
    if not 1 <= days <= MOST_DAYS:
        raise Problem("An update comes every 1 to 120 days.", way_out="Seven are usual.", field="days")
    row, _ = Rhythm.objects.update_or_create(
        object_type=type_label(thing),
        object_id=str(thing.pk),
        defaults={
            "person": person, "days": days, "next_on": day + dt.timedelta(days=days), "set_by": by,
        },
    )  # fmt: skip
    entry.about(thing, days=days)
    entry.about(person)
    return row


@audited("rhythm.ended", says="asks for no more updates")
def end(entry: Draft, thing: models.Model, *, by: User) -> None:
    """Nobody owes a word about this thing any more."""
    row = Rhythm.objects.about(thing).first()
    if row is None:
        raise Problem("Nobody owes an update here.", way_out="There is nothing to end.")
    if not may_end(by, row):
        raise Denied("Who owes the updates ends it, or who asked for them.", way_out="Ask one of them.")
    Rhythm.objects.filter(pk=row.pk).delete()
    entry.about(thing)
