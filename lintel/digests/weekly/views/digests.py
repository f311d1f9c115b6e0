"""Digests as pages: the last seven days at any time, those that were made, and how they went out."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lintel.audit import ledger
from lintel.audit.memory import steady
from lintel.digests.weekly import mail
from lintel.digests.weekly.access import may_send, may_set_channels
from lintel.digests.weekly.actions import digest as actions
from lintel.digests.weekly.composing import Content, compose
from lintel.digests.weekly.models import SHARED, Delivery, Digest, Preference, Scope
from lintel.digests.weekly.moments import days
from lintel.digests.weekly.reading import Happened
from lintel.digests.weekly.tables import DeliveryFilter, DeliveryTable, DigestFilter, DigestTable
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.http import done, get_visible
from lintel.ui.lists import list_page
from lintel.ui.problems import Missing


@require_safe
def digests(request: HttpRequest) -> HttpResponseBase:
    """Every digest that one may read, the newest first."""
    user = user_of(request)
    return list_page(
        request, Digest.objects.visible_to(user), table=DigestTable, filterset=DigestFilter,
        template="weekly/digests.html",
        context={"wanted": Preference.objects.filter(person=user).first(), "may_set": may_set_channels(user)},
        export_name="digests",
    )  # fmt: skip


@never_cache
@require_safe
def now(request: HttpRequest, scope: str) -> HttpResponse:
    """The last seven days up to now: one's own, a side's or the company's."""
    user = user_of(request)
    if scope not in Scope.values:
        raise Missing("There is no such digest.", way_out="Choose one of the list.")
    today = timezone.localdate()
    first, _ = days("weekly", timezone.now(), user.time_zone)
    happened = Happened(first, today + dt.timedelta(days=1), user.time_zone)
    content = _composed(happened, user, today, scope)
    mine = scope == Scope.PERSON
    context = {
        "content": content, "scope": scope, "title": _title(scope), "so_far": True,
        "clicks": mail.clicks(user, today) if mine and content.waits else [],
        "scopes": [(one.value, one.label) for one in (Scope.PERSON, *SHARED)],
    }  # fmt: skip
    return render(request, "weekly/digest.html", context)


def _composed(happened: Happened, user: User, today: dt.date, scope: str, *, waits: bool = True) -> Content:
    with steady():
        return compose(happened, user, day=today, scope=scope, waits=waits)


def _title(scope: str) -> str:
    return "Your digest" if scope == Scope.PERSON else f"Digest for {Scope(scope).label}"


@never_cache
@require_safe
def digest(request: HttpRequest, pk: int) -> HttpResponse:
    """One that was made, as its reader may see it now. What waited then is a number; what waits now is said
    in the newest."""
    user, row = user_of(request), get_visible(Digest.objects.visible_to(user_of(request)), pk=pk)
    today = timezone.localdate()
    fresh = row.ends_on > today - dt.timedelta(days=7)
    content = _composed(
        Happened(row.starts_on, row.ends_on, row.time_zone), user, today, row.scope, waits=fresh
    )
    mine = row.scope == Scope.PERSON
    context = {
        "row": row, "content": content, "scope": row.scope, "title": _title(row.scope), "fresh": fresh,
        "clicks": mail.clicks(user, today) if mine and fresh else [], "may_send": may_send(user, row),
        "sent": Delivery.objects.visible_to(user).filter(digest=row, person=user).first(),
        "history": ledger.newest(row, seen_by=request.user) if row.is_shared else None,
    }  # fmt: skip
    return render(request, "weekly/digest.html", context)


@never_cache
@require_safe
def mail_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The mail as it would be sent, in its plain form; its HTML form says the same."""
    user = user_of(request)
    row = get_visible(Digest.objects.visible_to(user).filter(person=user), pk=pk)
    wanted = Preference.objects.filter(person=user).first()
    happened = Happened(row.starts_on, row.ends_on, row.time_zone)
    sections = wanted.sections if wanted else None
    content = compose(happened, user, day=timezone.localdate(), sections=sections)
    shown: dict[str, Any] = mail.context(row, content, user, with_clicks=False)
    text = render_to_string("weekly/mail.txt", shown)
    context = {"row": row, "text": text, "subject": shown["subject"], "may_send": may_send(user, row)}
    return render(request, "weekly/preview.html", context)


@require_POST
def delivery(request: HttpRequest, pk: int) -> HttpResponse:
    """Have it sent to oneself now."""
    user, row = user_of(request), get_visible(Digest.objects.visible_to(user_of(request)), pk=pk)
    actions.send_again(row, by=user)
    return done(request, row, "It is on its way to your mail.")


@require_safe
def deliveries(request: HttpRequest) -> HttpResponseBase:
    """What was sent, and what became of it: one's own; administrators see all."""
    user = user_of(request)
    rows = Delivery.objects.visible_to(user).select_related("digest__person", "person", "channel")
    return list_page(
        request, rows, table=DeliveryTable, filterset=DeliveryFilter, template="weekly/deliveries.html",
        export_name="deliveries",
    )  # fmt: skip
