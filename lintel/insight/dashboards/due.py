"""Subscriptions whose moment has come. Safe to call from several workers: each row is taken once."""

import datetime as dt

from django.db import transaction

from lintel.insight.dashboards.actions import subscription as subscriptions
from lintel.insight.dashboards.models import Subscription


def order_due(now: dt.datetime) -> int:
    """Queue a sending for each; returns how many."""
    taken = 0
    for pk in Subscription.objects.due(now).values_list("pk", flat=True):
        with transaction.atomic():
            due = Subscription.objects.due(now).filter(pk=pk)
            row = due.select_for_update(of=("self",)).select_related("dashboard", "person").first()
            if row is not None:
                subscriptions.order(row, now=now, by=None)
                taken += 1
    return taken
