"""Grants: the list, one of them with its score, and writing one down."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit import ledger
from lintel.estate.access import desk, showing
from lintel.estate.access.access import may_ask_change, may_keep
from lintel.estate.access.actions import change as changes
from lintel.estate.access.actions import grant as grants
from lintel.estate.access.forms import EndForm, GrantForm, WishForm
from lintel.estate.access.listing import Scored
from lintel.estate.access.models import Grant
from lintel.estate.access.picture import picture_of
from lintel.estate.access.tables import GRANT_ORDER, GrantFilter, GrantTable
from lintel.estate.access.views.common import load_grant, number_of, require_keeping
from lintel.people.authentication import user_of
from lintel.ui.checking import read_form
from lintel.ui.http import carried_out, done
from lintel.ui.relations import Bar, rows_page


@require_safe
def listed(request: HttpRequest) -> HttpResponseBase:
    """Every grant in force, the riskiest first."""
    user = user_of(request)
    rows = Grant.objects.visible_to(user)
    narrowed = GrantFilter(request.GET, queryset=rows, request=request)
    picture = picture_of(timezone.localdate())
    found = Scored(narrowed.qs, rows.with_parts(), picture.score_of, GRANT_ORDER)
    return rows_page(
        request, found, table=GrantTable, bar=Bar(narrowed.form), template="reach/grants.html",
        export_name="access-grants", context={"may_keep": may_keep(user)},
    )  # fmt: skip


@require_safe
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    """What it allows, why, and how its score comes about."""
    row, user, today = load_grant(request, pk), user_of(request), timezone.localdate()
    picture = picture_of(today)
    risk, keeps = picture.risks.get(pk), may_keep(user)
    questions = row.questions.select_related("campaign", "person").order_by("-pk")[:20]
    context = {
        "row": row,
        "state": row.state_on(today),
        "risk": risk,
        "parts": showing.parts(picture, risk) if risk else [],
        "questions": questions,
        "requests": showing.requests_of([row], user).get(row.pk, []),
        "may_keep": keeps,
        "end_form": EndForm(initial={"until": today}) if keeps else None,
        "wish_form": WishForm() if may_ask_change(user) and desk.takes_requests() else None,
        "history": ledger.newest(row, everything=request.GET.get("history") == "all", seen_by=request.user),
    }
    return render(request, "reach/grant.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Let somebody in; `?party=` and `?system=` may come with the address."""
    require_keeping(request)
    begun = {name: number_of(request, name, 0) or None for name in ("party", "system")}
    form = GrantForm(request.POST or None, initial=begun)
    made = carried_out(request, form, lambda: grants.give(form.values(), by=user_of(request)))
    if made is not None:
        return done(request, made, "It is written down.")
    return render(request, "reach/grant_form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what it allows, why, or until when."""
    row, user = load_grant(request, pk), user_of(request)
    require_keeping(request)
    form = GrantForm(request.POST or None, instance=row)
    made = carried_out(request, form, lambda: grants.change(row, form.values(), version=form.seen, by=user))
    if made is not None:
        return done(request, made, "Changed.")
    context = {"form": form, "row": row}
    return render(request, "reach/grant_form.html", context, status=422 if form.errors else 200)


@require_POST
def ending(request: HttpRequest, pk: int) -> HttpResponse:
    """Say on which day it ends."""
    row, said = load_grant(request, pk), read_form(EndForm(request.POST))
    grants.end(row, said["until"], by=user_of(request))
    return done(request, row, "Its last day is noted.")


@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a grant that was a mistake."""
    grants.remove(load_grant(request, pk), by=user_of(request))
    return done(request, "reach:grants", "The grant is removed.")


@require_POST
def wish(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a request of it: to narrow it, or to remove it."""
    row, said = load_grant(request, pk), read_form(WishForm(request.POST))
    made: Any = changes.ask(row, said["wish"], said["why"], narrow_to=said["narrow_to"], by=user_of(request))
    return done(request, made, "The request is made; it leads back to the grant.")
