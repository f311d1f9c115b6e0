"""When it was delivered, where the board does not know it: one side declares, the other confirms."""

import datetime as dt

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.people.models import User
from lintel.portfolio.outcomes.access import may_confirm
from lintel.portfolio.outcomes.keeping import lock_open
from lintel.portfolio.outcomes.models import Outcome
from lintel.portfolio.proposals.models import STANDING
from lintel.ui.formats import date_text
from lintel.ui.problems import Denied, Problem


@audited("delivery.declared", says="declared it delivered on {day}; the other side has to confirm")
def declare(entry: Draft, outcome: Outcome, day: dt.date, *, by: User) -> Outcome:
    """Say on which day it went live. It counts once the other side has confirmed it.

    Errors: `Denied`, `Problem` for a day before the approval or after today.
    """
    locked = lock_open(outcome, by)
    if locked.proposal.state not in STANDING:
        raise Problem(
            f"The proposal is {locked.proposal.get_state_display().lower()}: its approval does not stand.",
            way_out="Have it approved again first.",
        )
    if day > timezone.localdate():
        raise Problem("This day is not over yet.", way_out="Declare it once it is live.", field="day")
    if day < locked.promise.frozen_at.date():
        raise Problem(
            "This day lies before both offices approved it.", way_out="Give a later one.", field="day"
        )
    locked.declared_on, locked.declared_by, locked.declared_office = day, by, by.side
    locked.confirmed_by = locked.confirmed_at = None
    locked.save(
        update_fields=["declared_on", "declared_by", "declared_office", "confirmed_by", "confirmed_at"]
    )
    entry.about(locked.proposal, day=date_text(day))
    entry.about(locked)
    return locked


@audited("delivery.confirmed", says="confirmed that it was delivered on {day}")
def confirm(entry: Draft, outcome: Outcome, *, by: User, day: dt.date) -> Outcome:
    """The other side confirms exactly the day that it read. Errors: `Denied`, `Problem`."""
    locked = lock_open(outcome, by)
    if locked.declared_on is None or locked.confirmed_by_id is not None:
        raise Problem("No day waits to be confirmed.", way_out="Declare one, or move the work on the board.")
    if not may_confirm(by, locked):
        raise Denied(
            "The side that declared a day does not confirm it.",
            way_out="Somebody of the other side confirms it.",
        )
    if locked.declared_on != day:
        raise Problem("Another day was declared meanwhile.", way_out="Open the page again.")
    locked.confirmed_by, locked.confirmed_at = by, timezone.now()
    locked.save(update_fields=["confirmed_by", "confirmed_at"])
    entry.about(locked.proposal, day=date_text(day))
    entry.about(locked)
    return locked
