"""Chats that digests are posted to."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit import ledger
from lintel.digests.weekly.access import may_set_channels
from lintel.digests.weekly.actions import channel as actions
from lintel.digests.weekly.forms import ChannelForm
from lintel.digests.weekly.models import Channel, Digest
from lintel.digests.weekly.tables import DELIVERY_TONES, ChannelTable
from lintel.people.authentication import user_of
from lintel.ui.http import carried_out, done, form_problem, get_visible
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied, Problem

NOT_YOURS = Denied("The two offices and administrators set channels.", way_out="Ask one of them to.")
SHOWN = 20  # posts, the latest


def _load(request: HttpRequest, pk: int) -> Channel:
    return get_visible(Channel.objects.visible_to(user_of(request)), pk=pk)


@require_safe
def channels(request: HttpRequest) -> HttpResponseBase:
    """Where digests go."""
    user = user_of(request)
    return list_page(
        request, Channel.objects.visible_to(user), table=ChannelTable, template="weekly/channels.html",
        context={"may_set": may_set_channels(user)}, export_name="channels",
    )  # fmt: skip


@require_safe
def channel(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, and what was posted to it."""
    row = _load(request, pk)
    posts = row.deliveries.select_related("digest").order_by("-pk")[:SHOWN]
    context = {
        "row": row,
        "posts": [(one, DELIVERY_TONES[one.state]) for one in posts],
        "may_set": may_set_channels(user_of(request)),
        "history": ledger.newest(row, seen_by=request.user),
    }
    return render(request, "weekly/channel.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Add one."""
    user = user_of(request)
    if not may_set_channels(user):
        raise NOT_YOURS
    form = ChannelForm(request.POST or None, user=user)
    made = carried_out(request, form, lambda: actions.add(**form.values(), by=user))
    if made is not None:
        return done(request, made, "The channel is there. Post the newest digest to see whether it works.")
    return render(request, "weekly/channel_form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change its name, its time or its address."""
    user, row = user_of(request), _load(request, pk)
    if not may_set_channels(user):
        raise NOT_YOURS
    form = ChannelForm(request.POST or None, user=user, standing=row)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.change(row, form.values(), version=version, by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, row, "Changed.")
    context = {"form": form, "row": row}
    return render(request, "weekly/channel_form.html", context, status=422 if form.errors else 200)


@require_POST
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    """Pause it, or with `pause=no` go on."""
    row, paused = _load(request, pk), request.POST.get("pause") != "no"
    actions.pause(row, paused=paused, by=user_of(request))
    return done(request, row, "It is paused." if paused else "It posts again.")


@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it away."""
    actions.remove(_load(request, pk), by=user_of(request))
    return done(request, "digests:channels", "The channel is removed.")


@require_POST
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """Post the newest digest now."""
    user, row = user_of(request), _load(request, pk)
    if not may_set_channels(user):
        raise NOT_YOURS
    newest = Digest.objects.filter(scope=row.scope, person=None).order_by("-ends_on").first()
    if newest is None:
        raise Problem("No such digest was made yet.", way_out="The first one is made by itself on Monday.")
    actions.post(row, newest, now=timezone.now(), by=user)
    return done(request, row, "It is on its way; what became of it stands below.")
