"""What customers asked for, erasures with their certificates, links."""

import json
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lintel.audit.ledger import newest
from lintel.customers.matching.actions import look
from lintel.customers.matching.customers import current_id
from lintel.customers.matching.models import Customer
from lintel.customers.privacy import access
from lintel.customers.privacy.actions import correction as corrections
from lintel.customers.privacy.actions import erasure as erasing
from lintel.customers.privacy.actions import own_link
from lintel.customers.privacy.forms import LinkForm, ReasonForm
from lintel.customers.privacy.holdings import LABELS
from lintel.customers.privacy.models import Correction, Erasure, ErasureState, OwnLink
from lintel.customers.profiles import reading
from lintel.customers.sources.naming import names
from lintel.people.authentication import reader
from lintel.people.models import User
from lintel.ui.http import done, form_problem, get_visible
from lintel.ui.problems import Denied, Missing, Problem

SHOWN = 100
TONES = {"asked": "waiting", "confirmed": "waiting", "open": "bad", "done": "good", "declined": "quiet"}


# What an erasure removed, as people call it; the certificate keeps the names of the datasets.
REMOVED = {
    "customers.records": "records of sources", "customers.events": "things they did",
    "customers.visits": "visits", "customers.consents": "words that came with sources",
    "customers.golden": "golden records", "customers.members": "places among the customers",
    "customers.identities": "addresses and accounts", "customers.aliases": "old ids",
    "customers.edges": "edges of matching", "customers.questions": "questions of matching",
    "customers.matching_clean": "clean values of matching", "customers.matching_pairs": "pairs of matching",
    "customers.matching_terms": "frequencies of values", "customers.matching_shared": "shared values",
    "customers.matching_prints": "fingerprints", "customers.matching_assigned": "numbers of matching",
    "files": "files that held the person",
}  # fmt: skip


def _erasure(request: HttpRequest, pk: int) -> tuple[Erasure, User]:
    user = reader(request)
    return get_visible(Erasure.objects.visible_to(user), pk=pk), user


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, and every erasure."""
    user = reader(request)
    waiting = Correction.objects.visible_to(user).open()
    context = {
        "corrections": [
            {"row": row, "label": LABELS.get(row.attribute, row.attribute)} for row in waiting[:SHOWN]
        ],
        "erasures": [
            {"row": row, "tone": TONES[row.state]} for row in Erasure.objects.visible_to(user)[:SHOWN]
        ],
        "may_answer": access.may_answer(user),
    }
    return render(request, "privacy/overview.html", context)


@require_safe
def correction(request: HttpRequest, pk: int) -> HttpResponse:
    """One correction beside what stands there now; it is shown by name, so the look goes into the ledger."""
    user = reader(request)
    found = get_visible(Correction.objects.visible_to(user), pk=pk)
    if not access.may_answer(user):
        raise Denied("Corrections are answered by who sees customers by name.", way_out="Ask one of them.")
    today = current_id(str(found.customer_id))
    held = reading.profile(today)
    now = next((one for one in held.values if one.attribute == found.attribute), None) if held else None
    noted = look.see(today, what="a correction they asked for", by=user)
    context = {
        "correction": found,
        "label": LABELS.get(found.attribute, found.attribute),
        "held": held,
        "now": now,
        "customer": noted,
        "history": newest(found, reader=user),
        "source_names": names(),
    }
    return render(request, "privacy/correction.html", context)


@require_POST
def acceptance(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept a correction."""
    user = reader(request)
    corrections.accept(get_visible(Correction.objects.visible_to(user), pk=pk), by=user)
    return done(request, "privacy:overview", "The customer’s value stands from now on.")


@require_POST
def refusal(request: HttpRequest, pk: int) -> HttpResponse:
    """Decline a correction, with the reason."""
    user = reader(request)
    found = get_visible(Correction.objects.visible_to(user), pk=pk)
    corrections.decline(found, answer=request.POST.get("answer", ""), by=user)
    return done(request, "privacy:overview", "The customer reads the reason on their page.")


