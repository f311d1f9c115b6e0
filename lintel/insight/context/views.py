"""Series and events as pages."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit.ledger import newest
from lintel.insight.context import access
from lintel.insight.context.actions import market_event, pull, series
from lintel.insight.context.charts import figure
from lintel.insight.context.comparing import Comparison, compare
from lintel.insight.context.forms import EventForm, SeriesForm, ViewForm
from lintel.insight.context.happenings import events_between
from lintel.insight.context.models import MarketEvent, Series
from lintel.insight.context.tables import EventFilter, EventTable, SeriesFilter, SeriesTable
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.http import done, form_problem, get_visible
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied, Problem


@require_safe
def series_list(request: HttpRequest) -> HttpResponseBase:
    """All series."""
    user = user_of(request)
    return list_page(
        request,
        Series.objects.visible_to(user).with_extent(),
        table=SeriesTable,
        filterset=SeriesFilter,
        template="context/series_list.html",
        context={"may_keep": access.may_keep(user)},
        export_name="market-series",
    )


@require_safe
def series_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One series, alone or beside one of our metrics, with the events of its time."""
    user = user_of(request)
    found = get_visible(Series.objects.visible_to(user).select_related("owner"), pk=pk)
    first = {"metric": found.metric, "view": "index" if found.metric else "values", "grain": found.grain}
    form = ViewForm(request.GET or None, initial=first, series=found)
    form.is_valid()
    said = form.cleaned_data if form.is_bound else first
    context: dict[str, Any] = {
        "series": found,
        "form": form,
        "pulls": found.pulls.all()[:5],
        "may_keep": access.may_keep(user),
        "may_pull": access.may_pull(user) and bool(found.address),
        "history": newest(found, seen_by=request.user),
    }
    try:
        shown = compare(
            found, user, view=said.get("view") or first["view"], metric=said.get("metric") or "",
            wanted=said.get("grain") or "", adjusted=bool(said.get("adjusted")),
        )  # fmt: skip
        context |= _shown(found, shown, user)
    except Problem as problem:
        context["problem"] = problem
    return render(request, "context/series.html", context)


def _shown(found: Series, shown: Comparison, user: User) -> dict[str, Any]:
    days = sorted({day for line in shown.lines for day in line.values})
    if not days:
        return {"notes": shown.notes}
    events = events_between(days[0], days[-1] + dt.timedelta(days=31), user)
    return {
        "chart": figure(found.name, shown, events),
        "events": events,
        "snapshots": shown.snapshots,
        "base": shown.base,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def new_series(request: HttpRequest) -> HttpResponse:
    """Make a series."""
    return _write_series(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_series(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is said about a series."""
    return _write_series(request, get_visible(Series.objects.visible_to(user_of(request)), pk=pk))


def _write_series(request: HttpRequest, found: Series | None) -> HttpResponse:
    user = _keeper(request)
    first = {name: getattr(found, name) for name in SeriesForm.base_fields} if found else {}
    form, status = SeriesForm(request.POST or None, initial=first), 200
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        version = said.pop("version") or 0
        words = series.Wording(**said)
        try:
            saved = (
                series.change(found, words, by=user, version=version)
                if found
                else series.make(words, by=user)
            )
        except Denied:
            raise
        except Problem as problem:
            form_problem(form, problem)
            status = problem.status
        else:
            return done(request, saved, f"“{saved.name}” is saved.")
    context = {"form": form, "series": found}
    return render(request, "context/series_form.html", context, status=status)


def _keeper(request: HttpRequest) -> User:
    user = user_of(request)
    if not access.may_keep(user):
        raise Denied("Market context is kept by members and analysts.", way_out="Ask a colleague there.")
    return user


@require_POST
def remove_series(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a series away."""
    found = get_visible(Series.objects.visible_to(user_of(request)), pk=pk)
    series.remove(found, by=user_of(request))
    return done(request, "context:series", f"“{found.name}” is removed.")


@require_POST
def pulls(request: HttpRequest, pk: int) -> HttpResponse:
    """Fetch a series from its address now."""
    found = get_visible(Series.objects.visible_to(user_of(request)), pk=pk)
    return done(request, pull.order(found, by=user_of(request)), "It is being fetched.")


@require_safe
def events(request: HttpRequest) -> HttpResponseBase:
    """All events."""
    user = user_of(request)
    return list_page(
        request,
        MarketEvent.objects.visible_to(user),
        table=EventTable,
        filterset=EventFilter,
        template="context/events.html",
        context={"may_keep": access.may_keep(user)},
        export_name="events",
    )


@require_safe
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """One event."""
    user = user_of(request)
    found = get_visible(MarketEvent.objects.visible_to(user), pk=pk)
    context = {
        "event": found,
        "may_keep": access.may_keep(user),
        "history": newest(found, seen_by=request.user),
    }
    return render(request, "context/event.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_event(request: HttpRequest) -> HttpResponse:
    """Note an event."""
    return _write_event(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_event(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct an event."""
    return _write_event(request, get_visible(MarketEvent.objects.visible_to(user_of(request)), pk=pk))


def _write_event(request: HttpRequest, found: MarketEvent | None) -> HttpResponse:
    user = _keeper(request)
    first = {name: getattr(found, name) for name in EventForm.base_fields} if found else {}
    form, status = EventForm(request.POST or None, initial=first), 200
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        version = said.pop("version") or 0
        words = market_event.Wording(**said)
        try:
            saved = (
                market_event.change(found, words, by=user, version=version)
                if found
                else market_event.note(words, by=user)
            )
        except Problem as problem:
            form_problem(form, problem)
            status = problem.status
        else:
            return done(request, saved, f"“{saved.name}” stands on the charts of its time.")
    return render(request, "context/event_form.html", {"form": form, "event": found}, status=status)


@require_POST
def remove_event(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an event off the charts."""
    found = get_visible(MarketEvent.objects.visible_to(user_of(request)), pk=pk)
    market_event.remove(found, by=user_of(request))
    return done(request, "context:events", f"“{found.name}” is removed.")
