"""Pages: where we stand, one round, answering it."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.alignment import access, advice, charts, evidence, reporting, results, tabling
from lintel.alignment.actions import rating
from lintel.alignment.actions import round as rounds
from lintel.alignment.doors import door
from lintel.alignment.forms import CriterionForm, ExtensionForm, RoundForm
from lintel.alignment.items import criteria, criterion_of, published
from lintel.alignment.models import Invitation, Round
from lintel.audit.ledger import history
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.exports import csv_response
from lintel.ui.http import done, form_problem, get_visible
from lintel.ui.problems import Denied, Missing, Problem
from lintel.ui.reports.sending import answered, wanted

ROUNDS_COMPARED = 12


def _today() -> dt.date:
    return timezone.now().date()


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The open round, the newest results in short, and all rounds."""
    user = user_of(request)
    visible = Round.objects.visible_to(user)
    over = list(visible.over_on(_today()).counted()[:ROUNDS_COMPARED])
    found = results.read(*over)
    current = visible.open_on(_today()).counted().first()
    context = {
        "current": current,
        "mine": Invitation.objects.filter(round=current, person=user).first() if current else None,
        "latest": found[0] if found else None,
        "apart": _with_doors(advice.apart(found[0])[:3]) if found else [],
        "chart": charts.by_criterion(found[0]) if found and not found[0].empty else None,
        "trend": charts.over_time(found[::-1]) if len(found) > 1 else None,
        "rounds": over,
        "may_run": access.may_run(user),
    }
    return render(request, "alignment/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open a round."""
    user = user_of(request)
    if not access.may_run(user):
        raise Denied("Rounds are opened by the two offices.", way_out="Ask your office holder.")
    initial = {"closes_on": _today() + dt.timedelta(days=14)}
    form = RoundForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = rounds.open(form.cleaned_data["name"], closes_on=form.cleaned_data["closes_on"], by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, made, "The round is open; people are being written to.")
    return render(request, "alignment/new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def round_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One round: how many have answered while it is open, what they said once it is over."""
    user = user_of(request)
    found = get_visible(Round.objects.visible_to(user).select_related("opened_by").counted(), pk=pk)
    if found.is_open(_today()):
        return render(request, "alignment/open.html", _open(found, user))
    [read] = results.read(found)
    if request.GET.get("export") == "csv":
        return csv_response(f"alignment {found.name}", tabling.header(), tabling.rows(read))
    return render(request, "alignment/results.html", _over(found, read, user))


def _open(found: Round, user: User) -> dict[str, Any]:
    return {
        "round": found,
        "mine": Invitation.objects.filter(round=found, person=user).first(),
        "sides": _progress(found),
        "may_run": access.may_run(user),
        "extension": ExtensionForm(initial={"closes_on": found.closes_on}),
        "history": history(found, 30, seen_by=user),
    }


def _progress(found: Round) -> list[tuple[str, int, int]]:
    """Side, people who are through, people who were asked."""
    rows = list(found.invitations.values_list("side", "finished"))
    return [
        (
            side,
            sum(finished for name, finished in rows if name == side),
            sum(name == side for name, _ in rows),
        )
        for side in ("marketing", "it")
    ]


def _over(found: Round, read: results.Results, user: User) -> dict[str, Any]:
    return {
        "round": found,
        "results": read,
        "chart": None if read.empty else charts.by_criterion(read),
        "apart": _with_doors(advice.apart(read)[: advice.SHOWN]),
        "weak": _with_doors(advice.weak(read)[: advice.SHOWN]),
        "evidence": evidence.gather(user, timezone.localdate()),
        "published": published(),
        "history": history(found, 30, seen_by=user),
    }


def _with_doors(found: list[advice.Advice]) -> list[tuple[advice.Advice, str]]:
    return [(one, door(one.result.item.door)) for one in found]


@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The results as a report, `?format=pdf|xlsx|pptx`."""
    user = user_of(request)
    found = get_visible(Round.objects.visible_to(user).counted(), pk=pk)
    return answered(reporting.report(found, user), wanted(request))


@require_safe
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Where one goes on answering."""
    user = user_of(request)
    invited = _invited(user, pk)
    if not invited.next_criterion:
        return redirect(invited.round)
    return redirect("alignment:criterion", pk, invited.next_criterion)


@require_http_methods(["GET", "HEAD", "POST"])
def criterion(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Answer the items of one criterion."""
    user = user_of(request)
    invited = _invited(user, pk)
    asked = criterion_of(key)
    if asked is None:
        raise Missing("There is no such part of the assessment.", way_out="Begin at the first.")
    if key in invited.answered or not invited.round.is_open(_today()):
        return redirect("alignment:answers" if invited.round.is_open(_today()) else "alignment:round", pk)
    form = CriterionForm(request.POST or None, criterion=asked)
    if request.method == "POST" and form.is_valid():
        after = rating.give(invited.round, key, form.ratings, by=user)
        words = "Thank you, that was all." if after.finished else f"“{asked.name}” is counted."
        return done(request, after.round if after.finished else f"/alignment/rounds/{pk}/answers/", words)
    context = {
        "round": invited.round,
        "form": form,
        "criterion": asked,
        "steps": [(one, one.key in invited.answered, one.key == key) for one in criteria()],
        "number": [one.key for one in criteria()].index(key) + 1,
    }
    return render(request, "alignment/criterion.html", context, status=422 if form.errors else 200)


def _invited(user: User, pk: int) -> Invitation:
    found = get_visible(Round.objects.visible_to(user), pk=pk)
    invited = Invitation.objects.select_related("round").filter(round=found, person=user).first()
    if invited is None:
        raise Denied("You were not asked in this round.", way_out="The next round asks who then has a role.")
    return invited


@require_POST
def reminders(request: HttpRequest, pk: int) -> HttpResponse:
    """Write again to who is not through."""
    user = user_of(request)
    found = get_visible(Round.objects.visible_to(user), pk=pk)
    rounds.remind(found, by=user)
    return done(request, found, "People who have not answered are being written to.")


@require_POST
def extension(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the round more time."""
    user = user_of(request)
    found = get_visible(Round.objects.visible_to(user), pk=pk)
    form = ExtensionForm(request.POST)
    if not form.is_valid():
        raise Problem("That is no day.", way_out="Choose the new last day.", field="closes_on")
    rounds.extend(found, closes_on=form.cleaned_data["closes_on"], by=user)
    return done(request, found, "The round has more time.")


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End the round."""
    user = user_of(request)
    found = get_visible(Round.objects.visible_to(user), pk=pk)
    rounds.close(found, by=user)
    return done(request, found, "The round is over; here is what both sides said.")
