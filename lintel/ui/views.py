"""The living style page, and the pages for requests that never reach a view."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lintel.ui import samples


@require_GET
def style_page(request: HttpRequest) -> HttpResponse:
    """Every component in every state, with sample data."""
    return render(request, "ui/style.html", samples.page(request))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that Django could not read; the template needs neither context nor database."""
    return render(None, "400.html", status=400)  # the host may be forged: no request


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is missing or old: what happened and what to do, not what a token is."""
    return render(None, "403_csrf.html", status=403)  # the session may be broken
