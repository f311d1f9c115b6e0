"""Metrics that wait for somebody's signature, as the first page shows them."""

import datetime as dt

from django.urls import reverse

from lintel.insight.definitions.models import Metric
from lintel.people.access import key_of
from lintel.people.models import User
from lintel.people.waiting import SHOWN, Wait, Waits


def find(user: User, day: dt.date) -> Waits:
    """For who holds or was lent an office's key: the metrics that this office has not signed."""
    key = key_of(user, day)
    if key is None:
        return Waits()
    rows = Metric.objects.visible_to(user).awaiting_signature_of(key.office.value).filter(state="review")
    items = [Wait(f"Metric: {row.label}", row.get_absolute_url(), "your signature") for row in rows[:SHOWN]]
    url = f"{reverse('definitions:metrics')}?awaits={key.office.value}"
    return Waits(items, rows.count(), url, "metrics wait for your signature", "signature")
