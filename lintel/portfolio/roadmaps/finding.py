"""One roadmap, plan or search, if the reader may see it: for pages, programs and the command line alike."""

from typing import Any

from lintel.portfolio.roadmaps.models import Plan, Roadmap, Search
from lintel.ui.http import get_visible


def roadmap_of(user: Any, pk: int) -> Roadmap:
    """The roadmap of this number."""
    return get_visible(Roadmap.objects.visible_to(user), pk=pk)


def plan_of(user: Any, pk: Any, **within: Any) -> Plan:
    """The plan of this number, with what its page needs; `within` names its roadmap where that is known."""
    return get_visible(Plan.objects.visible_to(user).select_related("roadmap", "search"), pk=pk, **within)


def search_of(user: Any, roadmap: int, pk: int) -> Search:
    """The search of this number, with its run."""
    rows = Search.objects.visible_to(user).select_related("roadmap", "run", "run__created_by")
    return get_visible(rows, roadmap_id=roadmap, pk=pk)
