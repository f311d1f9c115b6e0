"""Keeping what metrics came to, week by week, so that the radar can see what moved against what."""

from collections.abc import Mapping

from lintel.audit.audited import Draft, audited
from lintel.goals.objectives.models import KeyResult
from lintel.goals.radar.models import WeeklyValue
from lintel.goals.radar.reading import Weeks
from lintel.people.models import User
from lintel.ui.problems import Problem


@audited("radar.history-kept", says="read {values} weekly values of {metrics} metrics")
def keep(entry: Draft, found: Mapping[str, Weeks], *, by: User | None) -> int:
    """Put these weeks in the place of all earlier ones: a metric that was redefined has another past.

    They are read before, so that nobody waits to write meanwhile. Returns how many values there are.
    """
    first = KeyResult.objects.standing().order_by("pk").first()
    if first is None:
        raise Problem(
            "No goal stands that is measured.", way_out="Write one with a key result, and offer it."
        )
    WeeklyValue.objects.all().delete()
    made = WeeklyValue.objects.bulk_create(
        [
            WeeklyValue(metric=slug, week=week, value=value)
            for slug, weeks in found.items()
            for week, value in weeks.items()
        ],
        batch_size=1_000,
    )
    entry.about(first, values=len(made), metrics=len(found))
    return len(made)
