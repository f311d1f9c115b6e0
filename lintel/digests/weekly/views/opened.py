"""What links in a mail lead to, also for who is not signed in: nothing happens by opening them."""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from lintel.digests.weekly import acts, links
from lintel.digests.weekly.actions import one_click as actions
from lintel.digests.weekly.actions import preference as preferences
from lintel.digests.weekly.forms import ClickForm
from lintel.digests.weekly.models import UsedLink
from lintel.people.models import User
from lintel.ui.problems import Missing, Problem, Stale


def _open(view: Callable[..., HttpResponse]) -> Any:
    """Without an account; the address holds a right, so it is neither kept nor passed on."""

    @wraps(view)
    def respond(request: HttpRequest, token: str) -> HttpResponse:
        try:
            response = view(request, token)
        except Problem as problem:
            response = _refused(request, problem)
        response["Referrer-Policy"] = "same-origin"  # the form below it needs its origin
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return login_not_required(never_cache(require_http_methods(["GET", "POST"])(respond)))


def _reader(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _refused(request: HttpRequest, problem: Problem, url: str = "") -> HttpResponse:
    """What cannot be done, and the way on: to the thing, to one's own digest, or to sign in."""
    reader, mine = _reader(request), reverse("digests:mine")
    sign_in = f"{reverse('account_login')}?{urlencode({'next': url or mine})}"
    context = {
        "problem": problem, "signed_in": reader is not None, "sign_in": sign_in, "mine": mine, "url": url,
    }  # fmt: skip
    return render(request, "weekly/refused.html", context, status=problem.status)


@_open
def one_click(request: HttpRequest, token: str) -> HttpResponse:
    """Asks whether to do it; POST does it, once."""
    link, reader = links.read(token), _reader(request)
    act = acts.act_of(link.act)
    if act is None:
        raise Missing("This link does not open anything.", way_out="Sign in and do it on the page.")
    person = links.owner_of(link, reader)
    if act.needs_sign_in and reader is None:
        here = urlencode({"next": links.path(token)})
        return render(request, "weekly/sign_in.html", {"sign_in": f"{reverse('account_login')}?{here}"})
    if UsedLink.objects.filter(nonce=link.nonce).exists():
        return _refused(request, Stale("This link was used already.", way_out="It works once."))
    thing = acts.found(act, person, link.thing, link.version)
    sent = request.POST if request.method == "POST" else None  # also an empty one
    form = ClickForm(sent, initial={"day": timezone.localdate() + acts.LATER})
    if request.method == "POST" and form.is_valid():
        try:
            actions.use(link, by=person, signed_in=reader is not None, day=_day(form, act))
        except Problem as problem:
            return _refused(request, problem, act.url(thing))
        return render(request, "weekly/done.html", {"act": act, "url": act.url(thing), "reader": reader})
    context = {
        "act": act, "question": act.question.format(title=act.title(thing)), "url": act.url(thing),
        "form": form if act.asks_day else None, "person": person, "reader": reader,
    }  # fmt: skip
    return render(request, "weekly/one_click.html", context, status=422 if form.errors else 200)


def _day(form: ClickForm, act: acts.Act) -> dt.date | None:
    day: dt.date | None = form.cleaned_data["day"]
    return day if act.asks_day else None


@csrf_exempt  # mail programs post without a session (RFC 8058); the signed address is the whole right
@_open
def unsubscription(request: HttpRequest, token: str) -> HttpResponse:
    """Ends one person's digest mails, and nothing else; opening it only asks."""
    person = links.who_leaves(token)
    ended = request.method == "POST"
    if ended:
        preferences.unsubscribe(person, by=None)
    return render(request, "weekly/unsubscription.html", {"ended": ended, "person": person})
