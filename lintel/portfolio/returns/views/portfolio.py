"""What many proposals return together."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from lintel.audit.models import Run, RunState
from lintel.people.authentication import user_of
from lintel.portfolio.proposals.models import Proposal
from lintel.portfolio.returns import access, charts, telling, work
from lintel.portfolio.returns.actions import forecast
from lintel.portfolio.returns.models import Assumptions, PortfolioReturn, Scope
from lintel.ui.exports import csv_response, xlsx_response
from lintel.ui.http import done
from lintel.ui.problems import Missing

HEADER = ("Number", "Proposal", "Average", "Standard deviation", "Chance of a loss", "Part of the risk",
          "Average in the worst 5 % of all", "Currency")  # fmt: skip
SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
def returns(request: HttpRequest) -> HttpResponseBase:
    """The risk of all approved proposals or of the backlog; POST has it worked out."""
    user = user_of(request)
    if request.method == "POST":
        run = forecast.order(request.POST.get("of", ""), by=user)
        return done(request, run, "It is being worked out.")
    scope = Scope(request.GET["of"]) if request.GET.get("of") in Scope.values else Scope.APPROVED
    kept = PortfolioReturn.objects.visible_to(user).select_related("assumptions").filter(scope=scope).first()
    titles = _titles(kept, user) if kept else {}
    if request.GET.get("export") in {"csv", "xlsx"}:
        return _file(request, scope, kept, titles)
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
        context |= _shown(kept, titles)
    return render(request, "returns/returns.html", context)


def _running(scope: Scope) -> Run | None:
    runs = Run.objects.filter(kind=forecast.TOGETHER, inputs={"scope": scope.value})
    return runs.filter(state__in=[RunState.QUEUED, RunState.RUNNING]).first()


def _titles(kept: PortfolioReturn, user: Any) -> dict[str, str]:
    keys = [int(one["name"]) for one in kept.result["members"]]
    found = dict(Proposal.objects.visible_to(user).filter(pk__in=keys).values_list("pk", "title"))
    return {str(key): found.get(key, f"Proposal {key}") for key in keys}


def _changed(kept: PortfolioReturn, assumed: Assumptions | None) -> bool:
    """Proposals of this part, or the assumptions, are not those it was worked out from."""
    rows = work.proposals_of(kept.scope)
    return (
        (assumed is not None and assumed.pk != kept.assumptions_id)
        or rows.filter(changed_at__gt=kept.at).exists()
        or rows.count() != kept.counted + kept.left_out
    )


def _shown(kept: PortfolioReturn, titles: dict[str, str]) -> dict[str, Any]:
    result, currency = kept.result, kept.result["currency"]
    total = result["total"]
    members = sorted(result["members"], key=lambda one: -one["risk"])
    return {
        "facts": [
            (telling.money(total["mean"], currency), "net present value of all", "on average"),
            (telling.percent(total["chance_of_loss"]), "chance of a loss", "of all together"),
            (telling.money(total["shortfall"], currency), "in the worst 5 % of cases", "on average"),
            (
                telling.percent(max(0.0, result["diversification"])), "of the risk spreads",
                "for not all go wrong together",
            ),
        ],
        "low": telling.money(total["percentiles"][telling.LOW], currency),
        "high": telling.money(total["percentiles"][telling.HIGH], currency),
        "risk": charts.risk(result, titles),
        "members": [
            {
                "pk": int(one["name"]), "title": titles[one["name"]],
                "mean": telling.money(one["mean"], currency),
                "loss": telling.percent(one["chance_of_loss"]),
                "risk": telling.percent(max(0.0, one["risk"])),
                "tail": telling.money(one["tail"], currency),
            }
            for one in members[:SHOWN]
        ],
        "more": max(0, len(members) - SHOWN),
    }  # fmt: skip


def _file(
    request: HttpRequest, scope: Scope, kept: PortfolioReturn | None, titles: dict[str, str]
) -> HttpResponseBase:
    if kept is None:
        raise Missing("There are no figures yet.", way_out="Have the returns worked out first.")
    rows = [
        (int(one["name"]), titles[one["name"]], one["mean"], one["deviation"], one["chance_of_loss"],
         one["risk"], one["tail"], kept.result["currency"])
        for one in kept.result["members"]
    ]  # fmt: skip
    send = csv_response if request.GET["export"] == "csv" else xlsx_response
    return send(f"returns-{scope.value}", HEADER, rows)
