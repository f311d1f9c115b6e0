"""What both mean: worded, read, signed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from lintel.audit import signatures
from lintel.audit.sides import OFFICES
from lintel.language import access
from lintel.language.actions import agreement as actions
from lintel.language.forms import ProposalForm
from lintel.language.keeping import PURPOSE
from lintel.language.models import Term
from lintel.language.views.common import visible_term
from lintel.people.access import key_of
from lintel.people.models import User
from lintel.ui.http import done
from lintel.ui.problems import Problem, Stale


@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """Read exactly what a signature covers, and word it if one may."""
    term, user = visible_term(request, pk)
    first = {"version": term.version, "agreed_meaning": term.agreed_meaning}
    form = ProposalForm(request.POST or None, initial=first)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            said = form.cleaned_data
            try:
                actions.propose(term, text=said["agreed_meaning"], by=user, version=said["version"] or 0)
            except Problem as problem:
                form.refuse(problem, Term.objects.get(pk=term.pk).version)
                status = problem.status
            else:
                where = reverse("language:agreement", args=[term.pk])
                return done(request, where, "Proposed. Both offices sign next.")
    return _page(request, term, user, form, status)


def _page(
    request: HttpRequest, term: Term, user: User, form: ProposalForm, status: int, stale: Stale | None = None
) -> HttpResponse:
    keys = signatures.keys_of(term, PURPOSE)
    key = key_of(user)
    others = [row.signer_id for office, row in keys.given.items() if key and office != key.office]
    context = {
        "term": term,
        "form": form if access.may_word(user) else None,
        "posts": [(office, term.meaning_of(office), keys.given.get(office)) for office in OFFICES],
        "key": key,
        "may_sign": bool(
            term.agreed_meaning and key and key.office not in keys.given and user.pk not in others
        ),
        "completes": bool(keys.given),
        "content_hash": signatures.hash_of(term),
        "stale": stale,
    }
    return render(request, "language/agreement.html", context, status=status)


@require_POST
def signature(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one’s office’s key to the words that were read."""
    term, user = visible_term(request, pk)
    try:
        actions.sign(term, by=user, content_hash=request.POST.get("content_hash", ""))
    except Stale as stale:
        fresh = Term.objects.with_owners().get(pk=term.pk)
        first = {"version": fresh.version, "agreed_meaning": fresh.agreed_meaning}
        return _page(request, fresh, user, ProposalForm(initial=first), stale.status, stale)
    fresh = Term.objects.get(pk=term.pk)
    return done(request, term, "Both offices agree on this meaning." if not fresh.awaits else "Signed.")


@require_POST
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one’s office’s key back."""
    term, user = visible_term(request, pk)
    actions.withdraw(term, by=user)
    return done(request, term, "Your office’s key is taken back.")
