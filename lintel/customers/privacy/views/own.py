"""The customer's own page: no account, no cache, no trace in other sites' logs.

The secret in the address is the whole right. A form that another site forges would need it too, and browsers
send no origin from pages that ask for no referrer: so these forms carry no further token.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.customers.consent.actions import word
from lintel.customers.consent.models import Purpose, Word
from lintel.customers.matching.customers import current_id
from lintel.customers.privacy import asking
from lintel.customers.privacy.actions import correction as corrections
from lintel.customers.privacy.actions import erasure as erasures
from lintel.customers.privacy.actions import own_link
from lintel.customers.privacy.forms import AddressForm, CorrectionForm
from lintel.customers.privacy.holdings import archive, holdings
from lintel.customers.privacy.models import OwnLink
from lintel.customers.sources.naming import names
from lintel.ui.http import form_problem
from lintel.ui.problems import Missing, Problem

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def _open(view: View[P]) -> Any:
    """Without an account, and so that nothing of it is kept or passed on."""

    @wraps(view)
    def respond(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Problem as problem:
            response = render(
                request, "privacy/own_problem.html", {"problem": problem}, status=problem.status
            )
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return login_not_required(csrf_exempt(never_cache(respond)))


def _link(token: str) -> tuple[OwnLink, str]:
    """The link and its customer as they are called today."""
    link = OwnLink.objects.of_token(token)
    if link is None:
        raise Missing(
            "This link does not open anything.",
            way_out="It is too old, or it was taken back. Ask for a new one.",
        )
    return link, current_id(str(link.customer_id))


@_open
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """Ask for the link by one's own address; the answer is the same for every address."""
    form = AddressForm(request.POST or None)
    sent = request.method == "POST" and form.is_valid()
    if sent:
        asking.ask(form.cleaned_data["email"], str(request.META.get("REMOTE_ADDR", "")))
    return render(request, "privacy/door.html", {"form": form, "sent": sent})


@_open
@require_safe
def page(request: HttpRequest, token: str) -> HttpResponse:
    """What is held about the reader."""
    link, customer = _link(token)
    own_link.use(link, what="page")
    return _page(request, token, link, customer, CorrectionForm())


def _page(
    request: HttpRequest, token: str, link: OwnLink, customer: str, form: CorrectionForm, status: int = 200
) -> HttpResponse:
    context = {
        "token": token,
        "link": link,
        "held": holdings(customer),
        "form": form,
        "done": _DONE.get(request.GET.get("done", "")),
        "now": timezone.now(),
        "source_names": names(),
    }
    return render(request, "privacy/own.html", context, status=status)


_DONE = {
    "consent": "Your word counts from now on.",
    "correction": "We have written down what you want corrected. You read the answer on this page.",
}


@_open
@require_POST
def consent(request: HttpRequest, token: str) -> HttpResponse:
    """Withdraw or give consent; it counts at once."""
    _, customer = _link(token)
    purpose = Purpose.objects.filter(slug=request.POST.get("purpose", "")).first()
    said = request.POST.get("word", "")
    if purpose is None or said not in (Word.GRANTED, Word.WITHDRAWN):
        raise Problem("Nothing was chosen.", way_out="Go back, and choose what you want to allow.")
    word.say(customer, purpose, request.POST.get("channel", ""), said)
    return _back(token, "consent")


@_open
@require_POST
def correction(request: HttpRequest, token: str) -> HttpResponse:
    """Say what should be corrected."""
    link, customer = _link(token)
    form = CorrectionForm(request.POST)
    if form.is_valid():
        try:
            corrections.ask(customer, form.cleaned_data["attribute"], form.cleaned_data["value"])
            return _back(token, "correction")
        except Problem as problem:
            form_problem(form, problem)
    return _page(request, token, link, customer, form, status=422)


def _back(token: str, done: str) -> HttpResponse:
    return redirect(f"{reverse('own:page', args=[token])}?done={done}")


@_open
@require_safe
def download(request: HttpRequest, token: str) -> HttpResponse:
    """Everything, to take along: JSON and CSV in a ZIP."""
    link, customer = _link(token)
    own_link.use(link, what="data, to take along")
    response = HttpResponse(archive(holdings(customer)), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="my-data.zip"'
    return response


@_open
@require_http_methods(["GET", "HEAD", "POST"])
def erasure(request: HttpRequest, token: str) -> HttpResponse:
    """Asks a second time, then erases."""
    _, customer = _link(token)
    if request.method == "POST" and request.POST.get("sure") == "yes":
        begun = erasures.want(customer)
        return render(request, "privacy/own_erasing.html", {"erasure": begun})
    return render(request, "privacy/own_erasure.html", {"token": token, "unsure": request.method == "POST"})
