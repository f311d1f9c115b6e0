"""The list, and the page of one expectation."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lintel.audit import signatures
from lintel.audit.ledger import newest
from lintel.audit.memory import remembered_of
from lintel.audit.sides import OFFICES
from lintel.charter.expectations import access
from lintel.charter.expectations.actions._talk import PURPOSE
from lintel.charter.expectations.exporting import ExpectationFile
from lintel.charter.expectations.filters import ExpectationFilter
from lintel.charter.expectations.forms import PerformerForm
from lintel.charter.expectations.measuring import known_metrics
from lintel.charter.expectations.models import Expectation
from lintel.charter.expectations.tables import ExpectationTable
from lintel.charter.expectations.talk import said, wordings
from lintel.charter.expectations.turns import TONES, turn_of
from lintel.charter.links import answered_by
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.http import get_visible
from lintel.ui.lists import list_page


def visible_expectation(http: HttpRequest, pk: int) -> tuple[Expectation, User]:
    """The expectation, if the reader may see it, and the reader."""
    user = user_of(http)
    rows = Expectation.objects.visible_to(user).select_related("customer", "performer", "measured")
    return get_visible(rows, pk=pk), user


@require_safe
def expectations(request: HttpRequest) -> HttpResponseBase:
    """All that may be seen, newest first; as a file, with the importer's columns."""
    user = user_of(request)
    export = "export" in request.GET
    rows = Expectation.objects.visible_to(user)
    return list_page(
        request,
        rows.select_related("customer", "performer", "measured") if export else rows.for_list(),
        table=ExpectationFile if export else ExpectationTable,
        filterset=ExpectationFilter,
        template="expectations/expectations.html",
        context={"may_draft": access.may_draft(user)},
        export_name="expectations",
        remember=remembered_of,
    )


@require_safe
def expectation_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One expectation: its wording, who has given their word on it, and what can be said next."""
    row, user = visible_expectation(request, pk)
    whole = request.GET.get("history") == "all"
    context = {**_page(row, user), "history": newest(row, everything=whole, seen_by=request.user)}
    return render(request, "expectations/expectation.html", context)


def _page(row: Expectation, user: User) -> dict[str, Any]:
    today = timezone.localdate()
    voice = access.voice_of(user, row)
    given = signatures.keys_of(row, PURPOSE).given
    steps = said(row)
    return {
        "row": row,
        "turn": turn_of(row, today),
        "tone": TONES[row.state],
        "posts": [(office, given.get(office), office == row.customer_office) for office in OFFICES],
        "steps": steps,
        "wordings": wordings(row),
        "silent_days": row.silent_days(today),
        "promise_broken_days": row.promise_broken_days(today),
        "late_days": row.late_days(today),
        "sayable": {kind.value for kind in access.sayable(row, voice)},
        "voice": voice,
        "hash": signatures.hash_of(row),
        "metric_label": next((m.label for m in known_metrics() if m.slug == row.metric), row.metric),
        "measurements": list(row.measurements.all()[:6]) if row.metric else [],
        "may_edit": row.state == "draft" and voice is not None and voice.office == row.customer_office,
        "may_hand_over": access.may_hand_over(user, row),
        "performer_form": PerformerForm(office=row.performer_office, initial={"performer": row.performer_id}),
        "may_measure": row.counts and bool(row.metric) and access.may_measure(user),
        "may_fuel": access.may_draft(user) and row.state not in {"draft", "revoked"},
        "answers": answered_by(row, user, backwards=True),
    }
