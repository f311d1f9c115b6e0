"""The run behind a search."""

from django.urls import reverse

from lintel.audit.runs import Outcome, Progress, run_kind
from lintel.portfolio.roadmaps.actions import _solving, plan
from lintel.portfolio.roadmaps.actions.search import KIND
from lintel.portfolio.roadmaps.models import Search


@run_kind(KIND, resumable=True)
def look(progress: Progress) -> Outcome:
    """Searches as long as it may, keeps what it found, and leads to it."""
    search = Search.objects.select_related("roadmap").get(run=progress.run.pk)
    found, said, conflict = _solving.find(search)
    made = plan.keep(search, found, said=said, conflict=conflict, by=progress.run.created_by)
    url = made[0].get_absolute_url() if made else search.get_absolute_url()
    if search.kind == "frontier" and made:
        url = reverse("roadmaps:frontier", args=[search.roadmap_id])
    elif search.kind == "buffers" and made:
        url = reverse("roadmaps:buffers", args=[search.roadmap_id])
    return Outcome({"plans": len(made)}, url)
