"""What a person is told when something cannot be done: what, where, and the way out.

Actions raise a `Problem`; page, API and command line each show the same words in their own form
(a form error or error page, problem+json after RFC 9457, a line on standard error).
"""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any


class Problem(Exception):
    """A refusal that a person can act on.

    `title` says what cannot be done, `way_out` the next step, `field` names the form field it belongs to.
    `members` holds what programs get besides (extension members after RFC 9457), in plain values.
    """

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    members: Mapping[str, Any] = MappingProxyType({})

    def __init__(self, title: str, *, way_out: str = "", field: str = "") -> None:
        super().__init__(title)
        self.title = title
        self.way_out = way_out
        self.field = field

    @property
    def sentence(self) -> str:
        """Title and way out as one text."""
        return f"{self.title} {self.way_out}".strip()


class Denied(Problem):
    """The person may see the thing but not do this with it."""

    status = HTTPStatus.FORBIDDEN


class Missing(Problem):
    """There is no such thing, or the person may not know of it; the two look alike from outside."""

    status = HTTPStatus.NOT_FOUND


class Stale(Problem):
    """Somebody changed the thing since the person read it."""

    status = HTTPStatus.CONFLICT
