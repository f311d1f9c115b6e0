"""Pinning, ordering, taking down; and having a dashboard sent."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lintel.insight.asking.models import Question
from lintel.insight.dashboards import access
from lintel.insight.dashboards.actions import dashboard as dashboards_
from lintel.insight.dashboards.actions import subscription as subscriptions
from lintel.insight.dashboards.actions import tile as tiles_
from lintel.insight.dashboards.actions.dashboard import Described
from lintel.insight.dashboards.forms import NEW, PinForm, SubscriptionForm
from lintel.insight.dashboards.models import Dashboard, Subscription, Tile
from lintel.insight.dashboards.views.dashboards import load
from lintel.people.authentication import user_of
from lintel.ui.http import done, form_problem, get_visible
from lintel.ui.problems import Denied, Problem


@require_http_methods(["GET", "HEAD", "POST"])
def pin(request: HttpRequest, pk: int) -> HttpResponse:
    """Pin a saved question to a dashboard, or to a new one."""
    user = user_of(request)
    question = get_visible(Question.objects.visible_to(user), pk=pk)
    if not access.may_make(user):
        raise Denied(
            "Answers are pinned by office holders, members and analysts.", way_out="Ask one of them."
        )
    rows = Dashboard.objects.visible_to(user).in_use()
    own = [one for one in rows if access.may_arrange(user, one)]
    form = PinForm(request.POST or None, dashboards=own)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            said = form.cleaned_data
            try:
                board = (
                    dashboards_.make(Described(said["title"], audience=question.audience), by=user)
                    if said["dashboard"] == NEW
                    else get_visible(rows, pk=said["dashboard"])
                )
                tiles_.pin(board, question, wide=said["wide"], by=user)
            except Denied:
                raise
            except Problem as problem:
                form_problem(form, problem)
            else:
                return done(request, board, f"“{question.title}” is pinned.")
    return render(request, "dashboards/pin.html", {"form": form, "question": question}, status=status)


@require_POST
def moves(request: HttpRequest, pk: int) -> HttpResponse:
    """An answer was dragged, or moved by its handle: `item` now stands after `after`, or first."""
    board = load(request, pk)
    item = _tile(board, request.POST.get("item", ""))
    after = request.POST.get("after", "")
    tiles_.move(item, _tile(board, after) if after else None, by=user_of(request))
    return HttpResponse(status=204)


@require_POST
def position(request: HttpRequest, pk: int) -> HttpResponse:
    """Without JavaScript: one up or one down."""
    user = user_of(request)
    item = _visible(request, pk)
    rows = list(item.dashboard.tiles.all())
    at = [one.pk for one in rows].index(item.pk)
    where = request.POST.get("where", "")
    if where == "up":
        after = rows[at - 2] if at > 1 else None
    elif where == "down":
        after = (
            rows[min(at + 1, len(rows) - 1)]
            if len(rows) > 1 and at + 1 < len(rows)
            else rows[at - 1]
            if at
            else None
        )
    else:
        raise Problem("It is not clear where it should go.", way_out="Use one of the buttons beside it.")
    tiles_.move(item, after, by=user)
    return done(request, item.dashboard, f"“{item.question.title}” was moved.")


@require_POST
def width(request: HttpRequest, pk: int) -> HttpResponse:
    """Over the whole width, or half of it."""
    item = _visible(request, pk)
    tiles_.size(item, wide=request.POST.get("wide") == "yes", by=user_of(request))
    return done(request, item.dashboard)


@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an answer down."""
    item = _visible(request, pk)
    title = item.question.title
    board = tiles_.remove(item, by=user_of(request))
    return done(request, board, f"“{title}” was taken down; the question is still saved.")


@require_http_methods(["GET", "HEAD", "POST"])
def subscription(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a dashboard sent, or change how often."""
    user, board = user_of(request), load(request, pk)
    present = board.subscriptions.filter(person=user).first()
    form = SubscriptionForm(request.POST or None, initial={"rhythm": present.rhythm} if present else None)
    if request.method == "POST" and form.is_valid():
        made = subscriptions.subscribe(board, rhythm=form.cleaned_data["rhythm"], now=timezone.now(), by=user)
        return done(request, board, f"It is sent to you {made.get_rhythm_display().lower()}.")
    context = {"form": form, "dashboard": board, "subscription": present}
    return render(request, "dashboards/subscription.html", context)


@require_POST
def unsubscription(request: HttpRequest, pk: int) -> HttpResponse:
    """Have it sent no longer."""
    board = load(request, pk)
    subscriptions.unsubscribe(board, by=user_of(request))
    return done(request, board, "It is no longer sent to you.")


@require_POST
def sending(request: HttpRequest, pk: int) -> HttpResponse:
    """Have it sent now."""
    user, board = user_of(request), load(request, pk)
    found = get_visible(
        Subscription.objects.visible_to(user).select_related("dashboard", "person"), dashboard=board
    )
    run = subscriptions.order(found, now=timezone.now(), by=user)
    return done(request, run, "It is on its way to your mail.")


def _tile(board: Dashboard, text: str) -> Tile:
    pk = int(text) if text.isdecimal() and len(text) < 18 else 0
    return get_visible(Tile.objects.filter(dashboard=board).select_related("dashboard", "question"), pk=pk)


def _visible(request: HttpRequest, pk: int) -> Tile:
    boards = Dashboard.objects.visible_to(user_of(request))
    return get_visible(
        Tile.objects.filter(dashboard__in=boards).select_related("dashboard", "question"), pk=pk
    )
