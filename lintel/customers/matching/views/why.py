"""Why some records are one customer, why close ones are not, and taking a record out."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lintel.customers.matching import comparing
from lintel.customers.matching.access import may_decide, may_see_identified
from lintel.customers.matching.actions import decision, explanation
from lintel.customers.matching.actions.explanation import Why
from lintel.customers.matching.customers import contents, current_id
from lintel.customers.matching.forms import UnmergeForm
from lintel.customers.matching.views.reader import decider
from lintel.people.authentication import reader
from lintel.people.models import User
from lintel.ui.http import done, form_problem
from lintel.ui.problems import Denied, Problem

APART = {"veto": "Kept apart: two first names that are not one", "cannot": "A person said: different people"}
KINDS = {"must": "A person said: the same", "rule": "A rule joins them", "model": "The model joins them"}


@require_http_methods(["GET", "HEAD", "POST"])
def why(request: HttpRequest, customer_id: uuid.UUID) -> HttpResponse:
    """The chain that holds a customer together, each pair explained; `?pair=2` opens the second."""
    user = reader(request)
    if not may_see_identified(user):
        raise Denied("Records are shown to who has a clearance.", way_out="Ask an office holder for one.")
    today = current_id(str(customer_id))
    if today != str(customer_id):
        return redirect("matching:why", uuid.UUID(today))
    found = explanation.customer(today, by=user)
    form, status = UnmergeForm(request.POST or None, records=found.records), 200
    if request.method == "POST":
        decider(request)
        if form.is_valid():
            try:
                decision.unmerge(today, form.cleaned_data["record"], why=form.cleaned_data["why"], by=user)
            except Problem as problem:
                form_problem(form, problem)
            else:
                return done(request, "matching:decisions", "The next matching takes the record out.")
        status = 422
    context = _pairs(request, found, user) | {
        "found": found,
        "customer_id": customer_id,
        "records": _records(found),
        "form": form if may_decide(user) and len(found.records) > 1 else None,
    }
    return render(request, "matching/why.html", context, status=status)


def _records(found: Why) -> list[dict[str, Any]]:
    said = contents(found.records)
    return [
        {
            "record": record,
            "name": one.get("full_name") or f"{one.get('given_name') or ''} {one.get('family_name') or ''}",
            "reached": one.get("email") or one.get("phone") or "",
            "city": one.get("city") or "",
            "at": one.get("updated_at"),
        }
        for record in found.records
        for one in (said.get(record, {}),)
    ]


def _pairs(request: HttpRequest, found: Why, user: User) -> dict[str, Any]:
    """Every pair that can be opened, and the one that is."""
    held: list[dict[str, Any]] = [
        {"left": link.left, "right": link.right, "weight": link.weight, "words": KINDS.get(link.kind)
         or f"The rule “{link.kind.replace('_', ' ')}” joins them", "tone": "good"}
        for link in found.chain
    ]  # fmt: skip
    apart: list[dict[str, Any]] = [
        {"left": mine, "right": other, "weight": None, "words": APART.get(kind, kind), "tone": "warning"}
        for mine, other, kind in found.apart
    ]
    pairs = [{**pair, "number": number} for number, pair in enumerate(held + apart, start=1)]
    context: dict[str, Any] = {"held": pairs[: len(held)], "apart": pairs[len(held) :]}
    wanted = request.GET.get("pair", "")
    chosen = next((pair for pair in pairs if str(pair["number"]) == wanted), pairs[0] if pairs else None)
    if chosen:
        told = explanation.pair(chosen["left"], chosen["right"], by=user)
        both = comparing.compared(chosen["left"], chosen["right"])
        context |= {"chosen": chosen, "told": told, "compared": both, "figure": comparing.figure(told)}
    return context
