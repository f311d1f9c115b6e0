"""Who owns a benefit, how it is measured, and what is stated where no metric shows it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from lintel.people.authentication import user_of
from lintel.portfolio.outcomes import access
from lintel.portfolio.outcomes.actions import benefit as benefits
from lintel.portfolio.outcomes.actions import statement as statements
from lintel.portfolio.outcomes.forms import ArrangementForm, HashForm, StatementForm
from lintel.portfolio.outcomes.models import Statement
from lintel.portfolio.outcomes.views.common import ONLY_BOTH, load, load_benefit
from lintel.ui.http import carried_out, done, get_visible
from lintel.ui.problems import Denied, Problem


@require_http_methods(["GET", "HEAD", "POST"])
def arrangement(request: HttpRequest, pk: int, benefit: int) -> HttpResponse:
    """Benefit owners, metrics to compare with, and the worth of one unit."""
    user, row = user_of(request), load_benefit(request, pk, benefit)
    if not access.may_see_to(user):
        raise ONLY_BOTH
    stands = row.arrangement
    initial: dict[str, Any] = {
        "version": stands.version, "marketing_owner": stands.marketing_owner_id,
        "it_owner": stands.it_owner_id, "controls": stands.controls, "worth": stands.worth,
    }  # fmt: skip
    form = ArrangementForm(request.POST or None, benefit=row, initial=initial)
    kept = carried_out(
        request,
        form,
        lambda: benefits.arrange(row, form.arranged(), by=user, version=form.cleaned_data["version"]),
    )
    if kept is not None:
        return done(request, row, "Saved.")
    context = {"form": form, "benefit": row, "proposal": row.promise.proposal}
    return render(request, "outcomes/arrangement.html", context, status=422 if form.errors else 200)


@require_POST
def agreement(request: HttpRequest, pk: int, benefit: int) -> HttpResponse:
    """A benefit owner agrees to how it is measured."""
    row = load_benefit(request, pk, benefit)
    benefits.agree(row, by=user_of(request), content_hash=_hash(request))
    return done(request, row, "Your side’s agreement is there.")


@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: HttpRequest, pk: int, benefit: int) -> HttpResponse:
    """An owner states what came of it."""
    user, row = user_of(request), load_benefit(request, pk, benefit)
    if access.owner_side(user, row.arrangement) is None:
        raise Denied(statements.ONLY_OWNERS, way_out="Ask them, or become one.")
    before = Statement.objects.filter(benefit=row).first()
    initial = {name: getattr(before, name) for name in ("extent", "words", "link")} if before else {}
    form = StatementForm(request.POST or None, initial=initial)
    kept = carried_out(request, form, lambda: statements.write(row, form.stated(), by=user))
    if kept is not None:
        return done(request, row, "Stated. It counts once the other side accepts it.")
    context = {"form": form, "benefit": row, "proposal": row.promise.proposal, "outcome": load(request, pk)}
    return render(request, "outcomes/statement.html", context, status=422 if form.errors else 200)


@require_POST
def acceptance(request: HttpRequest, pk: int, benefit: int) -> HttpResponse:
    """The other owner accepts the statement as it was read."""
    row = load_benefit(request, pk, benefit)
    rows = Statement.objects.visible_to(user_of(request)).select_related(
        "benefit__promise", "benefit__arrangement"
    )
    said = get_visible(rows, benefit=row)
    statements.accept(said, by=user_of(request), content_hash=_hash(request))
    return done(request, row, "Both sides say so.")


def _hash(request: HttpRequest) -> str:
    form = HashForm(request.POST)
    if not form.is_valid():
        raise Problem("It is not clear what you read.", way_out="Open the page again.")
    found: str = form.cleaned_data["content_hash"]
    return found
