"""Who makes dashboards and who changes them."""

from lintel.insight.dashboards.models import Dashboard
from lintel.people.access import may_comment, may_read
from lintel.people.models import User


def may_make(user: User) -> bool:
    """Makes dashboards: office holders, members and analysts."""
    return may_comment(user)


def may_arrange(user: User, dashboard: Dashboard) -> bool:
    """Pins, orders and changes: its owner; office holders what their side or all see."""
    own = user.pk == dashboard.owner_id
    shared = dashboard.audience != "private" and user.is_office_holder
    return may_make(user) and dashboard.archived_at is None and (own or shared)


def may_subscribe(user: User, dashboard: Dashboard) -> bool:
    """Has it sent: everybody who sees it."""
    return may_read(user) and dashboard.archived_at is None
