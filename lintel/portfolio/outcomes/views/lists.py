"""The list of promises and outcomes, and how estimates came true."""

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lintel.audit.memory import remembered_of
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.portfolio.outcomes import charts, telling
from lintel.portfolio.outcomes.estimating import LABELS, RANGED, Made, gathered, records
from lintel.portfolio.outcomes.filters import OutcomeFilter
from lintel.portfolio.outcomes.models import Cause, Outcome, Review
from lintel.portfolio.outcomes.tables import OutcomeTable
from lintel.ui.exports import csv_response, xlsx_response
from lintel.ui.lists import list_page

HEADER = ("What", "Office", "Number", "Proposal", "Delivered", "At least", "Most likely", "At most", "Actual")


@require_safe
def outcomes(request: HttpRequest) -> HttpResponseBase:
    """Approved proposals with what came of them."""
    rows = Outcome.objects.visible_to(user_of(request))
    due = rows.due(timezone.localdate()).count()
    return list_page(
        request,
        rows.for_rows().next_first(),
        table=OutcomeTable,
        filterset=OutcomeFilter,
        template="outcomes/outcomes.html",
        context={"due": due},
        export_name="promise-and-outcome",
        remember=remembered_of,
    )


@require_safe
def calibration(request: HttpRequest) -> HttpResponseBase:
    """How often reality lay inside the range, by office and team."""
    user = user_of(request)
    made = gathered(user)
    if request.GET.get("export") in {"csv", "xlsx"}:
        return _file(request, made)
    found = [(one, telling.sentence(one)) for one in records(made)]
    kind = next((one for one in RANGED if one == request.GET.get("of")), RANGED[0])
    figure = charts.estimates(_once([one for one in made if one.kind == kind]), f"{LABELS[kind]}: the latest")
    context: dict[str, Any] = {
        "records": found, "figure": figure, "causes": _causes(user),
        "kinds": [{"label": LABELS[one], "url": f"?of={one}", "current": one == kind} for one in RANGED],
    }  # fmt: skip
    return render(request, "outcomes/calibration.html", context)


def _causes(user: User) -> list[tuple[str, int]]:
    """Why things came as they did, by how often people said so when they looked."""
    rows = Review.objects.visible_to(user).exclude(held_at=None).order_by()
    counted = Counter(rows.values_list("cause", flat=True))
    return [(str(Cause(cause).label), count) for cause, count in counted.most_common()]


def _once(made: list[Made]) -> list[Made]:
    """Estimates that both offices made together stand once."""
    return list({(one.proposal, one.low, one.likely, one.high, one.actual): one for one in made}.values())


def _file(request: HttpRequest, made: list[Made]) -> HttpResponseBase:
    send = csv_response if request.GET["export"] == "csv" else xlsx_response
    rows = [
        (LABELS[one.kind], one.office, one.proposal, one.title, one.delivered_on, one.low, one.likely,
         one.high, one.actual)
        for one in made
    ]  # fmt: skip
    return send("estimates-and-outcomes", HEADER, rows)