@require_safe
def erasure(request: HttpRequest, pk: int) -> HttpResponse:
    """One erasure: where it stands, what was found, the certificate."""
    found, user = _erasure(request, pk)
    context = {
        "erasure": found,
        "tone": TONES[found.state],
        "may_confirm": found.state == ErasureState.ASKED and access.may_confirm(user, found),
        "may_resume": found.state == ErasureState.OPEN and access.may_ask_erasure(user),
        "waits": found.state == ErasureState.ASKED,
        "removed": [(REMOVED.get(name, name), count) for name, count in found.removed.items() if count > 0],
        "reason_form": ReasonForm(),
        "history": newest(found, reader=user),
    }
    return render(request, "privacy/erasure.html", context)


@require_safe
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """The certificate as JSON."""
    found, _ = _erasure(request, pk)
    if not found.certificate:
        raise Missing("There is no certificate yet.", way_out="It is written once nothing is found any more.")
    response = HttpResponse(json.dumps(found.certificate, indent=1), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="erasure-{found.pk}.json"'
    return response


@require_POST
def confirmation(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person agrees."""
    found, user = _erasure(request, pk)
    erasing.confirm(found, by=user)
    return done(request, found, "The erasure has begun.")


@require_POST
def declination(request: HttpRequest, pk: int) -> HttpResponse:
    """Say no, with the reason."""
    found, user = _erasure(request, pk)
    erasing.decline(found, reason=request.POST.get("reason", ""), by=user)
    return done(request, found, "The erasure is declined.")


@require_POST
def resumption(request: HttpRequest, pk: int) -> HttpResponse:
    """Erase and verify again what was left open."""
    found, user = _erasure(request, pk)
    erasing.resume(found, by=user)
    return done(request, found, "It is being erased and verified again.")


@require_POST
def revocation(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a link back."""
    user = reader(request)
    link = OwnLink.objects.filter(pk=pk).first()
    if link is None:
        raise Missing("There is no such link.", way_out="It may have gone with its customer.")
    own_link.revoke(link, by=user)
    return done(
        request, reverse("privacy:customer", args=[link.customer_id]), "The link opens nothing any more."
    )


def _issuer(request: HttpRequest) -> User:
    user = reader(request)
    if not access.may_issue(user):
        raise Denied(
            "Links and erasures are for who works with customers and sees them by name.",
            way_out="Ask an office holder for a clearance.",
        )
    return user


@require_safe
def customer(request: HttpRequest, customer_id: uuid.UUID) -> HttpResponse:
    """Links and erasure of one customer."""
    user = reader(request)
    return _customer(request, current_id(str(customer_id)), user)


@require_POST
@never_cache
def links(request: HttpRequest, customer_id: uuid.UUID) -> HttpResponse:
    """Issue a link; its address is shown this once."""
    user = _issuer(request)
    today, form = current_id(str(customer_id)), LinkForm(request.POST)
    if form.is_valid():
        try:
            link, token = own_link.issue(today, by=user, **form.cleaned_data)
            shown = {"address": OwnLink.address(token), "link": link}
            return _customer(request, today, user, status=201, **shown)
        except Problem as problem:
            form_problem(form, problem)
    return _customer(request, today, user, status=422, link_form=form)


@require_POST
def erasures(request: HttpRequest, customer_id: uuid.UUID) -> HttpResponse:
    """Ask for the customer to be erased."""
    user = _issuer(request)
    today, form = current_id(str(customer_id)), ReasonForm(request.POST)
    if form.is_valid():
        try:
            asked = erasing.ask(today, reason=form.cleaned_data["reason"], by=user)
            return done(request, asked, "Somebody of the other side has to confirm it.")
        except Problem as problem:
            form_problem(form, problem)
    return _customer(request, today, user, status=422, erasure_form=form)


def _customer(
    request: HttpRequest, customer_id: str, user: User, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "customer": Customer(pk=uuid.UUID(customer_id)),
        "may_issue": access.may_issue(user),
        "links": OwnLink.objects.filter(customer_id=customer_id).select_related("issued_by")[:20],
        "erasure": Erasure.objects.under_way().filter(customer_id=customer_id).first(),
        "link_form": LinkForm(),
        "erasure_form": ReasonForm(),
        **more,
    }
    fragment = getattr(request, "htmx", False)
    template = "privacy/customer.html#parts" if fragment else "privacy/customer.html"
    return render(request, template, context, status=status)
