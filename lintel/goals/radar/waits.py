"""What waits for somebody here: grave findings about what they own, or that ask their office."""

from datetime import date

from django.urls import reverse

from lintel.audit.memory import remembered
from lintel.goals.radar.models import Finding, Severity
from lintel.goals.radar.registry import detector_of
from lintel.people.models import User
from lintel.people.waiting import SHOWN, Wait, Waits
from lintel.ui.lists import in_order, keys


def find(user: User, day: date) -> Waits:
    """Open findings of high severity; found once for each state of the ledger."""
    first, count = remembered(("radar waits", user.pk, day), lambda: _find(user, day))
    if not count:
        return Waits()
    rows = Finding.objects.visible_to(user).only("summary", "detector")
    items = [Wait(row.summary, row.get_absolute_url(), _what(row)) for row in in_order(rows, first)]
    url = reverse("radar:findings") + "?mine=me&severity=3"
    return Waits(items, count, url, "grave findings concern you", "warning")


def _find(user: User, day: date) -> tuple[tuple[int, ...], int]:
    rows = Finding.objects.visible_to(user).concerning(user).open(day).filter(severity=Severity.HIGH)
    return keys(rows.order_by("first_seen", "pk")[:SHOWN]), rows.order_by().count()


def _what(row: Finding) -> str:
    known = detector_of(row.detector)
    return known.title if known else "Something does not fit"
