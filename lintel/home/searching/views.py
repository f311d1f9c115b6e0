"""The page of a search, and what the palette shows while one types."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET

from lintel.home.searching import finding, showing
from lintel.people.access import may_administer
from lintel.people.models import User
from lintel.people.searching import kinds
from lintel.ui.lists import wants_fragment
from lintel.ui.problems import Denied

PER_PAGE = 20
SUGGESTED = 8


def _reader(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Denied("Nobody is signed in.")
    return request.user


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Everything that some words lead to, as far as the reader may see it, by kind and page."""
    user, query = _reader(request), request.GET.get("q", "")
    kind = request.GET.get("kind", "")
    kind = kind if kind in kinds() else ""
    everything = finding.find(user, query)
    # Where there is more than is looked at, one kind is asked for by itself, so that it is whole.
    found = finding.find(user, query, kind=kind) if kind and everything.more else everything
    hits = [hit for hit in found.hits if not kind or hit.kind.label == kind]
    page = Paginator(hits, PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "found": found,
        "everything": everything,
        "count": len(hits),
        "hits": showing.shown(list(page.object_list), found),
        "page": page,
        "tabs": showing.tabs(everything, kind) if everything.hits else [],
        "kind": kinds().get(kind),
        "is_ready": showing.is_ready(),
        "may_administer": may_administer(user),
    }
    template = "searching/search.html"
    response = render(request, f"{template}#found" if wants_fragment(request) else template, context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


@require_GET
def suggestions(request: HttpRequest) -> HttpResponse:
    """The first hits for the palette; without words, what the reader worked on last."""
    user, query = _reader(request), request.GET.get("q", "").strip()
    found = finding.find(user, query, most=finding.MOST_SUGGESTED) if query else None
    hits = found.hits[:SUGGESTED] if found else finding.lately(user)
    shown = showing.shown(hits, found) if found else [showing.plainly(hit) for hit in hits]
    return render(request, "searching/suggestions.html", {"hits": shown, "query": query})
