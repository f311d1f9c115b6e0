"""News and decisions for programs."""

from typing import Annotated, Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Router, Status
from ninja.pagination import paginate

from lintel.digests.news import decisions, schemas
from lintel.digests.news.actions import announcement as announcements
from lintel.digests.news.actions import rhythm as rhythms
from lintel.digests.news.actions import status_update as updates
from lintel.digests.news.models import Announcement, StatusUpdate
from lintel.digests.news.tables import DecisionFilter
from lintel.people.authentication import Door, user_of
from lintel.people.models import User
from lintel.people.targets import target
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible

router = Router(tags=["News"], auth=Door("digests"))
PathId = Annotated[Id, Path(...)]


class DecidedPage(CursorPage):
    """A page of entries, shown as decisions: what they are about and why is found for all at once."""

    def paginate_queryset(self, queryset: Any, pagination: Any, request: HttpRequest, **params: Any) -> Any:
        """The page, its entries turned into decisions."""
        page = super().paginate_queryset(queryset, pagination, request, **params)
        found = decisions.shown(page["items"], user_of(request))
        return {**page, "items": [_decision(one) for one in found]}


def _decision(one: decisions.Decision) -> dict[str, Any]:
    names = ("at", "action", "kind", "sentence", "why", "object_type", "object_id", "title", "url")
    facts = {name: getattr(one, name) for name in names}
    return facts | {"id": one.seq, "actor_id": one.actor.pk if one.actor else None}


def _load(request: HttpRequest, pk: int) -> Announcement:
    return get_visible(Announcement.objects.visible_to(user_of(request)), pk=pk)


@router.get(
    "/announcements",
    response={200: list[schemas.AnnouncementOut], **PROBLEMS},
    operation_id="list_announcements",
    summary="What was announced",
)
@paginate(CursorPage)
def list_announcements(request: HttpRequest) -> Any:
    """Also what was taken back: then `withdrawn_at` says when."""
    return Announcement.objects.visible_to(user_of(request))


@router.post(
    "/announcements",
    response={201: schemas.AnnouncementOut, **PROBLEMS},
    operation_id="publish_announcement",
    summary="Announce something",
)
def publish_announcement(request: HttpRequest, data: schemas.AnnouncementIn) -> Any:
    """To one side or to everybody."""
    return Status(201, announcements.publish(**data.dict(), by=user_of(request)))


@router.get(
    "/announcements/{announcement_id}",
    response={200: schemas.AnnouncementOut, **PROBLEMS},
    operation_id="get_announcement",
    summary="One announcement",
)
def get_announcement(request: HttpRequest, announcement_id: PathId) -> Any:
    """As it stands."""
    return _load(request, announcement_id)


@router.put(
    "/announcements/{announcement_id}",
    response={200: schemas.AnnouncementOut, **PROBLEMS},
    operation_id="change_announcement",
    summary="Change the words",
)
def change_announcement(
    request: HttpRequest, announcement_id: PathId, data: schemas.AnnouncementChange
) -> Any:
    """All of them are sent; for whom it is stays."""
    row, said = _load(request, announcement_id), data.dict(exclude={"version"})
    return announcements.change(row, said, version=data.version, by=user_of(request))


@router.post(
    "/announcements/{announcement_id}/withdrawal",
    response={200: schemas.AnnouncementOut, **PROBLEMS},
    operation_id="withdraw_announcement",
    summary="Take it back",
)
def withdraw_announcement(request: HttpRequest, announcement_id: PathId) -> Any:
    """It stays readable, and says so."""
    return announcements.withdraw(_load(request, announcement_id), by=user_of(request))


@router.post(
    "/announcements/{announcement_id}/acknowledgement",
    response={204: None, **PROBLEMS},
    operation_id="acknowledge_announcement",
    summary="Say that one has read it",
)
def acknowledge_announcement(
    request: HttpRequest, announcement_id: PathId, data: schemas.AnnouncementRead
) -> Any:
    """In the version that one read."""
    announcements.acknowledge(_load(request, announcement_id), version=data.version, by=user_of(request))
    return Status(204, None)


@router.get(
    "/status-updates",
    response={200: list[schemas.StatusUpdateOut], **PROBLEMS},
    operation_id="list_status_updates",
    summary="How things stand",
)
@paginate(CursorPage)
def list_status_updates(request: HttpRequest) -> Any:
    """Of all things that one may see, newest first."""
    return StatusUpdate.objects.visible_to(user_of(request))


def _thing(request: HttpRequest, data: Any) -> models.Model:
    return target(user_of(request), data.object_type, str(data.object_id))


@router.post(
    "/status-updates",
    response={201: schemas.StatusUpdateOut, **PROBLEMS},
    operation_id="write_status_update",
    summary="Say how a thing stands",
)
def write_status_update(request: HttpRequest, data: schemas.StatusUpdateIn) -> Any:
    """In at most 280 characters."""
    made = updates.write(_thing(request, data), health=data.health, text=data.text, by=user_of(request))
    return Status(201, made)


@router.post(
    "/status-rhythms",
    response={200: schemas.RhythmOut, **PROBLEMS},
    operation_id="ask_for_status_updates",
    summary="Ask somebody for updates",
)
def ask_for_status_updates(request: HttpRequest, data: schemas.RhythmIn) -> Any:
    """Every so many days; it waits on that person’s first page when the day comes."""
    user, today = user_of(request), timezone.localdate()
    person = get_visible(User.objects.visible_to(user).active(), pk=data.person_id)
    return rhythms.ask(_thing(request, data), person=person, days=data.days, day=today, by=user)


@router.get(
    "/decisions",
    response={200: list[schemas.LoggedDecisionOut], **PROBLEMS},
    operation_id="list_decisions",
    summary="What was decided, and why",
)
@paginate(DecidedPage)
def list_decisions(request: HttpRequest, kind: str = "", side: str = "") -> Any:
    """Perhaps only of one kind or of one side’s people."""
    rows = decisions.visible(user_of(request))
    return DecisionFilter({"kind": kind, "side": side}, queryset=rows, request=request).qs
