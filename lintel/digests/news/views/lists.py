"""What is new, and what was decided."""

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from lintel.digests.news import decisions
from lintel.digests.news.access import may_announce
from lintel.digests.news.models import Announcement, StatusUpdate
from lintel.digests.news.tables import (
    AnnouncementFilter,
    AnnouncementTable,
    DecisionFilter,
    DecisionTable,
    UpdateFilter,
    UpdateTable,
)
from lintel.people.authentication import user_of
from lintel.ui.lists import list_page

MOST_PINNED = 6
NEWEST = 3  # announcements that are not pinned


@require_safe
def news(request: HttpRequest) -> HttpResponseBase:
    """What is pinned and the newest announcements, then how things stand."""
    user, today = user_of(request), timezone.localdate()
    standing = Announcement.objects.visible_to(user).standing().select_related("author")
    pinned = list(standing.pinned(today)[:MOST_PINNED])
    others = standing.exclude(pk__in=[one.pk for one in pinned])[:NEWEST]
    return list_page(
        request, StatusUpdate.objects.visible_to(user).select_related("author"), table=UpdateTable,
        filterset=UpdateFilter, template="news/news.html",
        context={"pinned": pinned, "others": list(others), "may_announce": may_announce(user)},
        export_name="status-updates",
    )  # fmt: skip


@require_safe
def announcements(request: HttpRequest) -> HttpResponseBase:
    """All of them, also those that were taken back."""
    user = user_of(request)
    return list_page(
        request, Announcement.objects.visible_to(user).select_related("author"), table=AnnouncementTable,
        filterset=AnnouncementFilter, template="news/announcements.html",
        context={"may_announce": may_announce(user)}, export_name="announcements",
    )  # fmt: skip


@require_safe
def decision_log(request: HttpRequest) -> HttpResponseBase:
    """Every decision of both offices, with why."""
    rows = decisions.visible(user_of(request))
    return list_page(
        request, rows, table=DecisionTable, filterset=DecisionFilter, template="news/decisions.html",
        export_name="decisions",
    )  # fmt: skip
