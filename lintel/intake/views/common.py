"""What the room's pages share."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lintel.intake.models import Request
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.http import get_visible


def visible_request(http: HttpRequest, pk: int) -> tuple[Request, User]:
    """The request, if the reader may see it, and the reader."""
    user = user_of(http)
    rows = Request.objects.visible_to(user).with_names()
    return get_visible(rows, pk=pk), user


def form_page(http: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A form as a page; with the status of the refusal it shows, if any."""
    return render(http, template, context, status=status)
