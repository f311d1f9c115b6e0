"""One contract, its seats, and entering one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit import ledger
from lintel.estate.inventory import calendars
from lintel.estate.inventory.access import may_keep
from lintel.estate.inventory.actions import contract as contracts
from lintel.estate.inventory.forms import ContractForm, SeatForm
from lintel.estate.inventory.models import Contract
from lintel.estate.inventory.views.common import NOT_YOURS, load_contract
from lintel.people.authentication import user_of
from lintel.ui.checking import read_form
from lintel.ui.http import carried_out, done, form_problem
from lintel.ui.problems import Problem


@require_safe
def contract(request: HttpRequest, pk: int) -> HttpResponse:
    """Terms, seats and what unused seats cost."""
    row, today = load_contract(request, pk), timezone.localdate()
    context = {
        "row": row,
        "unused": row.unused(row.seats_used),
        "wasted": row.wasted(row.seats_used),
        "days_left": (row.notice_by - today).days if row.notice_by else None,
        "counts": row.seat_counts.all()[:24],
        "may_keep": may_keep(user_of(request)),
        "seat_form": SeatForm(),
        "history": ledger.newest(row, everything=request.GET.get("history") == "all", seen_by=request.user),
    }
    return render(request, "inventory/contract.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Enter a contract."""
    user = user_of(request)
    if not may_keep(user):
        raise NOT_YOURS
    form = ContractForm(request.POST or None)
    made = carried_out(
        request, form, lambda: contracts.create(form.values(), form.cleaned_data["systems"], by=user)
    )
    if made is not None:
        return done(request, made, "The contract is entered.")
    return render(request, "inventory/contract_form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change its terms."""
    user, row = user_of(request), load_contract(request, pk)
    if not may_keep(user):
        raise NOT_YOURS
    form = ContractForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            standing = Contract.objects.get(pk=pk)
            contracts.edit(standing, form.values(), said["systems"], version=said["version"] or 0, by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, row, "Changed.")
    context = {"form": form, "row": load_contract(request, pk)}
    return render(request, "inventory/contract_form.html", context, status=422 if form.errors else 200)


@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a contract that was a mistake."""
    contracts.remove(load_contract(request, pk), by=user_of(request))
    return done(request, "inventory:contracts", "The contract is removed.")


@require_POST
def seats(request: HttpRequest, pk: int) -> HttpResponse:
    """Note how many seats are in use."""
    row, counted = load_contract(request, pk), read_form(SeatForm(request.POST))
    contracts.count_seats(Contract.objects.get(pk=row.pk), **counted, by=user_of(request))
    return done(request, f"{row.get_absolute_url()}#seats", "Noted.")


@require_safe
def renewals(request: HttpRequest) -> HttpResponse:
    """Every renewal and last day of notice, as a calendar file."""
    rows = Contract.objects.visible_to(user_of(request)).with_parts().exclude(ends_on=None)
    content = calendars.renewals(rows, base=f"{request.scheme}://{request.get_host()}", now=timezone.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="renewals.ics"'
    return response
