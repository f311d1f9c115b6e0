"""What the reader follows, and how it stands."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lintel.digests.news.models import HEALTH_TONES, StatusUpdate
from lintel.digests.news.places import kind_of, standing_url
from lintel.people.authentication import user_of
from lintel.people.models import User, Watch
from lintel.people.targets import targets

PER_PAGE = 25


@require_safe
def following(request: HttpRequest) -> HttpResponse:
    """Everything one follows with its last word; one can stop following here."""
    user = user_of(request)
    page = Paginator(Watch.objects.visible_to(user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "news/following.html", {"page": page, "rows": _rows(user, list(page))})


def _rows(user: User, watches: list[Watch]) -> list[dict[str, Any]]:
    keys = [(one.object_type, one.object_id) for one in watches]
    things, latest = targets(user, keys), _latest(keys)
    found = []
    for one, key in zip(watches, keys, strict=True):
        thing, last = things.get(key), latest.get(key)
        if thing is None:
            continue
        found.append(
            {
                "thing": thing, "kind": kind_of(one.object_type), "object_type": one.object_type,
                "last": last, "tone": HEALTH_TONES[last.health] if last else "",
                "standing": standing_url(thing),
            }
        )  # fmt: skip
    return found


def _latest(keys: list[tuple[str, str]]) -> dict[tuple[str, str], StatusUpdate]:
    """The newest update of each of these things; one query."""
    rows = StatusUpdate.objects.filter(
        object_type__in={label for label, _ in keys}, object_id__in={key for _, key in keys}
    )
    found: dict[tuple[str, str], StatusUpdate] = {}
    for row in rows.select_related("author").order_by("pk"):
        found[(row.object_type, row.object_id)] = row
    return {key: found[key] for key in keys if key in found}
