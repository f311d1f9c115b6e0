"""What would be made, without making it."""

import datetime as dt

from lintel.digests.weekly.actions.digest import Made
from lintel.digests.weekly.models import Preference
from lintel.digests.weekly.work import Days, made_for


def rehearse(now: dt.datetime, *, everybody: bool) -> list[Made]:
    """The digests that are due now, or of everybody who has one sent; nothing is written."""
    rows, known = Preference.objects.wanting() if everybody else Preference.objects.due(now), Days()
    wanted = rows.select_related("person").order_by("pk")
    return [one for one in (made_for(row, now, known) for row in wanted) if one is not None]
