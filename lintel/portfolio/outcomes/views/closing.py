"""The outcome note and the two keys that close it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from lintel.people.authentication import user_of
from lintel.portfolio.outcomes import access, closing
from lintel.portfolio.outcomes.actions import note as notes
from lintel.portfolio.outcomes.drafting import first_words
from lintel.portfolio.outcomes.forms import HashForm, NoteForm
from lintel.portfolio.outcomes.models import Outcome, OutcomeNote
from lintel.portfolio.outcomes.standing import benefits_of
from lintel.portfolio.outcomes.views.common import ONLY_BOTH, load
from lintel.ui.http import carried_out, done
from lintel.ui.problems import Missing, Problem, Stale


@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what was promised, what came, and what was learned."""
    user, row = user_of(request), load(request, pk)
    if not access.may_see_to(user):
        raise ONLY_BOTH
    benefits = benefits_of(row, user)
    form = NoteForm(request.POST or None, initial=first_words(row, benefits))
    kept = carried_out(
        request, form, lambda: notes.write(row, form.concluded(), by=user, seen=form.cleaned_data["seen"])
    )
    if kept is not None:
        return done(request, f"{row.get_absolute_url()}#note", "Both offices can sign it now.")
    context = {"form": form, "outcome": row, "proposal": row.proposal, "benefits": benefits}
    return render(request, "outcomes/note.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def signature(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet that is signed; posting it signs exactly what it shows."""
    row = load(request, pk)
    found = (
        OutcomeNote.objects.visible_to(user_of(request)).select_related("outcome").filter(outcome=row).first()
    )
    if found is None:
        raise Missing("There is no outcome note yet.", way_out="Write one first.")
    if request.method != "POST":
        return _sheet(request, row)
    form = HashForm(request.POST)
    if not form.is_valid():
        raise Problem("This is not a complete signature.", way_out="Open the sheet and sign there.")
    try:
        notes.sign(found, by=user_of(request), content_hash=form.cleaned_data["content_hash"])
    except Stale as stale:
        return _sheet(request, row, stale)
    fresh = load(request, pk)
    said = "Your office’s key is there." if fresh.is_open else "With both keys it is closed."
    return done(request, fresh, said)


def _sheet(request: HttpRequest, row: Outcome, stale: Stale | None = None) -> HttpResponse:
    user = user_of(request)
    context = {
        "outcome": row, "proposal": row.proposal, "closing": closing.standing(row, user),
        "benefits": benefits_of(row, user), "stale": stale,
    }  # fmt: skip
    return render(request, "outcomes/signature.html", context, status=409 if stale else 200)
