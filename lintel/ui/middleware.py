"""Turns a `Problem` into a page or fragment with the same words, a way out and the right status."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

from lintel.ui.problems import Problem


def problem_page(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The refusal as a whole page, or for HTMX as a notice that is put above the page."""
    before = request.META.get("HTTP_REFERER", "")
    ours = url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure())
    context = {"problem": problem, "back": before if ours else ""}
    if not getattr(request, "htmx", False):
        return render(request, "ui/problem.html", context, status=problem.status)
    response = render(request, "ui/problem_notice.html", context, status=problem.status)
    response["HX-Retarget"] = "#toasts"
    response["HX-Reswap"] = "beforeend"
    patch_vary_headers(response, ["HX-Request"])
    return response


class ProblemMiddleware:
    """Answers refusals in the reader's form; the API has its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Only `Problem` is ours; everything else stays an error."""
        if not isinstance(exception, Problem) or request.path.startswith("/api/"):
            return None
        return problem_page(request, exception)
