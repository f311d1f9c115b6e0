"""One option: what it is, what it costs, how it fares, its risk, the way out, and what it would change."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.estate.inventory.standing import standing_on
from lintel.estate.purchases import showing
from lintel.estate.purchases.access import may_buy
from lintel.estate.purchases.actions import judging
from lintel.estate.purchases.actions import option as options
from lintel.estate.purchases.effect import data_effect_of, effect, inserted
from lintel.estate.purchases.forms import OptionCostForm, OptionForm, RiskForm, ScoresForm
from lintel.estate.purchases.models import OptionCost
from lintel.estate.purchases.ranking import judged
from lintel.estate.purchases.remembering import rejected_like
from lintel.estate.purchases.views.common import buyer, form_page, load, load_option
from lintel.estate.stress.panels import building_code
from lintel.people.authentication import user_of
from lintel.ui.http import done, form_problem, get_visible
from lintel.ui.problems import Problem


@require_safe
def option(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything known about one option."""
    purchase, row = load_option(request, pk)
    user, standing = user_of(request), standing_on(timezone.localdate())
    context = {
        "row": row,
        "purchase": purchase,
        "judged": judged(purchase, row),
        "years": showing.years(purchase),
        "scores": [(one.criterion, one) for one in row.scores.select_related("criterion", "by")],
        "hand_scored": showing.hand_scored(purchase),
        "effect": effect(standing, row),
        "data": data_effect_of(standing, row),
        "code": building_code(user, standing, inserted(standing, row)),
        "like": rejected_like(f"{row.name} {row.by_whom}", user, besides=purchase.pk),
        "may_buy": may_buy(user) and purchase.is_open,
        "cost_form": OptionCostForm(initial={"year": 1}),
    }
    return render(request, "purchases/option.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an option."""
    user, purchase = buyer(request), load(request, pk)
    form = OptionForm(request.POST or None, purchase=purchase)
    if request.method == "POST" and form.is_valid():
        try:
            made = options.add(purchase, form.values(), form.lists(), by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, made, "Added. What does it cost, and how does it fare?")
    return form_page(request, "purchases/option_form.html", {"form": form, "purchase": purchase})


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Other facts about an option."""
    user, (purchase, row) = buyer(request), load_option(request, pk)
    form = OptionForm(request.POST or None, purchase=purchase, instance=row)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            options.edit(row, form.values(), form.lists(), version=version, by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, row, "Changed.")
    context = {"form": form, "purchase": purchase, "row": load_option(request, pk)[1]}
    return form_page(request, "purchases/option_form.html", context)


@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove what was no option."""
    purchase, row = load_option(request, pk)
    options.remove(row, by=user_of(request))
    return done(request, purchase, "The option is removed.")


@require_POST
def costs(request: HttpRequest, pk: int) -> HttpResponse:
    """Note a cost."""
    _, row = load_option(request, pk)
    form = OptionCostForm(request.POST)
    if not form.is_valid():
        field, errors = next(iter(form.errors.items()))
        raise Problem(f"This cannot be noted: {errors[0]}", way_out="Go back and correct it.", field=field)
    options.note_cost(row, **form.cleaned_data, by=user_of(request))
    return done(request, f"{row.get_absolute_url()}#costs", "Noted.")


@require_POST
def cost_removal(request: HttpRequest, pk: int, cost: int) -> HttpResponse:
    """Take a cost away."""
    _, row = load_option(request, pk)
    found = get_visible(OptionCost.objects.filter(option=row).select_related("option__purchase"), pk=cost)
    options.remove_cost(found, by=user_of(request))
    return done(request, f"{row.get_absolute_url()}#costs", "Taken away.")


@require_http_methods(["GET", "POST"])
def scores(request: HttpRequest, pk: int) -> HttpResponse:
    """How it fares on every criterion, and what says so."""
    user, (purchase, row) = buyer(request), load_option(request, pk)
    form = ScoresForm(request.POST or None, option=row, criteria=list(purchase.criteria.all()))
    if request.method == "POST" and form.is_valid():
        try:
            judging.score(row, form.said(), by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, row, "Scored.")
    return form_page(request, "purchases/scores_form.html", {"form": form, "purchase": purchase, "row": row})


@require_http_methods(["GET", "POST"])
def risks(request: HttpRequest, pk: int) -> HttpResponse:
    """The questionnaire about access and data."""
    user, (purchase, row) = buyer(request), load_option(request, pk)
    form = RiskForm(request.POST or None, option=row)
    if request.method == "POST" and form.is_valid():
        try:
            judging.answer_risks(row, form.replies(), by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, f"{row.get_absolute_url()}#risk", "Kept.")
    return form_page(request, "purchases/risk_form.html", {"form": form, "purchase": purchase, "row": row})
