"""Stress tests: the list, and one with all that it found."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lintel.audit import ledger
from lintel.audit.memory import remembered_of
from lintel.estate.stress import reading, showing
from lintel.estate.stress.actions.trial import UNDER_WAY
from lintel.estate.stress.models import MONEY, Trial
from lintel.estate.stress.tables import TrialFilter, TrialTable
from lintel.people.authentication import user_of
from lintel.ui.exports import csv_response, xlsx_response
from lintel.ui.lists import list_page
from lintel.ui.problems import Missing


@require_safe
def trials(request: HttpRequest) -> HttpResponseBase:
    """Every test, the newest on top."""
    rows = Trial.objects.visible_to(user_of(request)).slim().select_related("ordered_by")
    return list_page(
        request, rows, table=TrialTable, filterset=TrialFilter, template="stress/trials.html",
        export_name="stress-tests", remember=remembered_of,
    )  # fmt: skip


@require_safe
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    """What customers notice, what it costs, what would come next; or how far the work is."""
    user = user_of(request)
    row = reading.trial_of(user, pk)
    context: dict[str, Any] = {
        "row": row,
        "run": row.run,
        "live": row.done_at is None and row.run is not None and row.run.state in UNDER_WAY,
        "history": ledger.newest(row, everything=request.GET.get("history") == "all", seen_by=request.user),
        **showing.told(row, user),
    }
    return render(request, "stress/trial.html", context)


@require_safe
def figures(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """Touchpoints with their figures, `csv` or `xlsx`."""
    row = reading.trial_of(user_of(request), pk)
    if kind not in ("csv", "xlsx") or row.done_at is None:
        raise Missing("There is no such file.", way_out="Take csv or xlsx of a test that is done.")
    answer = csv_response if kind == "csv" else xlsx_response
    header = [
        "Estate", "Touchpoint", "At once, %", "Works, % of the time", "from", "to",
        f"Revenue lost an hour at once, {MONEY}", "Customers hit an hour", "Because of",
    ]  # fmt: skip
    return answer(f"stress-test-{row.pk}", header, _lines(row))


def _lines(row: Trial) -> Iterator[list[Any]]:
    sides = [("as asked", row.result)]
    if row.compares:
        sides = [("before", row.result), ("after", row.result["other"])]
    for name, result in sides:
        for one in result["touchpoints"]:
            works = one["availability"]
            yield [
                name, one["name"], one["at_once"] * 100, works["value"] * 100, works["low"] * 100,
                works["high"] * 100, one["revenue"], one["customers"], " ← ".join(one["why"]),
            ]  # fmt: skip
