"""The lists: dossiers, and what was decided against."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lintel.audit.memory import remembered_of
from lintel.estate.purchases.access import may_buy
from lintel.estate.purchases.models import Option, Purchase
from lintel.estate.purchases.remembering import rejected_like
from lintel.estate.purchases.tables import PurchaseFilter, PurchaseTable, RejectedFilter, RejectedTable
from lintel.people.authentication import user_of
from lintel.ui.lists import list_page


@require_safe
def purchases(request: HttpRequest) -> HttpResponseBase:
    """Every dossier, those that wait for a key first."""
    user = user_of(request)
    return list_page(
        request, Purchase.objects.visible_to(user).for_rows(), table=PurchaseTable, filterset=PurchaseFilter,
        template="purchases/purchases.html", context={"may_buy": may_buy(user)}, export_name="purchases",
        remember=remembered_of,
    )  # fmt: skip


@require_safe
def rejected(request: HttpRequest) -> HttpResponseBase:
    """What was decided against, and why."""
    rows = Option.objects.visible_to(user_of(request)).rejected()
    return list_page(
        request, rows, table=RejectedTable, filterset=RejectedFilter, template="purchases/rejected.html",
        export_name="decided-against", remember=remembered_of,
    )  # fmt: skip


@require_safe
def similar(request: HttpRequest) -> HttpResponse:
    """What was decided against and is like the words that are being written; a fragment."""
    text = f"{request.GET.get('title', '')} {request.GET.get('name', '')}"[:300]
    context = {"rejected": rejected_like(text, user_of(request))}
    return render(request, "purchases/similar.html", context)
