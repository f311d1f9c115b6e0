"""How far apart the two sides see things, as one number that rooms below may keep beside what they do."""

import datetime as dt

from lintel.alignment import results
from lintel.alignment.models import Round


def gap_on(day: dt.date) -> float | None:
    """Mean distance of the two sides over all criteria, in points of the scale, in the last round that was
    over on a day; None where there was none, or too few answered."""
    round_ = Round.objects.over_on(day).filter(opened_at__date__lte=day).order_by("-opened_at").first()
    if round_ is None:
        return None
    (found,) = results.read(round_)
    gaps = [abs(one.gap) for one in found.criteria if one.gap is not None]
    return results.average(gaps)
