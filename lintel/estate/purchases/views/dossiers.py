"""One dossier: read, opened, written, chosen in, dropped, taken up again, as a file."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit import ledger
from lintel.audit.sides import OFFICES
from lintel.audit.signatures import hash_of, keys_of
from lintel.estate.purchases import completeness, needs, showing
from lintel.estate.purchases.access import may_buy, may_sign, office_of
from lintel.estate.purchases.actions import purchase as purchases
from lintel.estate.purchases.dossier import as_file
from lintel.estate.purchases.forms import ChoiceForm, DropForm, EntryForm, PurchaseForm
from lintel.estate.purchases.models import PURPOSE, Purchase, State
from lintel.estate.purchases.ranking import rank
from lintel.estate.purchases.views.common import buyer, form_page, load
from lintel.people.access import key_of
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.exports import book_response
from lintel.ui.http import done, form_problem, prefilled
from lintel.ui.problems import Problem


@require_safe
def purchase(request: HttpRequest, pk: int) -> HttpResponse:
    """The dossier: what is needed, the comparison, how firm it is, the keys."""
    row, user = load(request, pk), user_of(request)
    ranking = rank(row)
    context = {
        "row": row,
        "needs": needs.of(row, user),
        "compared": showing.comparison(row, ranking),
        "firmness": showing.firmness(row, ranking),
        "unranked": ranking.why_not,
        "weighed": showing.weighed_by(row),
        "may_buy": may_buy(user) and row.is_open,
        "may_reopen": may_buy(user),
        "side": office_of(user) if row.is_open else None,
        "history": ledger.newest(row, everything=request.GET.get("history") == "all", seen_by=request.user),
        **_deciding(row, user),
    }
    return render(request, "purchases/purchase.html", context)


def _deciding(row: Purchase, user: User) -> dict[str, object]:
    """What is missing, whose keys are there, and what the reader may do about it."""
    key = key_of(user)
    given = keys_of(row, PURPOSE).given if row.state in (State.OFFERED, State.DECIDED) else {}
    mine = key is not None and key.office in given and row.state == State.OFFERED
    return {
        "gaps": completeness.gaps(row) if row.state == State.DRAFT else [],
        "posts": [(office, given.get(office)) for office in OFFICES],
        "key": key,
        "may_sign": may_sign(key, row),
        "may_withdraw": mine,
        "content_hash": hash_of(row) if row.state == State.OFFERED else "",
        "drop_form": DropForm(),
        "entry_form": EntryForm() if _may_enter(row, user) else None,
    }


def _may_enter(row: Purchase, user: User) -> bool:
    decided = row.state == State.DECIDED and row.entered is None
    return decided and may_buy(user) and row.chosen is not None and row.chosen.is_new


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open a dossier, perhaps for a goal or a request that one came from."""
    user = buyer(request)
    said = request.POST.get("for") or request.GET.get("for", "")
    thing = needs.find(said, user)
    form = PurchaseForm(request.POST or None, initial=prefilled(request, "title", "need"))
    if request.method == "POST" and form.is_valid():
        try:
            made = purchases.open_purchase(form.values(), need_of=said if thing else "", by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, made, "The dossier is open. Add what could be had next.")
    return form_page(request, "purchases/purchase_form.html", {"form": form, "thing": thing, "for": said})


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words, owners, years or dates."""
    user, row = buyer(request), load(request, pk)
    form = PurchaseForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        standing = Purchase.objects.get(pk=pk)
        try:
            purchases.edit(standing, form.values(), version=form.cleaned_data["version"] or 0, by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, row, "Changed.")
    return form_page(request, "purchases/purchase_form.html", {"form": form, "row": load(request, pk)})


@require_http_methods(["GET", "POST"])
def choice(request: HttpRequest, pk: int) -> HttpResponse:
    """Which option is proposed, and what speaks against the others."""
    user, row = buyer(request), load(request, pk)
    form = ChoiceForm(request.POST or None, purchase=row)
    if request.method == "POST" and form.is_valid():
        try:
            purchases.choose(row, form.cleaned_data["chosen"], form.reasons(), by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, f"{row.get_absolute_url()}#choice", "Kept.")
    return form_page(request, "purchases/choice_form.html", {"form": form, "row": row})


@require_POST
def dropping(request: HttpRequest, pk: int) -> HttpResponse:
    """Buy nothing, and say why."""
    row, form = load(request, pk), DropForm(request.POST)
    purchases.drop(row, form.cleaned_data["why"] if form.is_valid() else "", by=user_of(request))
    return done(request, row, "Dropped. It is remembered when somebody asks again.")


@require_POST
def reopening(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a dropped purchase up again."""
    row = purchases.reopen(load(request, pk), by=user_of(request))
    return done(request, row, "The dossier is open again.")


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The dossier as JSON."""
    row = load(request, pk)
    response = JsonResponse(as_file(row), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="purchase-{row.pk}.json"'
    return response


@require_safe
def book(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The comparison and the costs as a workbook."""
    row = load(request, pk)
    return book_response(f"{row.title} {timezone.localdate()}", showing.tables(row, rank(row)))
