"""Pages of stays: at a glance, the list, one stay and everything that happens to it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit import ledger
from lintel.audit.memory import remembered_of
from lintel.embeds import access, seeing
from lintel.embeds.actions import placement as actions
from lintel.embeds.actions import stay
from lintel.embeds.forms import (
    AcceptanceForm,
    CheckInForm,
    ClosingForm,
    NoteForm,
    ProposalForm,
    ReasonForm,
    TermsForm,
)
from lintel.embeds.models import Placement, Posting, State
from lintel.embeds.tables import PlacementFilter, PlacementTable
from lintel.embeds.views.common import tabs_of
from lintel.people.access import may_read
from lintel.people.authentication import user_of
from lintel.ui.http import carried_out, done, form_problem, get_visible, prefilled
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied, Problem

SHOWN = 6  # of a kind at a glance


def _load(request: HttpRequest, pk: int) -> Placement:
    return get_visible(Placement.objects.visible_to(user_of(request)).with_names(), pk=pk)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Who is across now, whose word is missing, and what is offered and needed."""
    user, today = user_of(request), timezone.localdate()
    rows = Placement.objects.visible_to(user).with_words()
    posted = Posting.objects.visible_to(user).open().with_names()
    context = {
        "running": rows.across_on(today).order_by("ends_on")[:SHOWN],
        "over": rows.over_on(today).order_by("ends_on")[:SHOWN],
        "proposed": rows.filter(state=State.PROPOSED).order_by("starts_on")[:SHOWN],
        "accepted": rows.filter(state=State.ACCEPTED).order_by("starts_on")[:SHOWN],
        "closed": rows.filter(state=State.CLOSED).order_by("-ended_on")[:SHOWN],
        "needs": posted.needs()[:SHOWN],
        "offers": posted.offers()[:SHOWN],
        "takes_part": access.takes_part(user),
        "may_post": access.may_post(user) and access.takes_part(user),
        "may_match": access.may_match(user),
        "tabs": tabs_of(user),
    }
    return render(request, "embeds/overview.html", context)


@require_safe
def placements(request: HttpRequest) -> HttpResponseBase:
    """All stays, newest change first."""
    user = user_of(request)
    return list_page(
        request,
        Placement.objects.visible_to(user).with_words(),
        table=PlacementTable,
        filterset=PlacementFilter,
        template="embeds/placements.html",
        context={"tabs": tabs_of(user)},
        export_name="stays",
        remember=remembered_of,
    )


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Propose somebody for a need; a match and a need lead here filled in."""
    user = user_of(request)
    if not may_read(user) or not access.may_post(user):
        raise Denied("A stay is proposed by members of the two sides.", way_out="Offer to go instead.")
    form = ProposalForm(request.POST or None, user=user, initial=prefilled(request, "need", "offer"))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.propose(actions.Terms(said["need"], form.who, said["offer"]), by=user)
        except Denied:
            raise
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(
                request, made, "It waits for three words now. Reword it first if days or share differ."
            )
    return render(request, "embeds/propose.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def placement(request: HttpRequest, pk: int) -> HttpResponse:
    """One stay: three words, learning log, check-ins, and what it changed."""
    user, row = user_of(request), _load(request, pk)
    context = seeing.placement_context(row, user) | {
        "note_form": NoteForm(),
        "check_in_form": CheckInForm(),
        "history": ledger.newest(row, everything=request.GET.get("history") == "all", seen_by=request.user),
    }
    return render(request, "embeds/placement.html", context)


@require_http_methods(["GET", "POST"])
def terms(request: HttpRequest, pk: int) -> HttpResponse:
    """Reword a stay; what was accepted before falls away."""
    user, row = user_of(request), _load(request, pk)
    if not access.may_change(user, row):
        raise Denied("A stay is reworded by the three whose words it needs.", way_out="Leave a comment.")
    form = TermsForm(request.POST or None, instance=row)

    def reword() -> Placement:
        version = form.cleaned_data["version"] or 0
        return actions.change(_load(request, pk), form.values(), version=version, by=user)

    if carried_out(request, form, reword):
        return done(request, row, "Reworded. All three accept it anew.")
    context = {"form": form, "placement": _load(request, pk)}
    return render(request, "embeds/terms.html", context, status=422 if form.errors else 200)


@require_POST
def acceptance(request: HttpRequest, pk: int) -> HttpResponse:
    """One of the three accepts what was read."""
    row, form = _load(request, pk), AcceptanceForm(request.POST)
    if not form.is_valid():
        raise Problem("It is not clear which wording you read.", way_out="Open the stay again.")
    said = form.cleaned_data
    actions.accept(row, said["part"], content_hash=said["content_hash"], by=user_of(request))
    return done(request, row, "Your word is there.")


@require_http_methods(["GET", "POST"])
def refusal(request: HttpRequest, pk: int) -> HttpResponse:
    """One of the three says no, with a reason."""
    row, user = _load(request, pk), user_of(request)
    if not access.parts_of(user, row):
        raise Denied("A stay is declined by one of the three whose words it needs.", way_out="Ask them.")
    said = "It was declined; the need stays open for somebody else."
    return _with_reason(request, row, actions.decline, verb="Decline", said=said)


@require_http_methods(["GET", "POST"])
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """It does not come about, with a reason."""
    row, user = _load(request, pk), user_of(request)
    if not access.may_change(user, row):
        raise Denied("A stay is withdrawn by who proposed it or one of the three.", way_out="Ask them.")
    said = "It was withdrawn; days that were moved went back."
    return _with_reason(request, row, actions.withdraw, verb="Withdraw", said=said)


def _with_reason(
    request: HttpRequest, row: Placement, act: Callable[..., Placement], *, verb: str, said: str
) -> HttpResponse:
    """Ask why, then do it."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act(row, form.cleaned_data["reason"], by=user_of(request))
        return done(request, row, said)
    context = {"form": form, "placement": row, "verb": verb}
    return render(request, "embeds/reason.html", context, status=422 if form.errors else 200)


@require_POST
def notes(request: HttpRequest, pk: int) -> HttpResponse:
    """A line of the learning log."""
    row, form = _load(request, pk), NoteForm(request.POST)
    if not form.is_valid():
        raise Problem("The note is empty or too long.", way_out="Write a sentence or two.")
    stay.note(row, form.cleaned_data["text"], by=user_of(request))
    return done(request, f"{row.get_absolute_url()}#log", "Written down.")


@require_POST
def check_ins(request: HttpRequest, pk: int) -> HttpResponse:
    """How it goes."""
    row, form = _load(request, pk), CheckInForm(request.POST)
    if not form.is_valid():
        raise Problem("Say how it goes, and why in a sentence.", way_out="Fill both in.")
    said = form.cleaned_data
    stay.check_in(row, mood=said["mood"], text=said["text"], by=user_of(request))
    return done(request, f"{row.get_absolute_url()}#check-ins", "Thank you; the others see it.")


@require_http_methods(["GET", "POST"])
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    """The end, with figures from before and from the last weeks."""
    row, user = _load(request, pk), user_of(request)
    if not access.parts_of(user, row):
        raise Denied("A stay is closed by one of the three.", way_out="Ask them.")
    form = ClosingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        stay.close(row, form.cleaned_data["words"], by=user)
        return done(request, f"{row.get_absolute_url()}#closing", "It is over; what stays is kept.")
    context = {"form": form, "placement": row}
    return render(request, "embeds/closing.html", context, status=422 if form.errors else 200)
