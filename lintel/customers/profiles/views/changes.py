"""Correcting a value, and changing which values survive."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from lintel.audit.ledger import history
from lintel.customers.matching.actions import look
from lintel.customers.profiles import access, goldens
from lintel.customers.profiles.actions import override, survivorship_rule
from lintel.customers.profiles.forms import OverrideForm, RulesForm
from lintel.customers.profiles.models import Override, SurvivorshipRule
from lintel.customers.profiles.rules import differing, rules_in_force
from lintel.customers.profiles.survivorship import FIELDS, WORDS, Strategy
from lintel.customers.profiles.views.customers import found_profile
from lintel.people.access import may_read
from lintel.people.authentication import user_of
from lintel.ui.http import done, form_problem, get_visible
from lintel.ui.problems import Denied, Problem


@require_http_methods(["GET", "HEAD", "POST"])
def overrides(request: HttpRequest, customer_id: uuid.UUID) -> HttpResponse:
    """Write over a value that every source has wrong."""
    user = user_of(request)
    found = found_profile(customer_id, user)
    if not access.may_override(user):
        raise Denied(
            "Values are corrected by members who hold a clearance.", way_out="Ask an office holder for one."
        )
    attribute = request.GET.get("attribute", "")
    first = {"attribute": attribute, "value": found.value(attribute)}
    form = OverrideForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            override.write(customer_id, said["attribute"], said["value"], reason=said["reason"], by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, f"/customers/{customer_id}/", "Your value counts from now on.")
    look.see(customer_id, what="the values", by=user)
    return render(request, "profiles/override.html", {"form": form, "found": found})


@require_POST
def override_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the sources speak again."""
    user = user_of(request)
    row = get_visible(Override.objects.visible_to(user).select_related("customer"), pk=pk)
    override.take_back(row, by=user)
    return done(request, row, "The sources speak again.")


@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """Which value survives; who sets the rules sees first how many values a change would change."""
    user = user_of(request)
    if not may_read(user):
        raise Denied("Rules are shown to people with a role.", way_out="Ask an administrator for a role.")
    may_set = access.may_set_rules(user)
    if request.method == "POST" and not may_set:
        raise Denied(
            "Office holders and administrators decide which value survives.", way_out="Ask one of them."
        )
    now = rules_in_force()
    form = RulesForm(request.POST if request.method == "POST" else None, rules=now)
    preview = None
    if request.method == "POST" and form.is_valid():
        said = form.rules()
        changed = {name: order for name, order in said.items() if tuple(order) != tuple(now[name])}
        if "save" in request.POST:
            for name, order in changed.items():
                survivorship_rule.set_order(name, order, by=user)
            return done(request, "profiles:rules", _saved(len(changed)))
        wanted = now | {name: tuple(Strategy(one) for one in order) for name, order in changed.items()}
        counts = goldens.difference(wanted)
        preview = [(FIELDS[name].label, counts[name]) for name in changed]
    context = {
        "form": form,
        "preview": preview,
        "may_set": may_set,
        "differing": differing(now),
        "fields": [(FIELDS[name].label, [WORDS[one] for one in order]) for name, order in now.items()],
        "history": sorted(
            (
                line
                for row in SurvivorshipRule.objects.all()
                for line in history(row, 10, seen_by=request.user)
            ),
            key=lambda line: line.seq,
            reverse=True,
        )[:20],
    }
    return render(request, "profiles/rules.html", context)


def _saved(changed: int) -> str:
    if not changed:
        return "Nothing was changed."
    rules = "One rule" if changed == 1 else f"{changed} rules"
    return f"{rules} changed; the golden records follow in the background."
