"""An office holder opens some weeks in which people name their tools, and may end them early."""

import datetime as dt

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.estate.inventory.keeping import checked
from lintel.estate.shadow.access import may_open
from lintel.estate.shadow.models import Amnesty
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem

MOST_DAYS = 184
NO_OPENER = Denied("The two office holders open an amnesty.", way_out="Ask one of them.")


@audited("amnesty.opened", says="invited everybody to name their tools from {starts} to {ends}")
def open_amnesty(
    entry: Draft, title: str, *, starts: dt.date, ends: dt.date, by: User, words: str = ""
) -> Amnesty:
    """Some weeks in which whoever names a tool is thanked for it; both days included."""
    if not may_open(by):
        raise NO_OPENER
    if ends < timezone.localdate():
        raise Problem("These days are over.", way_out="Choose a day from today on.", field="ends")
    if (ends - starts).days >= MOST_DAYS:
        raise Problem("It lasts half a year at most.", way_out="Choose an earlier last day.", field="ends")
    if Amnesty.objects.filter(ended_at=None, starts__lte=ends, ends__gte=starts).exists():
        raise Problem(
            "There is one in these days already.",
            way_out="Choose other days, or end it first.",
            field="starts",
        )
    row = Amnesty(title=title.strip(), words=words.strip(), starts=starts, ends=ends, opened_by=by)
    checked(row).save()
    entry.about(row, starts=starts.isoformat(), ends=ends.isoformat())
    return row


@audited("amnesty.ended", says="ended the invitation early")
def end(entry: Draft, amnesty: Amnesty, *, by: User) -> Amnesty:
    """Ends it at once; what was named in it keeps its thanks."""
    if not may_open(by):
        raise NO_OPENER
    if not Amnesty.objects.filter(pk=amnesty.pk, ended_at=None).update(ended_at=timezone.now()):
        raise Problem("It has ended already.", way_out="There is nothing left to do.")
    amnesty.refresh_from_db()
    entry.about(amnesty)
    return amnesty
