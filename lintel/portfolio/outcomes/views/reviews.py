"""Days on which somebody looks at what came."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from lintel.people.authentication import user_of
from lintel.portfolio.outcomes import access
from lintel.portfolio.outcomes.actions import review as looking
from lintel.portfolio.outcomes.forms import ReviewForm, SeenForm
from lintel.portfolio.outcomes.standing import benefits_of
from lintel.portfolio.outcomes.views.common import ONLY_BOTH, load, load_review
from lintel.ui.http import carried_out, done
from lintel.ui.problems import Problem


@require_POST
def reviews(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan one more day."""
    row, form = load(request, pk), ReviewForm(request.POST)
    if not form.is_valid():
        raise Problem("This is no day to look at it.", way_out="Choose a day that comes, and who looks.")
    looking.plan(row, form.cleaned_data["due_on"], form.cleaned_data["person"], by=user_of(request))
    return done(request, f"{row.get_absolute_url()}#reviews", "Planned.")


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, pk: int, review: int) -> HttpResponse:
    """Say what was seen on this day, and why it came so."""
    user, row = user_of(request), load_review(request, pk, review)
    if not access.may_see_to(user):
        raise ONLY_BOTH
    form = SeenForm(request.POST or None)
    kept = carried_out(request, form, lambda: looking.hold(row, form.seen(), by=user))
    if kept is not None:
        return done(request, row, "Kept.")
    outcome = load(request, pk)
    context = {
        "form": form, "review": row, "outcome": outcome, "proposal": outcome.proposal,
        "benefits": benefits_of(outcome, user),
    }  # fmt: skip
    return render(request, "outcomes/review.html", context, status=422 if form.errors else 200)


@require_POST
def removal(request: HttpRequest, pk: int, review: int) -> HttpResponse:
    """Take a day out of the plan."""
    row = looking.drop(load_review(request, pk, review), by=user_of(request))
    return done(request, f"{row.get_absolute_url()}#reviews", "It is no longer planned.")
