"""One's own addresses for calendars and feed readers, and what stands behind them."""

import zoneinfo
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lintel.digests.feeds import writing
from lintel.digests.feeds.dates import KINDS, days_of
from lintel.digests.feeds.forms import FeedForm
from lintel.digests.feeds.keys import SCOPE, owner_of
from lintel.digests.news import decisions
from lintel.digests.news.models import Announcement, StatusUpdate
from lintel.people.access import may_read
from lintel.people.actions import token as tokens
from lintel.people.authentication import user_of
from lintel.people.models import Token, User
from lintel.people.notices import absolute
from lintel.people.targets import targets
from lintel.ui.http import form_problem
from lintel.ui.problems import Denied, Problem

NEWEST = 50
ADDRESSES = (("calendar", "Calendar"), ("news", "News"), ("decisions", "Decisions"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feeds(request: HttpRequest) -> HttpResponse:
    """One's addresses and the days behind them; a new one is shown on the answer, and never again."""
    user = user_of(request)
    form = FeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            token, secret = tokens.create(name=form.cleaned_data["name"], scopes=[SCOPE], days=365, by=user)
        except Denied:
            raise
        except Problem as problem:
            form_problem(form, problem)
        else:
            made = [(label, absolute(reverse(f"feeds:{name}", args=[secret]))) for name, label in ADDRESSES]
            return render(request, "feeds/new.html", {"token": token, "addresses": made}, status=201)
    rows = Token.objects.living().filter(person=user, scopes=[SCOPE]).order_by("-pk")
    today = timezone.localdate()
    ahead = [one for one in days_of(user, today) if one.day >= today]
    context = {
        "tokens": rows, "form": form if may_read(user) else None, "count": len(ahead),
        "days": [(one, KINDS[one.kind]) for one in ahead[:NEWEST]],
    }  # fmt: skip
    return render(request, "feeds/feeds.html", context, status=422 if form.errors else 200)


def _by_address(view: Callable[[HttpRequest, User], HttpResponse]) -> Any:
    """The secret in the address is the whole right; rights are asked anew at each reading."""

    @wraps(view)
    def respond(request: HttpRequest, secret: str) -> HttpResponse:
        try:
            user = owner_of(secret)
        except Problem as problem:
            return HttpResponse(
                problem.title, content_type="text/plain; charset=utf-8", status=problem.status
            )
        with timezone.override(zoneinfo.ZoneInfo(user.time_zone)):
            response = view(request, user)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return login_not_required(never_cache(require_safe(respond)))


@_by_address
def calendar(request: HttpRequest, user: User) -> HttpResponse:
    """The days that concern this person."""
    now = timezone.now()
    content = writing.calendar(days_of(user, timezone.localdate(now)), name="Lintel", now=now)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="lintel.ics"'
    return response


@_by_address
def news(request: HttpRequest, user: User) -> HttpResponse:
    """Announcements and how things stand."""
    told = Announcement.objects.visible_to(user).standing().select_related("author")[:NEWEST]
    said = list(StatusUpdate.objects.visible_to(user).select_related("author")[:NEWEST])
    things = targets(user, {(row.object_type, row.object_id) for row in said})
    pairs = [(row, things.get((row.object_type, row.object_id))) for row in said]
    known = [(row, thing) for row, thing in pairs if thing is not None]
    return _atom(writing.news(told, known, reverse("news:news")))


@_by_address
def decided(request: HttpRequest, user: User) -> HttpResponse:
    """What was decided, and why."""
    newest = decisions.visible(user).order_by("-seq")[:NEWEST]
    return _atom(writing.decided(decisions.shown(newest, user), reverse("news:decisions")))


def _atom(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")
