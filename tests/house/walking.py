"""Sends one request as one person, in a savepoint that is rolled back, without the test client's extras."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.base import BaseHandler
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.http import HttpResponseBase
from django.test import RequestFactory
from django.test.client import MULTIPART_CONTENT, encode_multipart
from django.urls import URLPattern, get_resolver, reverse

from lintel.config.api import api
from lintel.people.models import User

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
BOUNDARY = "BoUnDaRyStRiNg"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class Caller:
    """Somebody who asks: by session, by token, or by nothing."""

    name: str
    session: str = ""
    token: str = ""


def signed_in(name: str, user: User) -> Caller:
    """A caller with a session of their own."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return Caller(name, session=str(session.session_key))


class House:
    """The whole house behind its middleware; what a request changes is taken back."""

    def __init__(self) -> None:
        self.handler = BaseHandler()
        self.handler.load_middleware()
        self.requests = RequestFactory()

    def ask(self, caller: Caller, method: str, url: str, body: Any = None) -> HttpResponseBase:
        """The answer; `body` goes as a form to pages, and as JSON to the API unless it holds a file."""
        extra: dict[str, Any] = {"HTTP_AUTHORIZATION": f"Bearer {caller.token}"} if caller.token else {}
        is_json = url.startswith("/api/") and not (body and "file" in body)
        if body and "file" in body:
            body["file"].seek(0)
        data = json.dumps(body) if is_json else encode_multipart(BOUNDARY, body or {})
        kind = "application/json" if is_json else MULTIPART_CONTENT
        if method == "GET":
            request = self.requests.get(url, **extra)
        else:
            request = self.requests.generic(method, url, data, kind, **extra)
        request.COOKIES[settings.SESSION_COOKIE_NAME] = caller.session
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]  # as the test client does
        with transaction.atomic():
            try:
                response = self.handler.get_response(request)
                if response.streaming:
                    _sent(response)
                return response
            finally:
                transaction.set_rollback(True)


def _sent(response: HttpResponseBase) -> None:
    """Close it as a server does once the file is sent, but leave the test's own connection open."""
    request_finished.disconnect(close_old_connections)
    try:
        response.close()
    finally:
        request_finished.connect(close_old_connections)


def page_names() -> set[str]:
    """The name of every address that is not an operation of the API."""
    operations = {url.name for url in api.urls[0]} - {"openapi-json", "openapi-view", "api-root"}
    return {name for name in _names(get_resolver().url_patterns, "") if name not in _in_api(operations)}


def _in_api(names: set[Any]) -> set[str]:
    return {f"api:{name}" for name in names}


def _names(patterns: Any, space: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _names(pattern.url_patterns, inner)


def address(name: str, args: tuple[Any, ...]) -> str:
    """The address of a page."""
    return reverse(name, args=args)


def operations() -> dict[str, tuple[str, str]]:
    """Method and path of each operation of the API, by its id."""
    paths = api.get_openapi_schema(path_prefix="/api/v1/")["paths"]
    return {
        operation["operationId"]: (method.upper(), path)
        for path, methods in paths.items()
        for method, operation in methods.items()
    }
