"""What owners are asked about their entries."""

from datetime import date

from django.urls import reverse

from lintel.audit.memory import remembered
from lintel.estate.inventory.models import Ask
from lintel.people.models import User
from lintel.people.waiting import SHOWN, Wait, Waits


def find(user: User, day: date) -> Waits:
    """Entries that this person is asked to look at, those due first."""
    first, count = remembered(("estate asks", user.pk), lambda: _find(user))
    rows = (
        Ask.objects.filter(pk__in=first).select_related("survey", "element").order_by("survey__due_on", "pk")
    )
    items = [
        Wait(row.element.name, reverse("inventory:mine"), "is it still right?", row.survey.due_on)
        for row in rows
    ]
    return Waits(items, count, reverse("inventory:mine"), "entries wait for your word", "building")


def _find(user: User) -> tuple[list[int], int]:
    rows = Ask.objects.open_for(user).order_by("survey__due_on", "pk")
    return list(rows.values_list("pk", flat=True)[:SHOWN]), rows.count()
