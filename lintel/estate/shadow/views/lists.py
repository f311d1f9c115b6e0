"""The lists: tools, logs, amnesties, and who may see names."""

import datetime as dt

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lintel.audit.memory import remembered, remembered_of
from lintel.estate.shadow import access
from lintel.estate.shadow.models import Amnesty, LogFile, NameClearance, Tool, ToolState
from lintel.estate.shadow.tables import (
    AmnestyTable,
    LogFilter,
    LogTable,
    NameClearanceTable,
    ToolFilter,
    ToolTable,
)
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.lists import list_page


@require_safe
def tools(request: HttpRequest) -> HttpResponseBase:
    """Every tool that was found or named."""
    user, today = user_of(request), timezone.localdate()
    return list_page(
        request, Tool.objects.visible_to(user), table=ToolTable, filterset=ToolFilter,
        template="shadow/tools.html",
        context={
            "tiles": _tiles(user, today), "may_name": access.may_name(user),
            "may_bring": access.may_bring(user), "amnesty": Amnesty.objects.on(today).first(),
        },
        export_name="tools", remember=remembered_of,
    )  # fmt: skip


def _tiles(user: User, today: dt.date) -> list[dict[str, object]]:
    """How many want what, counted once for each state of the ledger."""

    def count() -> dict[str, int]:
        found: dict[str, int] = Tool.objects.visible_to(user).aggregate(
            new=Count("pk", filter=Q(state=ToolState.NEW)),
            review=Count("pk", filter=Q(state=ToolState.REVIEW)),
            proposed=Count("pk", filter=Q(state=ToolState.PROPOSED)),
            named=Count("pk", filter=Q(named_at__isnull=False)),
            known=Count("pk", filter=Q(state=ToolState.KNOWN)),
        )
        return found

    found, here = remembered(("tool tiles", user.pk, today), count), reverse("shadow:tools")
    return [
        {"count": found["new"], "label": "want an answer", "url": f"{here}?state=new"},
        {"count": found["review"], "label": "may be listed already", "url": f"{here}?state=review"},
        {"count": found["proposed"], "label": "wait for keys", "url": f"{here}?state=proposed"},
        {"count": found["named"], "label": "were named by their users", "url": f"{here}?named=named"},
        {"count": found["known"], "label": "stand in the inventory", "url": f"{here}?state=known"},
    ]


@require_safe
def logs(request: HttpRequest) -> HttpResponseBase:
    """Files that were looked through."""
    user = user_of(request)
    return list_page(
        request, LogFile.objects.visible_to(user), table=LogTable, filterset=LogFilter,
        template="shadow/logs.html", context={"may_bring": access.may_bring(user)}, export_name="logs",
        remember=remembered_of,
    )  # fmt: skip


@require_safe
def amnesties(request: HttpRequest) -> HttpResponseBase:
    """Weeks in which people name their tools."""
    user = user_of(request)
    return list_page(
        request, Amnesty.objects.visible_to(user).counted(), table=AmnestyTable,
        template="shadow/amnesties.html", context={"may_open": access.may_open(user)},
        export_name="amnesties",
    )  # fmt: skip


@require_safe
def clearances(request: HttpRequest) -> HttpResponseBase:
    """Who sees who uses tools, why, and until when."""
    user = user_of(request)
    return list_page(
        request, NameClearance.objects.visible_to(user), table=NameClearanceTable,
        template="shadow/clearances.html", context={"may_clear": access.may_clear(user)},
        export_name="who-sees-names",
    )  # fmt: skip
