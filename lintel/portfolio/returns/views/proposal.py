"""One proposal's return: what was kept, what it would be if, and as a file."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from lintel.people.authentication import user_of
from lintel.portfolio.proposals.models import Proposal
from lintel.portfolio.returns import access, reading, simulating, work
from lintel.portfolio.returns.forms import WhatIfForm
from lintel.portfolio.returns.gathering import Supposed, names_of
from lintel.portfolio.returns.telling import money
from lintel.ui.exports import csv_response, xlsx_response
from lintel.ui.http import done, get_visible
from lintel.ui.problems import Missing

HEADER = ("Part", "What", "Figure", "Value")
WHAT_IF = {"delay", "discount_rate", "without"}


@require_http_methods(["GET", "HEAD", "POST"])
def worth(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show it; POST has it worked out and kept."""
    row = get_visible(work.whole().visible_to(user_of(request)), pk=pk)
    if request.method == "POST":
        return _work_out(request, row)
    found = reading.standing(row)
    form = WhatIfForm(request.GET if WHAT_IF & set(request.GET) else None, benefits=names_of(row))
    supposed = form.supposed() if form.is_bound and form.is_valid() else Supposed()
    result = found.kept.result if found.kept else None
    if supposed and found.possible and found.assumed:
        result = simulating.returned(row, found.assumed, supposed)
    if request.GET.get("export") in {"csv", "xlsx"}:
        return _file(request, row, result)
    context: dict[str, Any] = {
        "proposal": row,
        "standing": found,
        "form": form,
        "supposed": bool(supposed),
        "may_work_out": access.may_work_out(user_of(request)),
        "may_write": access.may_write(user_of(request)),
    }
    assumed = found.assumed if supposed else found.kept.assumptions if found.kept else None
    if result is not None and assumed is not None:
        context["shown"] = reading.shown(result, assumed, supposed)
    if supposed and found.kept and found.fresh:
        context["before"] = money(found.kept.mean, found.kept.result["currency"])
    return render(request, "returns/return.html", context)


def _work_out(request: HttpRequest, row: Proposal) -> HttpResponseBase:
    work.work_out_now(row, by=user_of(request))
    return done(request, f"{row.get_absolute_url()}return/", "Worked out.")


def _file(request: HttpRequest, row: Proposal, result: dict[str, Any] | None) -> HttpResponseBase:
    if result is None:
        raise Missing("There are no figures yet.", way_out="Have the return worked out first.")
    send = csv_response if request.GET["export"] == "csv" else xlsx_response
    return send(f"return-of-proposal-{row.pk}", HEADER, list(_lines(result)))


def _lines(result: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """The whole result, one figure a row; money in the currency that stands in the first row."""
    percents = (5, 10, 25, 50, 75, 90, 95)
    yield "Summary", "All benefits", "currency", result["currency"]
    for name, part in (("All benefits", "worth"), ("Cashable alone", "cashable")):
        worth = result[part]
        for figure in ("mean", "deviation", "error_low", "error_high", "chance_of_loss", "shortfall"):
            yield "Summary", name, figure.replace("_", " "), worth[figure]
        for percent, value in zip(percents, worth["percentiles"], strict=True):
            yield "Summary", name, f"{percent} % of cases are below", value
    for rate in result["irr"]["rates"]:
        yield "Summary", "Rate of return", result["irr"]["kind"], rate
    for name in ("plain", "discounted"):
        yield "Summary", f"Paid back, {name}", "years", result[name]["expected"]
        yield "Summary", f"Paid back, {name}", "never, share of cases", result[name]["never"]
    for one in result["influences"]:
        for figure in ("share", "worst", "best"):
            yield "What matters most", one["name"], figure, one[figure]
    for band in result["bands"]:
        for percent, cash, discounted in zip(percents, band["cash"], band["discounted"], strict=True):
            yield f"Quarter {band['period']}", "Cash", f"{percent} % of cases are below", cash
            yield (
                f"Quarter {band['period']}",
                "In today’s money",
                f"{percent} % of cases are below",
                discounted,
            )
