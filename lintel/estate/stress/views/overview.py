"""Where one begins: what single failures take along, what to try, and one entry alone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lintel.estate.stress import charts, reading, showing
from lintel.estate.stress.access import may_test
from lintel.estate.stress.models import Scenario, Trial
from lintel.people.access import may_read
from lintel.people.authentication import user_of
from lintel.ui.problems import Problem

SHOWN, TESTS = 12, 5


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The blast radius of every single failure, worked out at once; scenarios, tests, the building code."""
    user, today = user_of(request), timezone.localdate()
    context: dict[str, Any] = {"may_test": may_test(user)}
    if may_read(user):
        try:
            found = reading.singles_on(today)
        except Problem as problem:
            context["problem"] = problem
        else:
            everything = request.GET.get("failures") == "all"
            noticed = [row for row in found["rows"] if row["noticed"] or row["worse"]]
            context |= {
                "found": found, "noticed": len(noticed), "more": len(found["rows"]) - SHOWN,
                "rows": found["rows"] if everything else found["rows"][:SHOWN], "everything": everything,
            }  # fmt: skip
        context["suggestions"] = reading.suggestions_on(today)
    in_force, proposed, last = reading.standing_code(user)
    context |= {
        "scenarios": Scenario.objects.visible_to(user).with_parts()[:SHOWN],
        "tests": Trial.objects.visible_to(user).slim().select_related("ordered_by")[:TESTS],
        "code": in_force, "proposed": proposed, "last": last,
    }  # fmt: skip
    return render(request, "stress/overview.html", context)


@require_safe
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """How likely one entry is down today, by which failures, and what matters most for it."""
    row = reading.element_of(user_of(request), pk)
    found = reading.alone_on(row, timezone.localdate())
    context = {"row": row, "found": showing.alone(found) if found else None,
               "chart": charts.importance(found["importance"]) if found else None}  # fmt: skip
    return render(request, "stress/entry.html", context)
