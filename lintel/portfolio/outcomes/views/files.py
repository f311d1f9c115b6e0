"""The plan of looking as a calendar, and one outcome as a sheet."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from lintel.people.authentication import user_of
from lintel.portfolio.outcomes.calendar import feed
from lintel.portfolio.outcomes.models import Measurement, Outcome, Review
from lintel.portfolio.outcomes.standing import Benefit, benefits_of
from lintel.portfolio.outcomes.views.common import load
from lintel.ui.exports import csv_response, xlsx_response
from lintel.ui.problems import Missing

HEADER = (
    "Benefit", "Metric", "Promised, at least", "Promised, most likely", "Promised, at most", "Currency",
    "Measured at", "From", "Until", "Effect a step", "Lower end", "Upper end", "Unit", "In money",
    "Money, lower end", "Money, upper end", "Promised until then, likely", "Metric version", "Found",
    "In words",
)  # fmt: skip


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Every planned look, or with `?mine=me` those at what the reader owns."""
    user = user_of(request)
    rows = Review.objects.visible_to(user).filter(held_at=None, outcome__closed_at=None)
    if request.GET.get("mine") == "me":
        rows = rows.filter(outcome__in=Outcome.objects.visible_to(user).owned_by(user))
    found = rows.select_related("outcome__proposal", "person").order_by("due_on", "pk")
    response = HttpResponse(feed(found, timezone.now()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="promise-and-outcome.ics"'
    return response


@require_safe
def sheet(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """Every benefit with every measurement, as CSV or XLSX."""
    row = load(request, pk)
    send = {"csv": csv_response, "xlsx": xlsx_response}.get(form)
    if send is None:
        raise Missing("There is no such file.", way_out="Choose csv or xlsx.")
    return send(f"outcome-of-proposal-{pk}", HEADER, list(_lines(benefits_of(row, user_of(request)))))


def _lines(benefits: list[Benefit]) -> Iterator[tuple[Any, ...]]:
    for one in benefits:
        row = one.row
        metric = row.metric.label if row.metric else row.words
        promised = (row.what, metric, row.low, row.likely, row.high, row.promise.currency)
        measured = [one.newest, *one.earlier] if one.newest else []
        for each in measured:
            yield (*promised, *_figures(each))
        if not measured:
            said = one.statement
            words = f"Stated, not measured: {said.get_extent_display()}. {said.words}" if said else ""
            yield (*promised, *[None] * 13, words)


def _figures(one: Measurement) -> tuple[Any, ...]:
    return (
        one.at, one.first, one.last, one.effect, one.effect_low, one.effect_high, one.unit, one.money,
        one.money_low, one.money_high, one.promised_likely, one.metric_version, one.found, one.sentence,
    )  # fmt: skip
