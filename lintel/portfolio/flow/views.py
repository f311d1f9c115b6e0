"""The page of flow."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lintel.people.access import may_read
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.portfolio.flow import charts, reckoning, rows
from lintel.portfolio.flow.forms import FlowForm
from lintel.portfolio.proposals.models import BoardColumn, Origin, Proposal
from lintel.ui import exports
from lintel.ui.problems import Missing


@require_safe
def flow(request: HttpRequest) -> HttpResponseBase:
    """How long work takes, what is old, how much is finished, and when more will be; `?export=csv|xlsx`."""
    user = user_of(request)
    if not may_read(user):
        raise Missing("There is no such page here.", way_out="Ask an administrator for a role.")
    if (kind := request.GET.get("export")) in {"csv", "xlsx"}:
        make = exports.csv_response if kind == "csv" else exports.xlsx_response
        return make("moves", rows.HEADER, rows.lines(user))
    form = FlowForm(request.GET if "weeks" in request.GET else None)
    form.is_valid()
    weeks, source, items, by = form.asked()
    found = reckoning.figures(user, weeks, source)
    answer = reckoning.forecast(found, items or (None if by else found.usual), by)
    if not form.is_bound:
        form.initial["items"] = found.usual
    return _page(
        request, user, {"form": form, "source": source, "found": found, "answer": answer, "weeks": weeks}
    )


def _page(request: HttpRequest, user: User, context: dict[str, Any]) -> HttpResponse:
    found, answer = context["found"], context["answer"]
    named = {proposal for proposal, _, _ in found.done} | {one.proposal for one in found.ageing}
    titles = dict(Proposal.objects.visible_to(user).filter(pk__in=named).values_list("pk", "title"))
    columns = dict(BoardColumn.objects.visible_to(user).filter(finishes=False).values_list("pk", "name"))
    is_board = context["source"] == Origin.BOARD
    pictures = [
        charts.ageing(found, titles, columns),
        charts.throughput(found),
        charts.cycle_times(found, titles, charts.IN_WORK if is_board else charts.IN_TRACKER),
        charts.cumulative(found),
    ]
    context |= {
        "figures": [picture for picture in pictures if picture],
        "coming": charts.coming(answer),
        "old": sum(one.share is not None and one.share >= reckoning.OLD / 100 for one in found.ageing),
        "pace": found.weeks.total / len(found.weeks) if len(found.weeks) else None,
        "is_board": is_board,
        "whens": sorted(answer.when.days.items()) if answer.when else [],
        "manys": sorted(answer.many.counts.items()) if answer.many else [],
        "tracked": reckoning.is_tracked(user),
    }
    return render(request, "flow/flow.html", context)
