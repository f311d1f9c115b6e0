"""What a key result's metric says: the same reading as the expectations', with the version it was read in.

A metric is read once for a day, however many key results are bound to it.
"""

import datetime as dt
from decimal import Decimal

from lintel.charter.expectations import measuring
from lintel.charter.expectations.measuring import Reading, Unmeasured
from lintel.goals.objectives.models import KeyResult
from lintel.insight.definitions.models import Metric, State


def agreed_versions(slugs: set[str]) -> dict[str, tuple[int, str]]:
    """Version and unit of those metrics that both offices signed in their present version; one query."""
    rows = Metric.objects.filter(slug__in=slugs, state=State.AGREED)
    return {slug: (version, unit) for slug, version, unit in rows.values_list("slug", "version", "unit")}


class Reader:
    """Readings of metrics, each made once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, dt.date], Reading | Unmeasured] = {}

    def read(self, metric: str, until: dt.date) -> Reading | Unmeasured:
        """The metric over the thirty days up to a day, or why there is no value."""
        key = (metric, until)
        if key not in self._found:
            self._found[key] = measuring.read(metric, until)
        return self._found[key]


def prepared(today: dt.date) -> Reader:
    """A reader that has read every metric that standing goals need on a day."""
    reader = Reader()
    begun = KeyResult.objects.standing().filter(starts_on__lte=today).order_by()
    for metric, ends_on in begun.values_list("metric", "ends_on").distinct():
        reader.read(metric, min(ends_on, today))
    return reader


def baseline(metric: str, before: dt.date) -> Decimal | None:
    """What the metric said up to the day before a key result starts; None where it says nothing."""
    found = measuring.read(metric, before - dt.timedelta(days=1))
    return round(found.value, 6) if isinstance(found, Reading) else None
