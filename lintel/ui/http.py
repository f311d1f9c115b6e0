"""Small helpers of views: carry a form out, answer after a write, load what is visible."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django_htmx.http import HttpResponseClientRedirect

from lintel.ui.problems import Missing, Problem

T = TypeVar("T", bound=Model)
R = TypeVar("R")


def done(request: HttpRequest, url: Any, message: str = "") -> HttpResponse:
    """Say what was done on the next page and go there; `url` is an address, a URL name or an object."""
    if message:
        messages.success(request, message)
    address = resolve_url(url)
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(address)
    return HttpResponseRedirect(address)


def prefilled(request: HttpRequest, *names: str) -> dict[str, str]:
    """What a form begins with where an address leads to it filled in: these fields, cut to a line."""
    given = {name: request.GET.get(name, "").replace("\x00", "").strip()[:200] for name in names}
    return {name: value for name, value in given.items() if value}


def get_visible(queryset: QuerySet[T], **lookup: Any) -> T:
    """The one row that matches, or `Missing`: invisible and absent look alike from outside."""
    try:
        return queryset.get(**lookup)
    except (ObjectDoesNotExist, ValueError, OverflowError):
        name = str(queryset.model._meta.verbose_name)
        raise Missing(
            f"There is no such {name} here.",
            way_out="It may have been removed, or you may not have access to it. Ask who sent you the link.",
        ) from None


def carried_out(request: HttpRequest, form: forms.BaseForm, act: Callable[[], R]) -> R | None:
    """What an action gives for a form that was sent. None: nothing was sent, it does not fit, or the action
    refused, which the form then shows where it belongs."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return act()
    except Problem as problem:
        form_problem(form, problem)
        return None


def form_problem(form: forms.BaseForm, problem: Problem) -> None:
    """Show a refusal where it belongs: at its field if the form has it, above the form otherwise."""
    field = problem.field if problem.field in form.fields else None
    form.add_error(field, problem.sentence)
