"""What somebody can see and why, and asking for more."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from lintel.audit.models import Link
from lintel.insight import ports
from lintel.insight.guards import access, deciding, saying, semantics
from lintel.insight.guards.actions import access_wish, look
from lintel.insight.guards.forms import PersonForm, WishForm
from lintel.insight.guards.models import AccessWish
from lintel.insight.guards.standing import Standing
from lintel.people.access import may_read
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.people.targets import targets
from lintel.ui.http import done, form_problem
from lintel.ui.problems import Denied, Problem

WISHES_SHOWN = 50


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What one can see for a purpose, or what another can: every look at another is in the ledger."""
    user = user_of(request)
    if not may_read(user):
        raise Denied("Questions are for people with a role.", way_out="Ask an administrator for a role.")
    others = access.may_see_others(user)
    form = PersonForm(request.GET or None, reader=user, others=others, purposes=list(deciding.purposes(user)))
    form.is_valid()
    said = getattr(form, "cleaned_data", {})
    person, purpose = said.get("person") or user, said.get("purpose") or ports.ANALYSIS
    if person.pk != user.pk:
        look.see(person, purpose=purpose, by=user)
    context = {
        "form": form,
        "person": person,
        "own": person.pk == user.pk,
        "datasets": _datasets(deciding.standing_of(person, purpose)) if may_read(person) else None,
        "purpose": dict(deciding.purposes(user))[purpose],
        "purpose_slug": purpose,
        "wishes": _wishes(user),
        "may_ask": access.may_ask_access(user),
        "may_write": access.may_write(user),
    }
    return render(request, "guards/mine.html", context)


def _datasets(standing: Standing) -> list[dict[str, Any]]:
    names = saying.names_for([one.wording for one in deciding.counting()], semantics.facts())
    return [
        {"name": name, "access": one, "lines": saying.standing_lines(one, names)}
        for name, one in sorted(standing.datasets.items(), key=lambda pair: pair[1].facts.label)
    ]


def _wishes(user: User) -> list[dict[str, Any]]:
    """What was asked for, with the request that was made of it: three queries."""
    rows = list(AccessWish.objects.visible_to(user)[:WISHES_SHOWN])
    links = {
        link.from_id: (link.to_type, link.to_id)
        for link in Link.objects.filter(
            kind=access_wish.ASKED_AS,
            from_type=AccessWish._meta.label_lower,
            from_id__in=[str(row.pk) for row in rows],
        )
    }
    found = targets(user, links.values())
    facts = semantics.facts()
    return [
        {
            "wish": row,
            "label": facts[row.dataset].label if row.dataset in facts else row.dataset,
            "field": facts[row.dataset].fields.get(row.field, ("", "", row.field))[2]
            if row.field and row.dataset in facts
            else row.field,
            "request": found.get(links.get(str(row.pk), ("", ""))),
        }
        for row in rows
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def wish(request: HttpRequest) -> HttpResponse:
    """Ask for access; it becomes a request to the other side, with a date by which it is answered."""
    user = user_of(request)
    if not access.may_ask_access(user):
        raise Denied(
            "Members of marketing and of IT ask for access.",
            way_out="Ask a colleague to ask for you, or an administrator for a role.",
        )
    first = {
        "field": f"{request.GET.get('dataset', '')}.{request.GET.get('field', '')}",
        "purpose": request.GET.get("purpose", ports.ANALYSIS),
    }
    form = WishForm(
        request.POST or None, initial=first, facts=semantics.facts(), purposes=list(deciding.purposes(user))
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        dataset, field = form.wanted
        try:
            access_wish.ask(
                dataset, field=field, purpose=form.cleaned_data["purpose"],
                reason=form.cleaned_data["reason"], by=user,
            )  # fmt: skip
        except Problem as problem:
            form_problem(form, problem)
            status = problem.status
        else:
            return done(request, "guards:mine", "Asked. The answer has a date; you find it below.")
    return render(request, "guards/wish.html", {"form": form}, status=status)
