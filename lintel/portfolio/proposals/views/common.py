"""What several pages of the room share."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.http import HttpResponseClientRefresh

from lintel.people.models import User
from lintel.portfolio.proposals.access import may_edit
from lintel.portfolio.proposals.models import Proposal
from lintel.portfolio.proposals.models.querysets import ProposalQuerySet
from lintel.ui.http import done, get_visible
from lintel.ui.problems import Denied


def reader(request: HttpRequest) -> User:
    """The person who asks; the login is required before any view runs."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101  # for the type checker: LoginRequiredMiddleware is on
    return user


def load(request: HttpRequest, pk: int, rows: ProposalQuerySet | None = None) -> Proposal:
    """The proposal of this number, if the reader may see it."""
    seen = (rows if rows is not None else Proposal.objects.all()).visible_to(reader(request))
    return get_visible(seen, pk=pk)


def writable(request: HttpRequest, pk: int) -> Proposal:
    """The same, if the reader may write in it."""
    proposal = load(request, pk)
    if not may_edit(reader(request), proposal):
        raise Denied(
            "You can read this proposal but not edit it.",
            way_out="Leave a comment, or ask somebody of marketing or IT who works on it.",
        )
    return proposal


def seen_in(request: HttpRequest) -> int | None:
    """The version that a form without fields was opened at, if it says one."""
    text = request.POST.get("seen", "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def saved(request: HttpRequest, proposal: Proposal, anchor: str, message: str) -> HttpResponse:
    """Back to the section that was written; HTMX loads the page again, for an edit moves much of it."""
    if getattr(request, "htmx", False):
        messages.success(request, message)
        return HttpResponseClientRefresh()
    return done(request, f"{proposal.get_absolute_url()}#{anchor}", message)


def fragment_or_page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """The form alone for HTMX, the whole page otherwise; both are one template."""
    htmx: Any = getattr(request, "htmx", None)
    response = render(request, f"{template}#form" if htmx else template, context, status=status)
    if htmx and htmx.target and status == HTTPStatus.CONFLICT:
        response["HX-Retarget"] = f"#{htmx.target}"  # by this the page takes the form, and not only a 422
    return response
