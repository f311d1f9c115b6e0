"""Purposes with their figures, and what one customer said."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lintel.audit.ledger import newest
from lintel.customers.consent import access, answers
from lintel.customers.consent.actions import purpose as purposes
from lintel.customers.consent.actions import word as words
from lintel.customers.consent.charts import words_over_time
from lintel.customers.consent.forms import NewPurposeForm, PurposeForm, WordForm
from lintel.customers.consent.models import Channel, ConsentWord, Purpose
from lintel.customers.matching.access import may_see_identified
from lintel.customers.matching.actions import look
from lintel.people.authentication import reader
from lintel.people.models import User
from lintel.ui.formats import number_text
from lintel.ui.http import done, form_problem, get_visible
from lintel.ui.problems import Denied, Problem

FEWEST = 10  # a smaller group could be recognised


def _shown(count: int, identified: bool) -> str:
    return number_text(count) if identified or not 0 < count < FEWEST else f"fewer than {FEWEST}"


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every purpose with how many customers may be used for it."""
    user = reader(request)
    found, identified = answers.overview(), may_see_identified(user)
    described = {purpose.slug: purpose for purpose in Purpose.objects.visible_to(user)}
    rows = [
        {
            "purpose": described[tally.purpose],
            "channel": Channel(tally.channel).label,
            "may": _shown(tally.may, identified),
            "refused": _shown(tally.withdrawn + tally.suppressed, identified),
            "no_word": _shown(tally.no_word, identified),
            "torn": _shown(tally.torn, identified),
        }
        for tally in found.tallies
        if tally.purpose in described
    ]
    context = {
        "rows": rows,
        "customers": _shown(found.customers, identified),
        "unknown": found.unknown,
        "torn": any(tally.torn for tally in found.tallies),
        "chart": words_over_time(found) if found.months else None,
        "may_describe": access.may_describe_purposes(user),
        "identified": identified,
    }
    return render(request, "consent/overview.html", context)


@require_safe
def contradictions(request: HttpRequest) -> HttpResponse:
    """Customers who granted in one place what they refused in another."""
    user = reader(request)
    if not may_see_identified(user):
        raise Denied(
            "Single customers are shown to people with a clearance.", way_out="Ask an office holder."
        )
    names = dict(Purpose.objects.values_list("slug", "name"))
    found = [{"row": row, "purpose": names[row.purpose]} for row in answers.contradictions()]
    return render(request, "consent/contradictions.html", {"found": found})


@require_http_methods(["GET", "HEAD", "POST"])
def new_purpose(request: HttpRequest) -> HttpResponse:
    """Describe a purpose."""
    user = _describer(request)
    form = NewPurposeForm(request.POST or None, initial={"slug": request.GET.get("slug", "")})
    return _saved(
        request, form, None, lambda: purposes.describe(form.cleaned_data["slug"], form.description(), by=user)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def purpose(request: HttpRequest, slug: str) -> HttpResponse:
    """Read a purpose; the offices change it here."""
    user = reader(request)
    found = get_visible(Purpose.objects.visible_to(user), slug=slug)
    if not access.may_describe_purposes(user):
        if request.method == "POST":
            _describer(request)
        return render(
            request,
            "consent/purpose.html",
            {"purpose": found, "history": newest(found, seen_by=request.user)},
        )
    first = {name: getattr(found, name) for name in PurposeForm.base_fields}
    form = PurposeForm(request.POST or None, initial=first)
    return _saved(
        request,
        form,
        found,
        lambda: purposes.change(
            found, form.description(), by=user, version=form.cleaned_data["version"] or 0
        ),
    )


def _describer(request: HttpRequest) -> User:
    user = reader(request)
    if not access.may_describe_purposes(user):
        raise Denied("Purposes are described by the two offices.", way_out="Ask an office holder.")
    return user


def _saved(request: HttpRequest, form: PurposeForm, found: Purpose | None, act: Any) -> HttpResponse:
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            saved = act()
        except Problem as problem:
            form_problem(form, problem)
            status = problem.status
        else:
            return done(request, "consent:overview", f"“{saved.name}” is saved.")
    context = {
        "form": form,
        "purpose": found,
        "history": newest(found, seen_by=request.user) if found else None,
    }
    return render(request, "consent/purpose_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def customer(request: HttpRequest, customer_id: uuid.UUID) -> HttpResponse:
    """What one customer allowed and why; who works with customers writes a new word down here."""
    user = reader(request)
    may_record = access.may_record_word(user)
    with answers.prepared() as connection:
        today = answers.customer_today(connection, customer_id)
        found = answers.answers_about(connection, today)
    form, status = WordForm(request.POST or None), 200
    if request.method == "POST":
        try:
            if form.is_valid() or not may_record:
                said = form.cleaned_data
                words.record(
                    today, said.get("purpose"), said.get("channel", ""), said.get("word", ""), by=user,
                    origin=said.get("origin", ""), reason=said.get("reason", ""),
                )  # fmt: skip
                return done(
                    request, reverse("consent:customer", args=[today]), "The word counts from now on."
                )
        except Denied:
            raise
        except Problem as problem:
            form_problem(form, problem)
            status = problem.status
    anchor = look.see(today, what="consent", by=user)
    context = {
        "customer_id": today,
        "customer": anchor,
        "answers": found,
        "form": form if may_record else None,
        "identified": may_see_identified(user),
        "said_here": ConsentWord.objects.filter(customer_id=today).select_related("purpose", "by")[:20],
        "purposes_url": reverse("consent:overview"),
    }
    template = "consent/customer.html#words" if getattr(request, "htmx", False) else "consent/customer.html"
    return render(request, template, context, status=status)
