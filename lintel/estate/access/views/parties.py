"""Parties: the list, one of them with all that it reaches, and writing one down."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit import ledger
from lintel.estate.access import showing
from lintel.estate.access.access import may_keep, may_see_names
from lintel.estate.access.actions import party as parties
from lintel.estate.access.forms import LookForm, PartyForm, PeopleForm
from lintel.estate.access.listing import Scored
from lintel.estate.access.models import Grant, Party
from lintel.estate.access.picture import picture_of
from lintel.estate.access.tables import PARTY_ORDER, PartyFilter, PartyTable
from lintel.estate.access.views.common import load_party, require_keeping
from lintel.people.authentication import user_of
from lintel.ui.checking import read_form
from lintel.ui.http import carried_out, done
from lintel.ui.relations import Bar, rows_page

SHOWN = 200  # grants and ways of one party on its page


@require_safe
def listed(request: HttpRequest) -> HttpResponseBase:
    """Everybody who is let in, those of the highest risk first."""
    user = user_of(request)
    rows = Party.objects.visible_to(user)
    narrowed = PartyFilter(request.GET, queryset=rows, request=request)
    picture = picture_of(timezone.localdate())
    source = rows.annotate(let_in=Count("grants__system", distinct=True))
    found = Scored(narrowed.qs, source, picture.of_party.get, PARTY_ORDER)
    return rows_page(
        request, found, table=PartyTable, bar=Bar(narrowed.form), template="reach/parties.html",
        export_name="access-parties", context={"may_keep": may_keep(user)},
    )  # fmt: skip


def _facts(request: HttpRequest, row: Party) -> dict[str, Any]:
    user, today = user_of(request), timezone.localdate()
    picture, keeps = picture_of(today), may_keep(user)
    grants: list[Any] = list(Grant.objects.visible_to(user).with_parts().filter(party=row)[:SHOWN])
    for one in grants:
        one.risk = picture.score_of(one.pk)
    ways = [one for one in picture.reached if one.party == row.pk]
    return {
        "row": row,
        "score": picture.of_party.get(row.pk, 0.0),
        "grants": sorted(grants, key=lambda one: -(one.risk or -1.0)),
        "lines": showing.lines(picture, ways[:SHOWN]),
        "points": showing.points(picture, grants, today),
        "may_keep": keeps,
        "may_see_names": may_see_names(user),
        "people_form": PeopleForm(initial={"people": row.people}) if keeps else None,
        "look_form": LookForm(),
        "history": ledger.newest(row, everything=request.GET.get("history") == "all", seen_by=request.user),
    }


@require_safe
def party(request: HttpRequest, pk: int) -> HttpResponse:
    """What it may do, what it reaches, and where control would cut that."""
    return render(request, "reach/party.html", _facts(request, load_party(request, pk)))


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write a party down."""
    require_keeping(request)
    form = PartyForm(request.POST or None)
    made = carried_out(
        request,
        form,
        lambda: parties.create(form.values(), people=form.cleaned_data["people"], by=user_of(request)),
    )
    if made is not None:
        return done(request, made, "It is written down. Say next where it is let in.")
    return render(request, "reach/party_form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is known about it."""
    row, user = load_party(request, pk), user_of(request)
    require_keeping(request)
    form = PartyForm(request.POST or None, instance=row)
    made = carried_out(request, form, lambda: parties.edit(row, form.values(), version=form.seen, by=user))
    if made is not None:
        return done(request, made, "Changed.")
    context = {"form": form, "row": row}
    return render(request, "reach/party_form.html", context, status=422 if form.errors else 200)


@require_POST
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Note how many persons stand behind it, and perhaps who."""
    row, form = load_party(request, pk), PeopleForm(request.POST)
    said = read_form(form)
    parties.count(row, said["people"], names=form.listed(), by=user_of(request))
    return done(request, row, "Noted.")


@require_POST
def names(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at the names; the look and its reason stand in the ledger before they are shown."""
    row, said = load_party(request, pk), read_form(LookForm(request.POST))
    seen = parties.look_at_names(row, said["reason"], by=user_of(request))
    response = render(request, "reach/party.html", _facts(request, row) | {"names": seen, "looked": True})
    response["Cache-Control"] = "no-store"
    return response
