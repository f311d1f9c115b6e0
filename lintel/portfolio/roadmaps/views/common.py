"""What several pages of the chamber share."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from lintel.people.authentication import user_of
from lintel.portfolio.roadmaps import finding
from lintel.portfolio.roadmaps.access import may_plan
from lintel.portfolio.roadmaps.models import Plan, Roadmap
from lintel.ui.problems import Denied


def load(request: HttpRequest, pk: int) -> Roadmap:
    """The roadmap of this number, if the reader may see it."""
    return finding.roadmap_of(user_of(request), pk)


def planned(request: HttpRequest, pk: int) -> Roadmap:
    """The same for who may change it; refuses everybody else."""
    row = load(request, pk)
    if not may_plan(user_of(request)):
        raise Denied(
            "Only members and office holders of marketing and IT plan the roadmap.",
            way_out="Leave a comment, or ask one of them.",
        )
    return row


def load_plan(request: HttpRequest, pk: int, plan: Any) -> Plan:
    """A plan of this roadmap, if the reader may see it."""
    return finding.plan_of(user_of(request), plan, roadmap_id=pk)


def tabs_of(roadmap: Roadmap) -> list[dict[str, str]]:
    """The pages of one roadmap, as its tabs name them."""
    names = (
        ("Plan", "roadmap"), ("Days, money and worth", "inputs"), ("Both sides’ worth", "frontier"),
        ("Days kept free", "buffers"), ("All plans", "plans"),
    )  # fmt: skip
    return [{"label": label, "url": reverse(f"roadmaps:{name}", args=[roadmap.pk])} for label, name in names]
