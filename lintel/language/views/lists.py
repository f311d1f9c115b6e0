"""The lists: terms, the most misunderstood of them, primers."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from lintel.audit.memory import remembered, remembered_of
from lintel.language import access
from lintel.language.exchanging import for_exchange
from lintel.language.models import Awaits, Primer, State, Term
from lintel.language.tables import PrimerFilter, PrimerTable, TermFile, TermFilter, TermTable, TroubleTable
from lintel.people.access import may_read
from lintel.people.authentication import user_of
from lintel.ui.lists import list_page


@require_safe
def terms(request: HttpRequest) -> HttpResponseBase:
    """All terms, and at a glance whose word is missing; as a file, with the importer’s columns."""
    user = user_of(request)
    rows = Term.objects.visible_to(user)
    export = "export" in request.GET
    return list_page(
        request,
        for_exchange(rows) if export else rows.with_owners().defer("note"),
        table=TermFile if export else TermTable,
        filterset=TermFilter,
        template="language/terms.html",
        context={
            "figures": remembered(("terms", may_read(user)), lambda: _figures(rows)),
            "may_word": access.may_word(user),
            "may_start": access.may_start(user),
            "may_bring": access.may_bring(user),
        },
        export_name="glossary",
        remember=remembered_of,
    )


def _figures(rows: Any) -> dict[str, int]:
    """How many stand where, and how many wait for which side."""
    found = dict.fromkeys(("agreed", "clashing", "marketing", "it", "starter", "all"), 0)
    counts = rows.in_use().order_by().values("state", "awaits", "from_starter").annotate(count=Count("pk"))
    for row in counts:
        count = row["count"]
        found["all"] += count
        found["agreed"] += count if row["state"] == State.AGREED else 0
        found["clashing"] += count if row["state"] == State.CLASHING else 0
        if row["state"] in {State.PROPOSED, State.ONE_SIDED}:
            for side in (Awaits.MARKETING, Awaits.IT):
                found[side.value] += count if row["awaits"] in {side, Awaits.BOTH} else 0
        found["starter"] += count if row["from_starter"] else 0
    return found


@require_safe
def misunderstood(request: HttpRequest) -> HttpResponseBase:
    """The words that led people astray, the worst first."""
    rows = Term.objects.visible_to(user_of(request)).misunderstood()
    return list_page(
        request,
        rows,
        table=TroubleTable,
        template="language/misunderstood.html",
        export_name="misunderstood",
        remember=remembered_of,
    )


@require_safe
def primers(request: HttpRequest) -> HttpResponseBase:
    """All primers."""
    user = user_of(request)
    return list_page(
        request,
        Primer.objects.visible_to(user).select_related("written_by").defer("text"),
        table=PrimerTable,
        filterset=PrimerFilter,
        template="language/primers.html",
        context={"may_explain": access.may_explain(user)},
        export_name="primers",
        remember=remembered_of,
    )
