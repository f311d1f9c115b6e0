"""The scorecard: what counts, measured; and apart from it, what does not count yet."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lintel.audit.memory import remembered_of
from lintel.charter.expectations import access
from lintel.charter.expectations.actions import measurement
from lintel.charter.expectations.filters import ExpectationFilter
from lintel.charter.expectations.models import Expectation
from lintel.charter.expectations.scorecard import scorecard as count
from lintel.charter.expectations.tables import ExpectationTable
from lintel.charter.expectations.turns import turn_of
from lintel.people.authentication import user_of
from lintel.ui.http import done
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied

APART_SHOWN = 8


class ScorecardFilter(ExpectationFilter):
    """The scorecard is narrowed by words and side only."""

    mine = state = awaits = silent = None


class ScorecardTable(ExpectationTable):
    """Accepted expectations only."""

    counted = "accepted expectation,accepted expectations"
    empty_title = "Nothing has been accepted yet."
    empty_text = "What one side expects counts here once the other side has accepted its wording."


@require_safe
def scorecard(request: HttpRequest) -> HttpResponseBase:
    """Accepted expectations with their measured values; the unaccepted stand apart below."""
    user = user_of(request)
    if not access.may_read_scorecard(user):
        raise Denied("The scorecard is for people with a role.", way_out="Ask an administrator for a role.")
    today = timezone.localdate()
    rows = Expectation.objects.visible_to(user)
    apart = list(rows.apart().for_list().order_by("waiting_since", "pk")[:APART_SHOWN])
    return list_page(
        request,
        rows.counted().for_list(),
        table=ScorecardTable,
        filterset=ScorecardFilter,
        template="expectations/scorecard.html",
        context={
            "card": count(rows, today),
            "apart": [(row, turn_of(row, today)) for row in apart],
            "may_measure": access.may_measure(user),
        },
        export_name="scorecard",
        remember=remembered_of,
    )


@require_POST
def measurements(request: HttpRequest) -> HttpResponse:
    """Measure everything that was accepted."""
    found = measurement.take_all(by=user_of(request))
    known = sum(1 for each in found if each.value is not None)
    return done(request, "expectations:scorecard", f"{known} of {len(found)} have a value.")
