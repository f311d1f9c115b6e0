"""What waits for somebody here: looks that are due, and outcomes that their office has not signed."""

from datetime import date

from django.urls import reverse

from lintel.audit.memory import remembered
from lintel.people.access import key_of, may_work
from lintel.people.models import User
from lintel.people.waiting import SHOWN, Wait, Waits
from lintel.portfolio.outcomes.models import CONCLUDE, Outcome, OutcomeNote
from lintel.portfolio.outcomes.models.querysets import OutcomeQuerySet
from lintel.ui.lists import in_order, keys

LOOKED_AT = 200  # open notes, the newest


def find(user: User, day: date) -> Waits:
    """Looks at proposals of which this person owns a side or a benefit, and notes for their office's key."""
    if not may_work(user):
        return Waits()
    due, count, notes = remembered(("outcomes wait", user.pk, day), lambda: _find(user, day))
    if not (count or notes):
        return Waits()
    rows = Outcome.objects.visible_to(user).select_related("proposal")
    items = [
        Wait(str(row.proposal), f"{row.get_absolute_url()}#note", "Your office’s key")
        for row in in_order(rows, notes[:SHOWN])
    ]
    items += [
        Wait(str(row.proposal), f"{row.get_absolute_url()}#reviews", "Look at what came", row.due_on)
        for row in in_order(rows, due[: SHOWN - len(items)])
    ]
    url = reverse("outcomes:outcomes") + "?state=due&mine=me"
    return Waits(items, count + len(notes), url, "outcomes wait for you", "scale")


def _find(user: User, day: date) -> tuple[tuple[int, ...], int, tuple[int, ...]]:
    rows: OutcomeQuerySet = Outcome.objects.visible_to(user).due(day).owned_by(user)
    first = keys(rows.order_by("due_on", "pk")[:SHOWN])
    return first, rows.order_by().count(), _unsigned(user, day)


def _unsigned(user: User, day: date) -> tuple[int, ...]:
    """Open notes that this person's office has not signed in their present version."""
    from lintel.audit.signatures import keys_of_many

    key = key_of(user, day)
    if key is None:
        return ()
    notes = list(OutcomeNote.objects.visible_to(user).filter(outcome__closed_at=None)[:LOOKED_AT])
    given = keys_of_many(notes, CONCLUDE)
    return tuple(note.outcome_id for note in notes if key.office in given[str(note.pk)].missing)
