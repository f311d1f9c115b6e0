"""The cascade as a matrix and as a graph."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lintel.goals.objectives import access, cascade
from lintel.goals.objectives.graph import graph
from lintel.goals.objectives.models import Goal
from lintel.goals.objectives.turns import turn_of
from lintel.people.authentication import user_of
from lintel.ui.problems import Denied

MOST_CHOICES = 100


@require_safe
def cascade_page(request: HttpRequest) -> HttpResponse:
    """Company goals, the shared goals that serve them, and how they hang together."""
    user = user_of(request)
    if not access.may_read_cascade(user):
        raise Denied("The cascade is for people with a role.", way_out="Ask an administrator for a role.")
    whole = cascade.shape(user)
    under = _number(request.GET.get("under", ""))
    under = under if under in whole.kinds and whole.kinds[under] == "company" else None
    page = _number(request.GET.get("page", "")) or 1
    found = cascade.matrix(whole, under, page)
    drawn = cascade.layers(whole, under)
    today = timezone.localdate()
    choices = Goal.objects.filter(pk__in=whole.company[:MOST_CHOICES]).order_by("pk")
    context = {
        "matrix": found,
        "rows": [(row, turn_of(row.goal, today)) for row in found.rows],
        "page": page,
        "pages": max(-(-found.total_rows // cascade.MOST_ROWS), 1),
        "graph": graph(drawn) if drawn.layers else "",
        "drawn": drawn,
        "links": drawn.links,
        "under": under,
        "choices": list(choices.values_list("pk", "title")),
    }
    return render(request, "objectives/cascade.html", context)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
