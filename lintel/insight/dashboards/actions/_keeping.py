"""What every write to a dashboard shares: the locked row, for somebody who may arrange it."""

from lintel.insight.dashboards.access import may_arrange
from lintel.insight.dashboards.models import Dashboard
from lintel.people.models import User
from lintel.ui.problems import Denied


def arranged(dashboard: Dashboard, by: User) -> Dashboard:
    """The locked row, for somebody who may arrange it. Errors: `Denied`."""
    found = Dashboard.objects.select_for_update().get(pk=dashboard.pk)
    if not may_arrange(by, found):
        raise Denied(
            "This dashboard is not yours to arrange.", way_out="Make one of your own, or ask its owner."
        )
    return found
