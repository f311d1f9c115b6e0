"""An office holder lets somebody else see who uses a tool, for some time, and takes that back."""

import datetime as dt

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.estate.shadow.access import may_clear, may_end_clearance
from lintel.estate.shadow.models import NameClearance
from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem

MOST_DAYS = 92


@audited("name-clearance.given", says="let somebody see who uses tools from {starts} to {ends}")
def give(
    entry: Draft, person: User, *, reason: str, starts: dt.date, ends: dt.date, by: User
) -> NameClearance:
    """From a day to a day, both included; a quarter at most."""
    if not may_clear(by):
        raise Denied("The two office holders let people see names.", way_out="Ask one of them.")
    if by.pk == person.pk:
        raise Denied("Nobody gives leave to themself.", way_out="Ask the other office.")
    if not may_read(person):
        raise Problem(f"{person.name} has no role here.", way_out="Give a role first.", field="person")
    if not reason.strip():
        raise Problem("A reason is missing.", way_out="Say what for.", field="reason")
    if ends < starts or ends < timezone.localdate():
        raise Problem("It would be over before it begins.", way_out="Choose a later day.", field="ends")
    if (ends - starts).days >= MOST_DAYS:
        raise Problem("It lasts a quarter at most.", way_out="Choose an earlier last day.", field="ends")
    taken = NameClearance.objects.filter(person=person, ended_at=None, starts__lte=ends, ends__gte=starts)
    if taken.exists():
        raise Problem(
            f"{person.name} may see names in these days already.",
            way_out="Choose other days, or end that first.",
            field="starts",
        )
    row = NameClearance.objects.create(
        person=person, reason=reason.strip(), given_by=by, starts=starts, ends=ends
    )
    entry.about(row, starts=starts.isoformat(), ends=ends.isoformat(), person=person.pk)
    entry.about(person)
    return row


@audited("name-clearance.ended", says="ended somebody’s leave to see who uses tools")
def end(entry: Draft, clearance: NameClearance, *, by: User) -> NameClearance:
    """At once. What was seen until now stays in the ledger."""
    if not may_end_clearance(by, clearance):
        raise Denied("An office holder ends it, or the person themself.", way_out="Ask one of them.")
    if not NameClearance.objects.filter(pk=clearance.pk, ended_at=None).update(ended_at=timezone.now()):
        raise Problem("It has ended already.", way_out="There is nothing left to do.")
    clearance.refresh_from_db()
    entry.about(clearance, person=clearance.person_id)
    entry.about(clearance.person)
    return clearance
