"""How much a class of data weighs."""

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.estate.access.access import may_weigh
from lintel.estate.access.models import DataWeight
from lintel.estate.access.rules import require_data
from lintel.estate.inventory.keeping import checked
from lintel.estate.inventory.models import Element
from lintel.people.models import User
from lintel.people.texts import line
from lintel.ui.problems import Denied


@audited("data-weight.said", says="gave it the weight {weight} of 5")
def say(entry: Draft, data: Element, weight: int, why: str, *, by: User | None) -> DataWeight:
    """Weighs a class of data from 1 (anybody may know) to 5 (great harm if it gets out)."""
    if by is not None and not may_weigh(by):
        raise Denied(
            "The holders of the two offices and their delegates weigh data.",
            way_out="Leave a comment on the data class, or ask one of them.",
        )
    require_data(data)
    row = DataWeight.objects.select_for_update().filter(data=data).first() or DataWeight(data=data)
    row.weight, row.why = weight, line(why, "why", "The reason", most=300, required=True)
    row.changed_at, row.changed_by = timezone.now(), by
    checked(row).save()
    entry.about(data, weight=row.weight)
    return row
