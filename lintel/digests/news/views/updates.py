"""How one thing stands, and who owes the next word."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit import ledger
from lintel.audit.models import type_label
from lintel.digests.news.access import may_ask, may_end, may_say
from lintel.digests.news.actions import rhythm as rhythms
from lintel.digests.news.actions import status_update as actions
from lintel.digests.news.forms import RhythmForm, UpdateForm
from lintel.digests.news.models import HEALTH_TONES, Rhythm, StatusUpdate
from lintel.digests.news.places import kind_of, shown_types
from lintel.people.authentication import user_of
from lintel.people.models import Watch
from lintel.people.targets import target
from lintel.ui.http import carried_out, done, get_visible
from lintel.ui.problems import Denied, Missing, Problem

SHOWN = 50


@require_safe
def update(request: HttpRequest, pk: int) -> HttpResponse:
    """One update, what it is about, and what is said about it."""
    user = user_of(request)
    row = get_visible(StatusUpdate.objects.visible_to(user).select_related("author"), pk=pk)
    thing = target(user, row.object_type, row.object_id)
    context = {"row": row, "thing": thing, "kind": kind_of(row.object_type), "tone": HEALTH_TONES[row.health],
               "history": ledger.newest(row, seen_by=request.user)}  # fmt: skip
    return render(request, "news/update.html", context)


def _thing(request: HttpRequest, object_type: str, object_id: str) -> models.Model:
    if object_type not in shown_types():
        raise Missing("There is nothing here to say something about.", way_out="Go back to the list.")
    return target(user_of(request), object_type, object_id)


@require_http_methods(["GET", "POST"])
def standing(request: HttpRequest, object_type: str, object_id: str) -> HttpResponse:
    """All that was said of how a thing stands; POST says what is new."""
    user, thing = user_of(request), _thing(request, object_type, object_id)
    form = UpdateForm(request.POST or None)
    if request.method == "POST" and not may_say(user):
        raise Denied("Members of marketing and IT say how a thing stands.", way_out="Leave a comment.")
    kept = carried_out(request, form, lambda: actions.write(thing, **form.cleaned_data, by=user))
    if kept is not None:
        return done(request, request.path, "Said. Who follows it reads it in the next digest.")
    return render(request, "news/standing.html", _context(request, thing, form), status=_status(form))


def _status(form: Any) -> int:
    return 422 if form.errors else 200


def _context(request: HttpRequest, thing: models.Model, form: UpdateForm) -> dict[str, Any]:
    user = user_of(request)
    owed = Rhythm.objects.about(thing).select_related("person").first()
    said = StatusUpdate.objects.about(thing).select_related("author")
    return {
        "thing": thing,
        "object_type": type_label(thing),
        "kind": kind_of(type_label(thing)),
        "updates": [(one, HEALTH_TONES[one.health]) for one in said[:SHOWN]],
        "followers": Watch.objects.on(thing).count(),
        "form": form if may_say(user) else None,
        "rhythm": owed,
        "overdue": owed is not None and owed.next_on < timezone.localdate(),
        "rhythm_form": RhythmForm(initial={"person": user.pk}) if may_ask(user) else None,
        "may_end": owed is not None and may_end(user, owed),
    }


@require_POST
def rhythm(request: HttpRequest, object_type: str, object_id: str) -> HttpResponse:
    """Ask somebody for updates, or with `end=yes` for no more."""
    user, thing = user_of(request), _thing(request, object_type, object_id)
    page = reverse("news:standing", args=[object_type, object_id])
    if request.POST.get("end") == "yes":
        rhythms.end(thing, by=user)
        return done(request, page, "Nobody owes an update any more.")
    if not may_ask(user):
        raise Denied("Members of marketing and IT ask for updates.", way_out="Leave a comment.")
    form = RhythmForm(request.POST)
    if not form.is_valid():
        raise Problem("It is not said who, or how often.", way_out="Choose both.", field="person")
    rhythms.ask(thing, **form.cleaned_data, day=timezone.localdate(), by=user)
    return done(request, page, "It waits on their first page when the day comes.")
