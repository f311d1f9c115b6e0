"""The first person in, and everybody's own clock."""

import zoneinfo
from collections.abc import Callable

from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from lintel.people.models import User

Handler = Callable[[HttpRequest], HttpResponse]


class FirstRunMiddleware:
    """Leads to the first-run page while there is nobody; the database is asked only for pages to sign in at,
    for a house can be emptied while it is open."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.settled = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Redirect to where the first administrator is made."""
        if not self.settled or request.path == reverse("account_login"):
            self.settled = request.user.is_authenticated or User.objects.exists()
        welcome = reverse("people:first-run")
        if not self.settled and request.path != welcome and not request.path.startswith("/static/"):
            return HttpResponseRedirect(welcome)
        return self.get_response(request)


class TimeZoneMiddleware:
    """Shows times on the reader's own clock."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Activate the reader's zone for this request."""
        reader = get_user(request)
        if isinstance(reader, User):
            request.user = reader  # the person; until here, a stand-in that looks them up at every question
            with timezone.override(zoneinfo.ZoneInfo(reader.time_zone)):
                return self.get_response(request)
        return self.get_response(request)
