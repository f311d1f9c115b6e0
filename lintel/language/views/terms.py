"""One term: read it, change it, say what stands around it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit import signatures
from lintel.audit.ledger import newest
from lintel.audit.models import type_label
from lintel.audit.sides import OFFICES
from lintel.language import access, links
from lintel.language.actions import flag as flags
from lintel.language.actions import metric_link
from lintel.language.actions import term as actions
from lintel.language.exchanging import for_exchange
from lintel.language.forms import MetricForm, SurroundingsForm, TermForm
from lintel.language.import_fields import distinct_from
from lintel.language.keeping import PURPOSE
from lintel.language.models import Term
from lintel.language.views.common import require_worker, visible_term
from lintel.language.wording import listed
from lintel.people.access import key_of
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.http import done, form_problem, get_visible
from lintel.ui.problems import Problem

METHODS = ["GET", "HEAD", "POST"]


@require_safe
def term_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Both meanings side by side, what both agreed on between them, and all that hangs on the word."""
    user = user_of(request)
    term = get_visible(for_exchange(Term.objects.visible_to(user)), pk=pk)
    keys = signatures.keys_of(term, PURPOSE)
    key = key_of(user)
    metrics = links.metrics_for(user) if access.may_word(user) else []
    context = {
        "term": term,
        "posts": [(office, term.meaning_of(office), keys.given.get(office)) for office in OFFICES],
        "key": key,
        "may_sign": bool(term.agreed_meaning and key and key.office not in keys.given),
        "may_take_back": bool(key and key.office in keys.given),
        "may_word": access.may_word(user),
        "may_flag": access.may_flag(user),
        "has_flagged": term.flags.filter(person=user).exists(),
        "distinct_from": distinct_from(term),
        "primers": links.primers_on(term, user),
        "measured_by": [(type_label(row), row) for row in links.measured_by(term, user)],
        "metric_form": MetricForm(metrics=metrics) if metrics else None,
        "wordings": term.wordings.select_related("by")[:12],
        "history": newest(term, everything=request.GET.get("history") == "all", seen_by=request.user),
    }
    return render(request, "language/term.html", context)


@require_http_methods(METHODS)
def new(request: HttpRequest) -> HttpResponse:
    """Add a term."""
    user = user_of(request)
    require_worker(user)
    form = TermForm(request.POST or None, user=user)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create(form.wording(), by=user)
        except Problem as problem:
            form.refuse(problem, 0)
            status = problem.status
        else:
            return done(request, made, f"“{made.name}” is on the table.")
    return _form(request, form, None, status)


@require_http_methods(METHODS)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a term’s words."""
    term, user = visible_term(request, pk)
    require_worker(user)
    form = TermForm(request.POST or None, user=user, term=term)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit(term, form.wording(), by=user, version=form.cleaned_data["version"] or 0)
        except Problem as problem:
            form.refuse(problem, Term.objects.get(pk=term.pk).version)
            status = problem.status
        else:
            return done(request, term, "Saved. Whoever signed before signs again.")
    return _form(request, form, term, status)


def _form(request: HttpRequest, form: TermForm, term: Term | None, status: int) -> HttpResponse:
    shown = 422 if form.errors and status == 200 else status
    return render(request, "language/term_form.html", {"form": form, "term": term}, status=shown)


@require_http_methods(METHODS)
def surroundings(request: HttpRequest, pk: int) -> HttpResponse:
    """Owners, note, and what it is not to be confused with: none of it is signed."""
    user = user_of(request)
    term = get_visible(for_exchange(Term.objects.visible_to(user)), pk=pk)
    require_worker(user)
    form = SurroundingsForm(request.POST or None, term=term)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        names = listed(said["distinct_from"])
        try:
            actions.arrange(term, by=user, owners=form.owners(), note=said["note"], distinct_from=names)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, term, "Saved. What is signed stays signed.")
    context = {"form": form, "term": term}
    return render(request, "language/surroundings.html", context, status=422 if form.errors else 200)


@require_POST
def use(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a term out of use, or put it back."""
    term, user = visible_term(request, pk)
    act = actions.restore if term.is_retired else actions.retire
    saved = act(term, by=user)
    return done(
        request, term, "It is retired: texts no longer explain it." if saved.is_retired else "In use again."
    )


@require_POST
def flag(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the word was misunderstood, or take that back."""
    term, user = visible_term(request, pk)
    if request.POST.get("flag") == "back":
        flags.take_down(term, by=user)
        return done(request, term, "Your flag is taken back.")
    flags.put_up(term, by=user)
    return done(request, term, "Flagged. Say in a comment what happened.")


@require_POST
def metrics(request: HttpRequest, pk: int) -> HttpResponse:
    """Link a metric, or take the link away with `remove=yes`."""
    term, user = visible_term(request, pk)
    metric = _metric(request, user)
    if request.POST.get("remove") == "yes":
        metric_link.remove(term, metric, by=user)
        return done(request, term, "The link is taken away.")
    metric_link.make(term, metric, by=user)
    return done(request, term, f"“{metric}” counts this word.")


def _metric(request: HttpRequest, user: User) -> Any:
    label, _, key = request.POST.get("metric", "").partition(":")
    return links.thing_of(label, key, user)
