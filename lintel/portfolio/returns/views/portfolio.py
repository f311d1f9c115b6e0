"""What many proposals return together."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from lintel.audit.models import Run, RunState
from lintel.people.authentication import user_of
from lintel.portfolio.returns import access, reporting, together, work
from lintel.portfolio.returns.actions import forecast
from lintel.portfolio.returns.models import Assumptions, PortfolioReturn, Scope
from lintel.ui.exports import csv_response
from lintel.ui.http import done
from lintel.ui.problems import Missing
from lintel.ui.reports.sending import answered, wanted


@require_http_methods(["GET", "HEAD", "POST"])
def returns(request: HttpRequest) -> HttpResponseBase:
    """The risk of all approved proposals or of the backlog; POST has it worked out."""
    user = user_of(request)
    if request.method == "POST":
        run = forecast.order(request.POST.get("of", ""), by=user)
        return done(request, run, "It is being worked out.")
    scope = _scope(request)
    kept = together.kept_of(scope, user)
    titles = together.titles_of(kept, user) if kept else {}
    if request.GET.get("export") == "csv":
        if kept is None:
            raise Missing("There are no figures yet.", way_out="Have the returns worked out first.")
        return csv_response(f"returns-{scope.value}", together.HEADER, together.rows(kept, titles))
    assumed = Assumptions.objects.visible_to(user).in_force()
    context: dict[str, Any] = {
        "scope": scope,
        "scopes": [{"label": one.label, "url": one.url, "current": one == scope} for one in Scope],
        "kept": kept,
        "assumed": assumed,
        "changed": _changed(kept, assumed) if kept else False,
        "running": _running(scope) if assumed else None,
        "may_work_out": access.may_work_out(user),
        "may_write": access.may_write(user),
    }
    if kept:
        context |= together.shown(kept, titles)
    return render(request, "returns/returns.html", context)


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """The same as a report, `?format=pdf|xlsx|pptx`."""
    return answered(reporting.of_portfolio(_scope(request), user_of(request)), wanted(request))


def _scope(request: HttpRequest) -> Scope:
    return Scope(request.GET["of"]) if request.GET.get("of") in Scope.values else Scope.APPROVED


def _running(scope: Scope) -> Run | None:
    runs = Run.objects.filter(kind=forecast.TOGETHER, inputs={"scope": scope.value})
    return runs.filter(state__in=[RunState.QUEUED, RunState.RUNNING]).first()


def _changed(kept: PortfolioReturn, assumed: Assumptions | None) -> bool:
    """Proposals of this part, or the assumptions, are not those it was worked out from."""
    rows = work.proposals_of(kept.scope)
    return (
        (assumed is not None and assumed.pk != kept.assumptions_id)
        or rows.filter(changed_at__gt=kept.at).exists()
        or rows.count() != kept.counted + kept.left_out
    )
