"""The one order."""

from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from lintel.audit.memory import remembered_of
from lintel.portfolio.proposals.access import may_order
from lintel.portfolio.proposals.actions import backlog as order
from lintel.portfolio.proposals.models import Proposal, Reordering
from lintel.portfolio.proposals.models.querysets import ProposalQuerySet
from lintel.portfolio.proposals.tables import BacklogFilter
from lintel.portfolio.proposals.views.common import load, reader
from lintel.ui import lists
from lintel.ui.http import done, get_visible
from lintel.ui.lists import Pages
from lintel.ui.problems import Problem

PER_PAGE = 50


@require_GET
def backlog(request: HttpRequest) -> HttpResponse:
    """What is not yet begun, in the one order, with both scores beside it."""
    user = reader(request)
    rows = Proposal.objects.visible_to(user).backlog()
    bar = BacklogFilter(request.GET, queryset=rows, request=request)
    filtered = any(any(bar.data.getlist(name)) for name in bar.form.fields)
    page, above = _page(bar.qs, request.GET.get("page"))
    context = {
        "page": page,
        "filter": bar,
        "filtered": filtered,
        "list_path": request.path,
        "count": page.paginator.count,
        "above": above,
        "may_order": may_order(user),
        "undoable": Reordering.objects.select_related("by").filter(undone_at=None).first(),
    }
    wants_list = getattr(request, "htmx", False) and request.htmx.target == "list"  # type: ignore[attr-defined]  # set by the middleware
    return render(request, "portfolio/backlog.html" + ("#table" if wants_list else ""), context)


def _page(rows: ProposalQuerySet, number: str | None) -> "tuple[Page[Proposal], int | str]":
    """A page, and the proposal just above it, after which a drop at the top of the page goes.

    Keys are found first, for the database passes over keys much quicker than over whole rows.
    """
    pages = Pages(rows, PER_PAGE, lambda: remembered_of(rows.order_by(), lists.count))
    page: Page[Any] = pages.get_page(number)
    start = (page.number - 1) * PER_PAGE
    found = list(remembered_of(rows[max(start - 1, 0) : start + PER_PAGE], lists.keys))
    above = found.pop(0) if start and found else ""
    page.object_list = list(Proposal.objects.for_rows().filter(pk__in=found).order_by("rank", "pk"))
    return page, above


@require_POST
def moves(request: HttpRequest) -> HttpResponse:
    """A row was dragged, or moved by its handle: `item` now stands after `after`, or first on the page."""
    item = load(request, _number(request.POST.get("item", "")))
    after = request.POST.get("after") or request.GET.get("above") or ""
    order.move(item, load(request, _number(after)) if after else None, by=reader(request))
    return HttpResponse(status=204)


@require_POST
def position(request: HttpRequest, pk: int) -> HttpResponse:
    """Without JavaScript: one up, one down, to the top or to the end."""
    item = load(request, pk)
    where = request.POST.get("where", "")
    order.move(
        item,
        _neighbour(item, where, Proposal.objects.visible_to(reader(request)).backlog()),
        by=reader(request),
    )
    page = request.POST.get("page", "")
    query = f"?page={int(page)}" if page.isdecimal() and len(page) < 9 else ""
    return done(request, reverse("portfolio:backlog") + query, f"“{item.title}” was moved.")


def _neighbour(item: Proposal, where: str, rows: ProposalQuerySet) -> Proposal | None:
    """After which proposal the item goes."""
    others = rows.exclude(pk=item.pk)
    before = others.filter(rank__lte=item.rank).exclude(rank=item.rank, pk__gt=item.pk).reverse()
    if where == "top":
        return None
    if where == "up":
        return before[1:2].first() if before.exists() else None
    if where == "down":
        following = others.filter(rank__gte=item.rank).exclude(rank=item.rank, pk__lt=item.pk).first()
        return following or before.first()
    if where == "end":
        return others.last()
    raise Problem("It is not clear where it should go.", way_out="Use one of the buttons beside it.")


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 18:
        raise Problem("It is not clear which proposal was moved.", way_out="Load the page again.")
    return int(text)


@require_POST
def ordering(request: HttpRequest) -> HttpResponse:
    """Put everything in the order of a score; it can be taken back."""
    order.order(request.POST.get("basis", ""), by=reader(request))
    return done(request, "portfolio:backlog", "The backlog was put in that order. You can take it back here.")


@require_POST
def restoration(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the latest ordering by score back."""
    row = get_visible(Reordering.objects.visible_to(reader(request)), pk=pk)
    order.restore(row, by=reader(request))
    return done(request, "portfolio:backlog", "The backlog stands as it stood before.")
