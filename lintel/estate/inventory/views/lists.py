"""The lists: entries, flows, contracts, surveys, and what the reader owns."""

import datetime as dt

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lintel.audit.memory import remembered, remembered_of
from lintel.estate.inventory.access import may_keep
from lintel.estate.inventory.models import KINDS, Ask, Contract, Element, Flow, FlowState, Kind, Survey
from lintel.estate.inventory.models.contract import SOON
from lintel.estate.inventory.quality import qualities
from lintel.estate.inventory.tables import (
    ContractFilter,
    ContractTable,
    ElementFilter,
    ElementTable,
    FlowFilter,
    FlowTable,
    SurveyTable,
)
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.lists import list_page


@require_safe
def elements(request: HttpRequest) -> HttpResponseBase:
    """Everything that stands; a kind at a time or all together."""
    user, today = user_of(request), timezone.localdate()
    rows = Element.objects.visible_to(user).with_owners().at(today).with_cost(today)
    kind = request.GET.get("kind", "")
    return list_page(
        request, rows, table=ElementTable, filterset=ElementFilter, template="inventory/elements.html",
        context={
            "tiles": _tiles(user, today), "kind": KINDS.get(kind), "kind_slug": kind,
            "may_keep": may_keep(user),
        },
        export_name=f"inventory-{kind or 'all'}", remember=remembered_of,
    )  # fmt: skip


def _tiles(user: User, today: dt.date) -> list[dict[str, object]]:
    """What there is and what lacks, counted once for each state of the ledger."""

    def count() -> dict[str, int]:
        rows, soon = Element.objects.visible_to(user), today + dt.timedelta(days=SOON)
        contracts = Contract.objects.visible_to(user).filter(renews=True, ends_on__gte=today)
        return {
            "systems": rows.of_kind(Kind.SYSTEM).standing(today).count(),
            "owner": rows.standing(today).lacking_owner().count(),
            "word": rows.stale(today).count(),
            "broken": Flow.objects.visible_to(user).filter(state=FlowState.BROKEN).count(),
            "notice": sum(
                today <= (one.notice_by or today) <= soon
                for one in contracts.only("ends_on", "renews", "notice_days")
            ),
        }

    found = remembered(("estate tiles", user.pk, today), count)
    here, contracts = reverse("inventory:elements"), reverse("inventory:contracts")
    return [
        {"count": found["systems"], "label": "systems stand", "url": f"{here}?kind=system"},
        {"count": found["owner"], "label": "lack an owner", "url": f"{here}?lacks=owner"},
        {"count": found["word"], "label": "nobody looked at for half a year", "url": f"{here}?lacks=word"},
        {"count": found["broken"], "label": "flows are broken",
         "url": f"{reverse('inventory:flows')}?state=broken"},
        {"count": found["notice"], "label": "contracts want a word within 90 days",
         "url": f"{contracts}?due=365"},
    ]  # fmt: skip


@require_safe
def flows(request: HttpRequest) -> HttpResponseBase:
    """Every data flow."""
    user = user_of(request)
    return list_page(
        request, Flow.objects.visible_to(user).with_ends(), table=FlowTable, filterset=FlowFilter,
        template="inventory/flows.html", context={"may_keep": may_keep(user)}, export_name="flows",
        remember=remembered_of,
    )  # fmt: skip


@require_safe
def contracts(request: HttpRequest) -> HttpResponseBase:
    """Every contract, those that end first on top."""
    user = user_of(request)
    return list_page(
        request, Contract.objects.visible_to(user).with_parts(), table=ContractTable,
        filterset=ContractFilter, template="inventory/contracts.html", context={"may_keep": may_keep(user)},
        export_name="contracts", remember=remembered_of,
    )  # fmt: skip


@require_safe
def surveys(request: HttpRequest) -> HttpResponseBase:
    """Rounds of asking owners."""
    user = user_of(request)
    return list_page(
        request, Survey.objects.visible_to(user).counted(), table=SurveyTable,
        template="inventory/surveys.html", context={"may_keep": may_keep(user)}, export_name="surveys",
    )  # fmt: skip


MOST = 200  # entries of one person on one page


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What the reader owns: first what they are asked about, then everything else."""
    user, today = user_of(request), timezone.localdate()
    owned = list(Element.objects.visible_to(user).owned_by(user).with_owners().at(today)[:MOST])
    asked_about = Ask.objects.open_for(user).select_related("survey", "element")
    asks = list(asked_about.order_by("survey__due_on", "element__name")[:MOST])
    asked = {ask.element_id for ask in asks}
    known = qualities([*owned, *(ask.element for ask in asks)], today)
    context = {
        "asks": [(ask, known[ask.element_id]) for ask in asks],
        "owned": [(one, known[one.pk]) for one in owned if one.pk not in asked],
    }
    return render(request, "inventory/mine.html", context)
