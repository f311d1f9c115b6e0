"""Scoring once more, putting values forward, agreeing to them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from lintel.people.authentication import user_of
from lintel.portfolio.sessions.actions import scoring, settling
from lintel.portfolio.sessions.forms import StepForm, ValuesForm
from lintel.portfolio.sessions.models import BacklogSession, Item, Settlement
from lintel.ui.http import done, get_visible
from lintel.ui.problems import Problem


def load(request: HttpRequest, pk: int) -> Item:
    """The item of this number, if the reader may see its session."""
    seen = BacklogSession.objects.visible_to(user_of(request))
    return get_visible(Item.objects.filter(session__in=seen).select_related("session", "proposal"), pk=pk)


@require_POST
def rounds(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody scores it once more."""
    item = scoring.rescore(load(request, pk), by=user_of(request))
    return done(request, item, f"“{item.title}” is scored once more.")


@require_POST
def values(request: HttpRequest, pk: int) -> HttpResponse:
    """Put values forward; a refusal shows them again on a page of their own, nothing is lost."""
    item = load(request, pk)
    form = ValuesForm(request.POST, session=item.session)
    status = 422
    if form.is_valid():
        try:
            settling.put(item, form.values(), by=user_of(request), step=form.cleaned_data["step"])
        except Problem as problem:
            if problem.status == 403:
                raise
            status = problem.status
            form.refuse(problem, _step(item))
        else:
            return done(request, item, "Put forward. Somebody of the other side has to agree.")
    present = Settlement.objects.filter(item=item).select_related("marketing_by", "it_by").first()
    context = {"item": item, "session": item.session, "form": form, "settlement": present}
    return render(request, "sessions/values.html", context, status=status)


def _step(item: Item) -> int:
    row = Settlement.objects.filter(item=item).first()
    return row.step if row else 0


@require_POST
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """The other side agrees; the values stand in the proposal."""
    item = load(request, pk)
    form = StepForm(request.POST)
    if not form.is_valid():
        raise Problem("This form was incomplete.", way_out="Load the page again and agree there.")
    settling.agree(item, by=user_of(request), step=form.cleaned_data["step"])
    return done(request, item, "Agreed by both sides, and written into the proposal.")
