"""Policies: the list, one of them, writing and signing."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit.ledger import newest
from lintel.audit.sides import OFFICES
from lintel.audit.signatures import hash_of, keys_of
from lintel.customers.profiles.forms import uses
from lintel.insight.guards import access, deciding, saying, semantics
from lintel.insight.guards.actions import policy as policies
from lintel.insight.guards.forms import PolicySheet, first_values
from lintel.insight.guards.models import Policy, PolicyVersion
from lintel.insight.guards.tables import PolicyFilter, PolicyTable
from lintel.insight.guards.wording import Wording, read
from lintel.people.access import key_of
from lintel.people.authentication import user_of
from lintel.people.models import Team, User
from lintel.ui.http import done, form_problem, get_visible
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied, Problem


@require_safe
def listed(request: HttpRequest) -> HttpResponseBase:
    """All policies."""
    user = user_of(request)
    return list_page(
        request,
        Policy.objects.visible_to(user),
        table=PolicyTable,
        filterset=PolicyFilter,
        template="guards/policies.html",
        context={"may_write": access.may_write(user)},
        export_name="access-policies",
    )


@require_safe
def policy(request: HttpRequest, pk: int) -> HttpResponse:
    """One policy: what it does, in which version it counts, whose key is missing."""
    user = user_of(request)
    found = get_visible(Policy.objects.visible_to(user), pk=pk)
    key, keys = key_of(user), keys_of(found, policies.PURPOSE)
    signed_by_me = any(given.signer_id == user.pk for given in keys.given.values())
    context = {
        "policy": found,
        "present": _sheet(read(found.wording)),
        "counting": _counting(found),
        "posts": [(office, keys.given.get(office)) for office in OFFICES],
        "key": key,
        "may_sign": key is not None
        and key.office in keys.missing
        and not signed_by_me
        and bool(found.awaits),
        "content_hash": hash_of(found),
        "may_change": access.may_write(user) and not found.ended,
        "may_suspend": key is not None and found.effect == "grant" and found.in_force_id is not None,
        "versions": PolicyVersion.objects.filter(policy=found).select_related("by")[:20],
        "history": newest(found, seen_by=request.user),
    }
    return render(request, "guards/policy.html", context)


def _counting(found: Policy) -> dict[str, Any] | None:
    """The version that counts, where it is not the present one."""
    version = found.in_force
    if version is None or version.number == found.version:
        return None
    return {"number": version.number, **_sheet(read(version.wording))}


def _sheet(wording: Wording) -> dict[str, Any]:
    names = saying.names_for([wording], semantics.facts())
    return {
        "wording": wording,
        "audience": saying.audience(wording, names),
        "purposes": saying.purposes(wording, names),
        "sentences": saying.sentences(wording, names),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write a policy."""
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a policy's next version."""
    return _write(request, get_visible(Policy.objects.visible_to(user_of(request)), pk=pk))


def _write(request: HttpRequest, found: Policy | None) -> HttpResponse:
    user = user_of(request)
    if not access.may_write(user):
        raise Denied(
            "Access policies are written by members and holders of the two sides.",
            way_out="Ask a colleague there, or ask for access.",
        )
    sheet = PolicySheet(
        request.POST if request.method == "POST" else None,
        _first(request, found),
        reader=user,
        facts=semantics.facts(),
        purposes=list(deciding.purposes(user)),
        uses=uses(),
    )
    status = 200
    if request.method == "POST" and sheet.is_valid():
        try:
            saved = _save(sheet, found, user)
        except Problem as problem:
            form_problem(sheet.form, problem)
            status = problem.status
        else:
            return done(request, saved, f"“{saved.name}” is saved. It counts once both offices signed it.")
    return render(request, "guards/policy_form.html", {"sheet": sheet, "policy": found}, status=status)


def _first(request: HttpRequest, found: Policy | None) -> dict[str, Any]:
    if found is None:
        dataset = request.GET.get("dataset", "")
        person = request.GET.get("person", "")
        return {
            "datasets": [dataset] if dataset else [],
            "people": [int(person)] if person.isdecimal() and len(person) < 10 else [],
        }
    teams = dict(Team.objects.values_list("pk", "name"))
    return first_values(read(found.wording), teams) | {"version": found.version}


def _save(sheet: PolicySheet, found: Policy | None, user: User) -> Policy:
    if found is None:
        return policies.draft(sheet.wording(), by=user)
    version = sheet.form.cleaned_data["version"] or 0
    return policies.change(found, sheet.wording(), by=user, version=version)


@require_POST
def signature(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign exactly the wording that was read."""
    found = get_visible(Policy.objects.visible_to(user_of(request)), pk=pk)
    policies.sign(found, by=user_of(request), content_hash=request.POST.get("content_hash", ""))
    found.refresh_from_db()
    said = "Signed. It waits for the other office." if found.awaits else "Both offices have signed."
    return done(request, found, said)


@require_POST
def suspension(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a grant out of force at once."""
    found = get_visible(Policy.objects.visible_to(user_of(request)), pk=pk)
    policies.suspend(found, by=user_of(request), reason=request.POST.get("reason", ""))
    return done(request, found, "The grant does not count any more.")
