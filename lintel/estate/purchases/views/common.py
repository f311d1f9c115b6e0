"""What the pages of purchases share."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lintel.estate.purchases.access import may_buy
from lintel.estate.purchases.dossier import with_everything
from lintel.estate.purchases.models import Option, Purchase
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.http import get_visible
from lintel.ui.problems import Denied


def load(request: HttpRequest, pk: int) -> Purchase:
    """The dossier with everything in it, if the reader may see it."""
    found: Purchase = get_visible(with_everything(Purchase.objects.visible_to(user_of(request))), pk=pk)
    return found


def load_option(request: HttpRequest, pk: int) -> tuple[Purchase, Option]:
    """An option within its whole dossier."""
    row = get_visible(Option.objects.visible_to(user_of(request)), pk=pk)
    purchase = load(request, row.purchase_id)
    return purchase, next(one for one in purchase.options.all() if one.pk == pk)


def buyer(request: HttpRequest) -> User:
    """The reader, if they write dossiers."""
    user = user_of(request)
    if not may_buy(user):
        raise Denied(
            "Members and office holders of marketing and IT write what is bought.",
            way_out="Leave a comment on the dossier, or ask one of them.",
        )
    return user


def form_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page with a form; 422 where it is not right."""
    return render(request, template, context, status=422 if context["form"].errors else 200)
