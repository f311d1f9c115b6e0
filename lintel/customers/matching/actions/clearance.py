"""An office holder lets a person see customers by name for some time, and takes that back."""

import datetime as dt

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.customers.matching.access import may_clear, may_end_clearance
from lintel.customers.matching.models import Clearance
from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem

MOST_DAYS = 366


@audited("clearance.given", says="let somebody see customers by name from {starts} to {ends}")
def give(
    entry: Draft, person: User, *, reason: str, starts: dt.date, ends: dt.date, by: User | None
) -> Clearance:
    """Let a person see identified customers from a day to a day, both included (counted in UTC).

    Given by an office holder to somebody else (`by=None` is the system itself). Raises `Problem` at the
    field that is wrong.
    """
    if by is not None and not may_clear(by):
        raise Denied("Clearances are given by the two offices.", way_out="Ask an office holder.")
    if by is not None and by.pk == person.pk:
        raise Denied("Nobody gives a clearance to themself.", way_out="Ask the other office.")
    if not may_read(person):
        raise Problem(f"{person.name} has no role here.", way_out="Give a role first.", field="person")
    if not reason.strip():
        raise Problem("A clearance needs a reason.", way_out="Say what for.", field="reason")
    _refuse_days(starts, ends)
    if Clearance.objects.filter(person=person, ended_at=None, starts__lte=ends, ends__gte=starts).exists():
        raise Problem(
            f"{person.name} has a clearance in these days already.",
            way_out="Choose other days, or end the other one first.",
            field="starts",
        )
    clearance = Clearance.objects.create(
        person=person, reason=reason.strip(), given_by=by, starts=starts, ends=ends
    )
    entry.about(clearance, starts=starts, ends=ends, person=person.pk)
    entry.about(person)
    return clearance


def _refuse_days(starts: dt.date, ends: dt.date) -> None:
    if ends < starts:
        raise Problem(
            "The clearance would end before it begins.", way_out="Choose a later day.", field="ends"
        )
    if ends < timezone.now().date():
        raise Problem("These days are over.", way_out="Choose a day from today on.", field="ends")
    if (ends - starts).days >= MOST_DAYS:
        raise Problem(
            "A clearance lasts a year at most.",
            way_out="Choose an earlier end; it can be given anew.",
            field="ends",
        )


@audited("clearance.ended", says="ended a clearance to see customers by name")
def end(entry: Draft, clearance: Clearance, *, by: User | None) -> Clearance:
    """Take a clearance back at once. What was seen under it stays in the ledger."""
    if by is not None and not may_end_clearance(by, clearance):
        raise Denied(
            "A clearance is ended by an office holder or its owner.", way_out="Ask an office holder."
        )
    if not Clearance.objects.filter(pk=clearance.pk, ended_at=None).update(ended_at=timezone.now()):
        raise Problem("This clearance has ended already.", way_out="There is nothing left to do.")
    clearance.refresh_from_db()
    entry.about(clearance, person=clearance.person_id)
    entry.about(clearance.person)
    return clearance
