"""Making, describing and putting away dashboards."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.insight.asking.asked import Condition
from lintel.insight.asking.models import Audience
from lintel.insight.asking.words import periods
from lintel.insight.dashboards.access import may_make
from lintel.insight.dashboards.actions._keeping import arranged
from lintel.insight.dashboards.models import Dashboard
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem


@dataclass(frozen=True)
class Described:
    """What a dashboard is called and shows to whom; `period` and `where` stand for all that is pinned."""

    title: str
    description: str = ""
    audience: str = Audience.ALL
    period: str = ""
    where: tuple[Condition, ...] = ()


@audited("dashboard.made", says="made the dashboard")
def make(entry: Draft, said: Described, *, by: User) -> Dashboard:
    """An empty dashboard."""
    if not may_make(by):
        raise Denied(
            "Dashboards are made by office holders, members and analysts.",
            way_out="Ask one of them to make it.",
        )
    made = Dashboard(owner=by)
    _set(made, said)
    made.save()
    entry.about(made)
    return made


@audited("dashboard.changed", says="changed the dashboard")
def change(entry: Draft, dashboard: Dashboard, said: Described, *, by: User) -> Dashboard:
    """Change title, audience, period or filters."""
    found = arranged(dashboard, by)
    _set(found, said)
    found.changed_at = timezone.now()
    found.save()
    entry.about(found)
    return found


@audited("dashboard.archived", says="put the dashboard away")
def archive(entry: Draft, dashboard: Dashboard, *, by: User) -> Dashboard:
    """Put it away: it leaves the list and is no longer sent."""
    found = arranged(dashboard, by)
    found.archived_at = timezone.now()
    found.save(update_fields=["archived_at"])
    entry.about(found)
    return found


def _set(dashboard: Dashboard, said: Described) -> None:
    if not said.title.strip():
        raise Problem("The dashboard needs a title.", way_out="Say what it is about.", field="title")
    if said.audience not in Audience.values:
        raise Problem(
            "It is not clear who shall see it.",
            way_out="Choose: only me, my side, or everybody.",
            field="audience",
        )
    if said.period and periods.parsed(said.period, timezone.now().date()) is None:
        raise Problem(
            f"“{said.period}” is no period that I know.",
            way_out="Say for example: last quarter.",
            field="period",
        )
    dashboard.title, dashboard.description = said.title.strip()[:120], said.description.strip()[:1000]
    dashboard.audience, dashboard.period = said.audience, said.period
    dashboard.where = [_plain(one) for one in said.where]


def _plain(one: Condition) -> dict[str, Any]:
    return {"dimension": one.dimension, "op": one.op, "values": list(one.values)}
