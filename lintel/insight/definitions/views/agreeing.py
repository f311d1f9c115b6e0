"""Offering, reading what is signed, signing, disputing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from lintel.audit.signatures import hash_of
from lintel.insight.definitions.actions import agreement
from lintel.insight.definitions.forms import DisputeForm
from lintel.insight.definitions.models import Dispute, Metric
from lintel.insight.definitions.views.common import load
from lintel.insight.definitions.views.metrics import page_of
from lintel.people.access import key_of
from lintel.people.authentication import user_of
from lintel.ui.http import done, get_visible
from lintel.ui.problems import Stale


@require_POST
def offer(request: HttpRequest, slug: str) -> HttpResponse:
    """Lay the draft before both offices."""
    found = load(request, slug)
    agreement.offer(found, by=user_of(request))
    return done(request, found, "Both offices can sign it now.")


@require_http_methods(["GET", "HEAD", "POST"])
def signature(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheet that is signed; posting it signs exactly what it shows."""
    found = load(request, slug)
    if request.method != "POST":
        return _sheet(request, found)
    try:
        agreement.sign(found, content_hash=request.POST.get("content_hash", ""), by=user_of(request))
    except Stale as stale:
        return _sheet(request, load(request, slug), stale)
    now = load(request, slug)
    text = "Both offices agree on it now." if now.agreed else "Your office’s key is there."
    return done(request, now, text)


@require_POST
def disputes(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what is wrong with the wording."""
    found = load(request, slug)
    form = DisputeForm(request.POST)
    form.is_valid()
    agreement.dispute(found, text=form.cleaned_data.get("text", ""), by=user_of(request))
    return done(request, found, "The dispute stands on the metric until it is settled.")


@require_POST
def settlement(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's dispute back."""
    user = user_of(request)
    visible = Dispute.objects.filter(metric__in=Metric.objects.visible_to(user)).select_related("metric")
    found = get_visible(visible, pk=pk)
    agreement.settle(found, by=user)
    return done(request, found.metric, "The dispute is settled.")


def _sheet(request: HttpRequest, metric: Metric, stale: Stale | None = None) -> HttpResponse:
    user = user_of(request)
    context = page_of(metric, user) | {
        "key": key_of(user), "content_hash": hash_of(metric), "stale": stale,
    }  # fmt: skip
    return render(request, "definitions/signature.html", context, status=409 if stale else 200)
