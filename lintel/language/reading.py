"""The glossary compiled for one request: asked for at most once, whatever the number of texts on a page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse

from lintel.language.compiled import Compiled, compiled
from lintel.people.access import may_read
from lintel.people.models import User


@dataclass
class Reading:
    """What is known while one person reads one page."""

    user: Any
    found: list[Compiled] = field(default_factory=list)

    def glossary(self) -> Compiled | None:
        """The glossary as this reader may see it: strangers see none."""
        if not isinstance(self.user, User) or not may_read(self.user):
            return None
        if not self.found:
            self.found.append(compiled())
        return self.found[0]


_reading: ContextVar[Reading | None] = ContextVar("reading", default=None)


def present() -> Reading | None:
    """The reading that is under way, or None outside of a page."""
    return _reading.get()


@contextmanager
def reading_as(user: Any) -> Iterator[None]:
    """While this holds, texts explain their words to this person."""
    token = _reading.set(Reading(user))
    try:
        yield
    finally:
        _reading.reset(token)


class GlossaryMiddleware:
    """Lets the texts of every page explain their words to its reader."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page, with the reader known to its texts."""
        with reading_as(request.user):
            return self.get_response(request)
