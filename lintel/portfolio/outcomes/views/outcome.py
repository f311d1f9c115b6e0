"""One outcome: the promise beside what came, its delivery, and its measurements."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit import ledger
from lintel.audit.models import Run, RunState
from lintel.people.authentication import user_of
from lintel.portfolio.outcomes import access, charts, closing
from lintel.portfolio.outcomes.actions import delivery as deliveries
from lintel.portfolio.outcomes.actions import measurement as measuring
from lintel.portfolio.outcomes.costs import costs_of
from lintel.portfolio.outcomes.forms import DeliveryForm, ReviewForm
from lintel.portfolio.outcomes.models import Actual, Found, Measurement, Outcome, Promise
from lintel.portfolio.outcomes.models.words import FOUND_TONES
from lintel.portfolio.outcomes.standing import Benefit, benefits_of, why_not_yet, with_steps
from lintel.portfolio.outcomes.tables import range_of, where
from lintel.portfolio.outcomes.views.common import ONLY_BOTH, load
from lintel.ui.charts import Figure
from lintel.ui.http import carried_out, done, get_visible
from lintel.ui.problems import Problem


@require_safe
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """Promised, paid, measured, stated, learned: the same page for both offices."""
    user, row = user_of(request), load(request, pk)
    actuals = list(Actual.objects.visible_to(user).filter(proposal=pk))
    costs = costs_of(row.promise, actuals, timezone.localdate())
    found = with_steps(benefits_of(row, user))
    ends_on = row.promise.day("ends_on")
    see_to = access.may_see_to(user) and row.is_open
    context: dict[str, Any] = {
        "outcome": row,
        "proposal": row.proposal,
        "promise": row.promise,
        "earlier": Promise.objects.visible_to(user).filter(proposal=pk).exclude(pk=row.promise_id),
        "where": where(row),
        "why": why_not_yet(row),
        "range": range_of(row),
        "ends_on": ends_on,
        "late": (row.delivered_on - ends_on).days if ends_on and row.delivered_on else 0,
        "benefits": [(one, _figure(one)) for one in found],
        "costs": costs,
        "cost_chart": charts.cost(costs) if costs.known else None,
        "running": _running(row),
        "reviews": row.reviews.select_related("person", "held_by"),
        "review_form": ReviewForm(),
        "closing": closing.standing(row, user),
        "history": ledger.newest(row, everything=request.GET.get("history") == "all", seen_by=request.user),
        "may_see_to": see_to,
        "may_confirm": row.is_open and access.may_confirm(user, row),
        "may_measure": see_to and row.delivered_on and any(one.row.metric_id for one in found),
    }
    return render(request, "outcomes/outcome.html", context)


def _figure(one: Benefit) -> Figure | None:
    """The last measurement as a chart, where there is a figure."""
    return charts.counterfactual(one.newest) if one.newest and not one.newest.why_not else None


def _running(row: Outcome) -> Run | None:
    runs = Run.objects.filter(kind=measuring.KIND, inputs={"outcome": row.pk})
    return runs.filter(state__in=[RunState.QUEUED, RunState.RUNNING]).first()


@require_http_methods(["GET", "HEAD", "POST"])
def delivery(request: HttpRequest, pk: int) -> HttpResponse:
    """Declare the day of delivery."""
    user, row = user_of(request), load(request, pk)
    if not access.may_see_to(user):
        raise ONLY_BOTH
    form = DeliveryForm(request.POST or None, initial={"day": timezone.localdate()})
    kept = carried_out(request, form, lambda: deliveries.declare(row, form.cleaned_data["day"], by=user))
    if kept is not None:
        return done(request, row, "Declared. The other side confirms it.")
    context = {"form": form, "outcome": row, "proposal": row.proposal}
    return render(request, "outcomes/delivery.html", context, status=422 if form.errors else 200)


@require_POST
def confirmation(request: HttpRequest, pk: int) -> HttpResponse:
    """The other side confirms exactly the day that it read."""
    row, form = load(request, pk), DeliveryForm(request.POST)
    if not form.is_valid():
        raise Problem("It is not clear which day you read.", way_out="Open the page again.")
    row = deliveries.confirm(row, by=user_of(request), day=form.cleaned_data["day"])
    return done(request, row, "Both sides say that it is delivered.")


@require_POST
def measurements(request: HttpRequest, pk: int) -> HttpResponse:
    """Have its benefits measured now."""
    row = load(request, pk)
    run = measuring.order(row, by=user_of(request))
    return done(request, run, "It is being measured.")


@require_safe
def measurement(request: HttpRequest, pk: int, measurement: int) -> HttpResponse:
    """One measurement as it was kept: figures, chart, placebo dates, and what it rests on."""
    row = load(request, pk)
    rows = Measurement.objects.visible_to(user_of(request)).filter(benefit__promise__proposal=pk)
    kept = get_visible(
        rows.select_related("benefit__metric", "benefit__promise", "by", "run"), pk=measurement
    )
    context: dict[str, Any] = {
        "outcome": row, "proposal": row.proposal, "measurement": kept, "benefit": kept.benefit,
        "label": Found(kept.found).label, "tone": FOUND_TONES[kept.found],
    }  # fmt: skip
    if not kept.why_not:
        context |= {"figure": charts.counterfactual(kept), "placebos": charts.placebos(kept)}
    return render(request, "outcomes/measurement.html", context)
