"""What the house does by itself: stays begin on their first day."""

import datetime as dt

from django.utils import timezone

from lintel.embeds.actions import placement
from lintel.embeds.models import Placement
from lintel.ui.problems import Problem


def begin_due(now: dt.datetime) -> int:
    """Begin the stays whose first day has come; returns how many. Safe to call from several workers."""
    begun = 0
    for row in Placement.objects.due(timezone.localdate(now)):
        try:
            placement.begin(row, by=None, now=now)
        except Problem:  # reworded or withdrawn since it was read, or begun by another worker
            continue
        begun += 1
    return begun
