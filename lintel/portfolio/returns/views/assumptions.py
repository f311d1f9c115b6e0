"""What is assumed: the version in force, the one that waits, and writing the next."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit.ledger import newest
from lintel.audit.sides import OFFICES
from lintel.audit.signatures import hash_of, keys_of
from lintel.people.access import key_of
from lintel.people.authentication import user_of
from lintel.people.models import Specialty
from lintel.portfolio.returns import access
from lintel.portfolio.returns.actions import assumptions as acting
from lintel.portfolio.returns.forms import AssumptionsForm, SignForm, first_terms
from lintel.portfolio.returns.gathering import stated
from lintel.portfolio.returns.models import ASSUMPTIONS, Assumptions
from lintel.ui.formats import money_text
from lintel.ui.http import done, get_visible
from lintel.ui.problems import Denied, Problem

VERSIONS = 20


@require_safe
def assumptions(request: HttpRequest) -> HttpResponse:
    """What counts, what waits for a signature, and what counted before."""
    user = user_of(request)
    rows = Assumptions.objects.visible_to(user).select_related("written_by")
    in_force, waiting = rows.in_force(), rows.waiting().first()
    key = key_of(user)
    context: dict[str, Any] = {
        "in_force": _sheet(in_force),
        "waiting": _sheet(waiting),
        "versions": rows[:VERSIONS],
        "may_write": access.may_write(user),
        "key": key,
    }
    if waiting:
        given = keys_of(waiting, ASSUMPTIONS).given
        context |= {
            "posts": [(office, given.get(office)) for office in OFFICES],
            "may_sign": access.may_sign(key, waiting),
            "content_hash": hash_of(waiting),
        }
    if (latest := waiting or in_force) is not None:
        context["history"] = newest(latest, seen_by=request.user)
    return render(request, "returns/assumptions.html", context)


def _sheet(row: Assumptions | None) -> dict[str, Any] | None:
    """A version as its page lists it."""
    if row is None:
        return None
    names = dict(Specialty.objects.filter(pk__in=row.day_rates).values_list("pk", "name"))
    lines = [*stated(row).items(), ("A person-day costs", money_text(row.day_rate, row.currency))]
    lines += [
        (names.get(int(key), f"Specialty {key}"), f"{money_text(rate, row.currency)} a day")
        for key, rate in row.day_rates.items()
    ]
    lines += [(f"One {code} is worth", f"{rate} {row.currency}") for code, rate in row.rates.items()]
    return {"row": row, "lines": [("Currency", row.currency), *lines]}


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """Write the next version."""
    user = user_of(request)
    if not access.may_write(user):
        raise Denied(
            "Members and holders of the two sides write what is assumed.", way_out="Ask one of them."
        )
    last = Assumptions.objects.visible_to(user).order_by("-version").first()
    form = AssumptionsForm(request.POST or None, initial=first_terms(last))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = acting.write(form.terms(), by=user, seen=form.cleaned_data["seen"])
            except Problem as problem:
                form.refuse(problem, last.version if last else 0)
                status = problem.status
            else:
                return done(request, made, "Written. It counts once both offices have signed it.")
    return render(request, "returns/edit.html", {"form": form, "last": last}, status=status)


@require_POST
def signature(request: HttpRequest, pk: int) -> HttpResponse:
    """An office's signature on the version that was read."""
    user = user_of(request)
    row = get_visible(Assumptions.objects.visible_to(user), pk=pk)
    form = SignForm(request.POST)
    if not form.is_valid():
        raise Problem("This form was incomplete.", way_out="Go back, load the page again and sign there.")
    row = acting.sign(row, by=user, content_hash=form.cleaned_data["content_hash"])
    return done(request, row, "Signed." if row.awaits else "Signed by both. It is in force.")
