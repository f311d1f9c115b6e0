"""Laying a dossier before the offices, their keys, and carrying out what they decided."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from lintel.estate.purchases.actions import option as options
from lintel.estate.purchases.actions import purchase as purchases
from lintel.estate.purchases.forms import EntryForm
from lintel.estate.purchases.models import State
from lintel.estate.purchases.views.common import load
from lintel.people.authentication import user_of
from lintel.ui.http import done
from lintel.ui.problems import Problem


@require_POST
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask both offices to decide."""
    row = purchases.offer(load(request, pk), by=user_of(request))
    return done(request, row, "It lies before both offices now.")


@require_POST
def taking_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on comparing."""
    row = purchases.take_back(load(request, pk), by=user_of(request))
    return done(request, row, "You can write in it again; keys that were put to it are void.")


@require_POST
def signature(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one office's key to what was read."""
    row = load(request, pk)
    purchases.sign(row, by=user_of(request), content_hash=request.POST.get("content_hash", "")[:64])
    row.refresh_from_db()
    decided = row.state == State.DECIDED
    return done(
        request, row, "Both offices have decided." if decided else "Signed. The other key is awaited."
    )


@require_POST
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's office's key back."""
    row = purchases.withdraw(load(request, pk), by=user_of(request))
    return done(request, row, "Your office’s key is taken back.")


@require_POST
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter what was decided in the inventory, as planned."""
    row, form = load(request, pk), EntryForm(request.POST)
    if not form.is_valid():
        raise Problem(
            "From which day on is it meant to be in use?", way_out="Write a date.", field="live_from"
        )
    made = options.carry_out(row, live_from=form.cleaned_data["live_from"], by=user_of(request))
    return done(request, made, "It stands in the inventory as planned.")
