"""Offering, reading what is signed, signing, and taking a key back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from lintel.audit.signatures import hash_of
from lintel.people.access import key_of
from lintel.portfolio.proposals import standing, wording
from lintel.portfolio.proposals.actions import proposal as proposal_actions
from lintel.portfolio.proposals.actions import signature as signatures
from lintel.portfolio.proposals.forms import SignatureForm, WithdrawalForm
from lintel.portfolio.proposals.models import Proposal, Purpose
from lintel.portfolio.proposals.views.common import load, reader, saved, seen_in
from lintel.ui.http import done
from lintel.ui.problems import Problem, Stale


@require_POST
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Lay the draft before both offices."""
    proposal = load(request, pk)
    proposal_actions.offer(proposal, by=reader(request), seen_version=seen_in(request))
    return done(request, f"{proposal.get_absolute_url()}#keys", "Both offices can sign it now.")


@require_http_methods(["GET", "POST"])
def signature(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet that is signed; posting it signs exactly what it shows, or shows what changed since."""
    if request.method == "GET":
        return _sheet(request, pk, str(request.GET.get("purpose", Purpose.APPROVE)))
    form = SignatureForm(request.POST)
    if not form.is_valid():
        raise Problem(
            "This is not a complete signature.", way_out="Open the signing sheet again and sign there."
        )
    purpose, seen = form.cleaned_data["purpose"], form.cleaned_data["content_hash"]
    try:
        signatures.sign(load(request, pk), by=reader(request), purpose=purpose, content_hash=seen)
    except Stale as stale:
        return _sheet(request, pk, purpose, stale=stale, seen=seen)
    proposal = load(request, pk)
    decided = proposal.decisions.filter(purpose=purpose, version=proposal.version).exists()
    message = f"With both keys it is {Purpose(purpose).done}." if decided else "Your office’s key is there."
    return done(request, f"{proposal.get_absolute_url()}#keys", message)


@require_POST
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's office's key back before the other office signs."""
    form = WithdrawalForm(request.POST)
    if not form.is_valid():
        raise Problem("It is not clear which key to take back.", way_out="Use the button beside the key.")
    proposal = load(request, pk)
    signatures.withdraw(proposal, by=reader(request), purpose=form.cleaned_data["purpose"])
    return saved(request, proposal, "keys", "The key was taken back; the version was raised.")


def _sheet(
    request: HttpRequest, pk: int, purpose: str, *, stale: Stale | None = None, seen: str = ""
) -> HttpResponse:
    proposal = load(request, pk, Proposal.objects.with_parts().select_related("approval"))
    if purpose not in Purpose.values:
        raise Problem("Nothing can be signed for that.", way_out="Choose approve, fund, buy or stop.")
    key = key_of(reader(request))
    content = wording.plain(proposal)
    before = _earlier(proposal, seen)
    names = wording.Names.of(content, *([before] if before else []))
    context = {
        "proposal": proposal,
        "purpose": Purpose(purpose),
        "blocks": wording.readable(content, names),
        "content_hash": hash_of(proposal),
        "key": key,
        "standing": next(
            row for row in standing.standings(proposal, key, reader(request)) if row.purpose == purpose
        ),
        "stale": stale,
        "changes": wording.changes(before, content, names) if before else [],
    }
    return render(request, "portfolio/signature.html", context, status=409 if stale else 200)


def _earlier(proposal: Proposal, seen: str) -> Any:
    """What was read earlier, if it was an offer."""
    offer = proposal.offers.filter(content_hash=seen).first() if seen else None
    return offer.content if offer else None
