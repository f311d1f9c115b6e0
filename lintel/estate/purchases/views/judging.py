"""Criteria, and what matters to each side."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from lintel.estate.purchases.access import office_of
from lintel.estate.purchases.actions import judging
from lintel.estate.purchases.forms import CriterionForm, WeightsForm
from lintel.estate.purchases.models import Criterion, Purchase
from lintel.estate.purchases.views.common import buyer, form_page, load
from lintel.people.authentication import user_of
from lintel.ui.http import done, form_problem, get_visible
from lintel.ui.problems import Problem


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a criterion."""
    user, purchase = buyer(request), load(request, pk)
    form = CriterionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            judging.add(purchase, form.values(), by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, f"{purchase.get_absolute_url()}#criteria", "Added. Now both sides weigh it.")
    return form_page(request, "purchases/criterion_form.html", {"form": form, "purchase": purchase})


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words, or another scale."""
    user, (purchase, row) = buyer(request), _load(request, pk)
    form = CriterionForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            judging.edit(row, form.values(), by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, f"{purchase.get_absolute_url()}#criteria", "Changed.")
    context = {"form": form, "purchase": purchase, "row": _load(request, pk)[1]}
    return form_page(request, "purchases/criterion_form.html", context)


@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it out of the comparison."""
    purchase, row = _load(request, pk)
    judging.remove(row, by=user_of(request))
    return done(request, f"{purchase.get_absolute_url()}#criteria", "It is not compared any more.")


@require_http_methods(["GET", "POST"])
def weights(request: HttpRequest, pk: int) -> HttpResponse:
    """What matters to the reader's side."""
    user, purchase = buyer(request), load(request, pk)
    office = office_of(user) or ""
    form = WeightsForm(request.POST or None, criteria=list(purchase.criteria.all()), office=office)
    if request.method == "POST" and form.is_valid():
        try:
            judging.weigh(purchase, form.points(), office=office, by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(
                request, f"{purchase.get_absolute_url()}#criteria", "Your side has said what matters."
            )
    context = {"form": form, "purchase": purchase, "office": office}
    return form_page(request, "purchases/weights_form.html", context)


def _load(request: HttpRequest, pk: int) -> tuple[Purchase, Criterion]:
    seen = Purchase.objects.visible_to(user_of(request))
    row = get_visible(Criterion.objects.filter(purchase__in=seen), pk=pk)
    return load(request, row.purchase_id), row
