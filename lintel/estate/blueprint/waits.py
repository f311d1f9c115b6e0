"""What waits for somebody in the blueprint: their office's key, and their side's answer."""

from datetime import date

from django.urls import reverse

from lintel.audit.memory import remembered
from lintel.estate.blueprint.models import Amendment, Version
from lintel.people.access import key_of, may_work
from lintel.people.models import User
from lintel.people.waiting import SHOWN, Wait, Waits


def find(user: User, day: date) -> Waits:
    """A version to sign, then suggestions of the other side; found once for each state of the ledger."""
    versions, answers, count = remembered(("blueprint waits", user.pk, day), lambda: _find(user, day))
    if not count:
        return Waits()
    items = [
        Wait(f"Blueprint, {str(row).lower()}", row.get_absolute_url(), "your office’s key")
        for row in Version.objects.slim().filter(pk__in=versions)
    ]
    items += [
        Wait(row.title, row.get_absolute_url(), "your side’s answer")
        for row in Amendment.objects.filter(pk__in=answers).order_by("pk")
    ]
    return Waits(items, count, reverse("blueprint:amendments"), "suggestions wait for your side", "system")


def _find(user: User, day: date) -> tuple[list[int], list[int], int]:
    key = key_of(user, day)
    versions = list(Version.objects.waiting_for(key.office.value).values_list("pk", flat=True)) if key else []
    rows = Amendment.objects.none()
    if may_work(user):
        rows = Amendment.objects.waiting_for(user.side).order_by("pk")
    room = SHOWN - len(versions)
    return versions, list(rows.values_list("pk", flat=True)[:room]), len(versions) + rows.count()
