"""Dashboards: the list, one of them, making and changing it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit.ledger import newest
from lintel.insight import ports
from lintel.insight.asking.asked import Condition
from lintel.insight.asking.asking import desk
from lintel.insight.asking.files import pdf
from lintel.insight.asking.pages import answer_context
from lintel.insight.asking.vocabularies import bare
from lintel.insight.dashboards import access
from lintel.insight.dashboards.actions import dashboard as dashboards_
from lintel.insight.dashboards.actions.dashboard import Described
from lintel.insight.dashboards.answers import Shared, Shown, shared_of, shown, tiles_of
from lintel.insight.dashboards.filters import DashboardFilter
from lintel.insight.dashboards.forms import DashboardForm, SubscriptionForm, period_choices
from lintel.insight.dashboards.models import Dashboard
from lintel.insight.dashboards.tables import DashboardTable
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.http import done, form_problem, get_visible
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied, Problem

BARS = 8  # in the picture of a tile
MOST_CHOICES = 60  # dimensions offered in the filter


@require_safe
def dashboard_list(request: HttpRequest) -> HttpResponseBase:
    """Dashboards that one may see."""
    user = user_of(request)
    return list_page(
        request,
        Dashboard.objects.visible_to(user).in_use().counted(),
        table=DashboardTable,
        filterset=DashboardFilter,
        template="dashboards/dashboards.html",
        context={"may_make": access.may_make(user)},
        export_name="dashboards",
    )


@require_safe
def dashboard(request: HttpRequest, pk: int) -> HttpResponse:
    """The answers side by side; period and filter of the address go before the dashboard's own."""
    user = user_of(request)
    found = load(request, pk)
    shared = _shared(request, found)
    tiles = tiles_of(found, user)
    subscription = found.subscriptions.filter(person=user).first()
    context = {
        "dashboard": found,
        "tiles": [_tile(one) for one in shown(tiles, shared, user, timezone.now())],
        "periods": period_choices(shared.period),
        "period": shared.period,
        "condition": shared.where[0] if shared.where else None,
        "values": ", ".join(shared.where[0].values) if shared.where else "",
        "dimensions": _dimensions(user, shared),
        "may_arrange": access.may_arrange(user, found),
        "subscription": subscription,
        "subscription_form": SubscriptionForm(
            initial={"rhythm": subscription.rhythm} if subscription else None
        ),
        "history": newest(found, everything=request.GET.get("history") == "all", seen_by=request.user),
    }
    return render(request, "dashboards/dashboard.html", context)


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The dashboard as PDF, with the period and the filter of the address."""
    user, now = user_of(request), timezone.now()
    found = load(request, pk)
    answers = shown(tiles_of(found, user), _shared(request, found), user, now)
    made = pdf([one.given for one in answers if one.given], found.title, now, found.description)
    name = (
        content_disposition_header(as_attachment=True, filename=f"{slugify(found.title) or 'dashboard'}.pdf")
        or ""
    )
    return HttpResponse(made, content_type="application/pdf", headers={"Content-Disposition": name})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make an empty dashboard."""
    user = user_of(request)
    if not access.may_make(user):
        raise Denied(
            "Dashboards are made by office holders, members and analysts.", way_out="Ask one of them."
        )
    return _write(request, user, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change its title, audience or period."""
    user, found = user_of(request), load(request, pk)
    if not access.may_arrange(user, found):
        raise Denied("This dashboard is not yours to arrange.", way_out="Make one of your own.")
    return _write(request, user, found)


@require_POST
def shared(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the period and the filter that stand in the form as the dashboard's own."""
    user, found = user_of(request), load(request, pk)
    now = _shared(request, found, request.POST)
    said = Described(found.title, found.description, found.audience, now.period, now.where)
    dashboards_.change(found, said, by=user)
    return done(request, found, "Period and filter are kept for everybody who opens this dashboard.")


@require_POST
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it away."""
    user, found = user_of(request), load(request, pk)
    dashboards_.archive(found, by=user)
    return done(request, "dashboards:dashboards", f"“{found.title}” is put away.")


def load(request: HttpRequest, pk: int) -> Dashboard:
    """The dashboard, if the reader may see it."""
    return get_visible(Dashboard.objects.visible_to(user_of(request)).select_related("owner"), pk=pk)


def _shared(request: HttpRequest, found: Dashboard, data: Any = None) -> Shared:
    own, data = shared_of(found), data if data is not None else request.GET
    period = str(data.get("period", own.period)).strip()[:60]
    if "dimension" not in data:
        return Shared(period, own.where)
    name = str(data.get("dimension", ""))[:120]
    values = tuple(one.strip() for one in str(data.get("values", ""))[:400].split(",") if one.strip())
    return Shared(period, (Condition(name, "in", values),) if name and values else ())


def _tile(one: Shown) -> dict[str, Any]:
    context = {"tile": one.tile, "problem": one.problem, "without": one.without}
    return context | (answer_context(one.given, one.tile.question.purpose, most=BARS) if one.given else {})


def _dimensions(user: User, shared_: Shared) -> list[tuple[str, str, bool]]:
    """What one can filter all answers by: names once, though several datasets may have them."""
    try:
        at = desk(user, ports.ANALYSIS, timezone.now())
    except Problem:
        return []
    words = bare(at.known)
    chosen = shared_.where[0].dimension if shared_.where else ""
    names: dict[str, str] = {}
    for name, label in sorted(
        words.dimensions.items(), key=lambda pair: (pair[0] != chosen, pair[1].casefold())
    ):
        if name not in words.times:
            names.setdefault(label, name)
    return [(name, label, name == chosen) for label, name in sorted(names.items())][:MOST_CHOICES]


def _write(request: HttpRequest, user: User, found: Dashboard | None) -> HttpResponse:
    first = {name: getattr(found, name) for name in DashboardForm.base_fields} if found else None
    form = DashboardForm(request.POST or None, initial=first)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            said = Described(**form.cleaned_data, where=shared_of(found).where if found else ())
            try:
                saved = dashboards_.change(found, said, by=user) if found else dashboards_.make(said, by=user)
            except Denied:
                raise
            except Problem as problem:
                form_problem(form, problem)
            else:
                return done(request, saved, f"“{saved.title}” is saved.")
    return render(request, "dashboards/edit.html", {"form": form, "dashboard": found}, status=status)
