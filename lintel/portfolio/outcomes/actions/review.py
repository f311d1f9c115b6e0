"""Days on which somebody looks: planned, moved away, held."""

import datetime as dt

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.people.models import User
from lintel.portfolio.outcomes.keeping import lock_open, plan_next
from lintel.portfolio.outcomes.models import Cause, Outcome, Review
from lintel.portfolio.outcomes.said import Seen
from lintel.ui.checking import checked
from lintel.ui.formats import date_text
from lintel.ui.problems import Problem

MOST = 24
FURTHEST = dt.timedelta(days=3_653)


@audited("review.planned", says="planned a look at its outcome on {day}")
def plan(entry: Draft, outcome: Outcome, day: dt.date, person: User | None, *, by: User) -> Review:
    """One more day, and who looks. Errors: `Denied`, `Problem` with its field."""
    locked = lock_open(outcome, by)
    if day < timezone.localdate():
        raise Problem("This day is over.", way_out="Give one that comes.", field="due_on")
    if day > timezone.localdate() + FURTHEST:
        raise Problem("This day is too far away.", way_out="Plan the next ten years.", field="due_on")
    if locked.reviews.count() >= MOST:
        raise Problem(f"A proposal is looked at {MOST} times at most.", way_out="Write the outcome note.")
    row = checked(Review(outcome=locked, due_on=day, person=person))
    row.save()
    plan_next(locked)
    entry.about(locked.proposal, day=date_text(day))
    entry.about(locked)
    return row


@audited("review.dropped", says="took the look on {day} out of the plan")
def drop(entry: Draft, review: Review, *, by: User) -> Outcome:
    """Take a day away that was not held. Errors: `Denied`, `Problem`."""
    locked = lock_open(review.outcome, by)
    row = Review.objects.select_for_update().get(pk=review.pk)
    if row.held_at is not None:
        raise Problem("That look was held; what was seen stays.", way_out="Plan another one.")
    day = row.due_on
    row.delete()
    plan_next(locked)
    entry.about(locked.proposal, day=date_text(day))
    entry.about(locked)
    return locked


@audited("review.held", says="looked at its outcome: {cause}")
def hold(entry: Draft, review: Review, seen: Seen, *, by: User) -> Review:
    """Say what was seen and why it came so. Errors: `Denied`, `Problem` with its field."""
    locked = lock_open(review.outcome, by)
    row: Review = Review.objects.select_for_update().get(pk=review.pk)
    if row.held_at is not None:
        raise Problem(f"{row.held_by} has looked already.", way_out="Plan another look.")
    if seen.cause not in Cause.values:
        raise Problem("Say why it came so.", way_out="Choose from the list.", field="cause")
    if not seen.words.strip():
        raise Problem("Say in your own words what you saw.", way_out="A sentence will do.", field="words")
    row.cause, row.words, row.held_by, row.held_at = seen.cause, seen.words.strip(), by, timezone.now()
    checked(row).save()
    plan_next(locked)
    entry.about(locked.proposal, cause=Cause(seen.cause).label.lower(), due_on=row.due_on.isoformat())
    entry.about(locked)
    entry.seal(by, words=row.words)
    return row
