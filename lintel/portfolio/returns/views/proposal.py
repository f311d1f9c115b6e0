"""One proposal's return: what was kept, what it would be if, and as a file."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from lintel.people.authentication import user_of
from lintel.portfolio.proposals.models import Proposal
from lintel.portfolio.returns import access, in_full, reading, reporting, simulating, work
from lintel.portfolio.returns.forms import WhatIfForm
from lintel.portfolio.returns.gathering import Supposed, names_of
from lintel.portfolio.returns.telling import money
from lintel.ui.exports import csv_response
from lintel.ui.http import done, get_visible
from lintel.ui.problems import Missing
from lintel.ui.reports.sending import answered, wanted

WHAT_IF = {"delay", "discount_rate", "without"}


@require_http_methods(["GET", "HEAD", "POST"])
def worth(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show it; POST has it worked out and kept."""
    row = _load(request, pk)
    if request.method == "POST":
        return _work_out(request, row)
    found, form = reading.standing(row), _form(request, row)
    supposed = _supposed(form)
    result, assumed = simulating.as_supposed(row, found, supposed)
    if request.GET.get("export") == "csv":
        return _file(row, result)
    context: dict[str, Any] = {
        "proposal": row,
        "standing": found,
        "form": form,
        "supposed": bool(supposed),
        "may_work_out": access.may_work_out(user_of(request)),
        "may_write": access.may_write(user_of(request)),
    }
    if result is not None and assumed is not None:
        context["shown"] = reading.shown(result, assumed, supposed)
    if supposed and found.kept and found.fresh:
        context["before"] = money(found.kept.mean, found.kept.result["currency"])
    return render(request, "returns/return.html", context)


@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """It as a report, `?format=pdf|xlsx|pptx`, supposed as on its page."""
    row = _load(request, pk)
    supposed = _supposed(_form(request, row))
    return answered(reporting.of_proposal(row, supposed), wanted(request))


def _load(request: HttpRequest, pk: int) -> Proposal:
    return get_visible(work.whole().visible_to(user_of(request)), pk=pk)


def _form(request: HttpRequest, row: Proposal) -> WhatIfForm:
    return WhatIfForm(request.GET if WHAT_IF & set(request.GET) else None, benefits=names_of(row))


def _supposed(form: WhatIfForm) -> Supposed:
    return form.supposed() if form.is_bound and form.is_valid() else Supposed()


def _work_out(request: HttpRequest, row: Proposal) -> HttpResponseBase:
    work.work_out_now(row, by=user_of(request))
    return done(request, f"{row.get_absolute_url()}return/", "Worked out.")


def _file(row: Proposal, result: dict[str, Any] | None) -> HttpResponseBase:
    if result is None:
        raise Missing("There are no figures yet.", way_out="Have the return worked out first.")
    return csv_response(f"return-of-proposal-{row.pk}", in_full.HEADER, list(in_full.lines(result)))
