"""Digests for programs."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Router, Status
from ninja.pagination import paginate

from lintel.digests.weekly import schemas
from lintel.digests.weekly.actions import channel as channels
from lintel.digests.weekly.actions import digest as digests
from lintel.digests.weekly.actions import preference as preferences
from lintel.digests.weekly.composing import Content, compose
from lintel.digests.weekly.models import Channel, Delivery, Digest, Preference
from lintel.digests.weekly.reading import Happened
from lintel.people.authentication import Door, user_of
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible

router = Router(tags=["Digests"], auth=Door("digests"))
PathId = Annotated[Id, Path(...)]


@router.get(
    "/digests",
    response={200: list[schemas.DigestOut], **PROBLEMS},
    operation_id="list_digests",
    summary="Digests that were made",
)
@paginate(CursorPage)
def list_digests(request: HttpRequest) -> Any:
    """One’s own, those of the sides and of the company."""
    return Digest.objects.visible_to(user_of(request))


@router.get(
    "/digests/{digest_id}",
    response={200: schemas.DigestContentOut, **PROBLEMS},
    operation_id="get_digest",
    summary="What stands in a digest",
)
def get_digest(request: HttpRequest, digest_id: PathId) -> Any:
    """As one may see it now."""
    user = user_of(request)
    row = get_visible(Digest.objects.visible_to(user), pk=digest_id)
    happened = Happened(row.starts_on, row.ends_on, row.time_zone)
    content = compose(happened, user, day=timezone.localdate(), scope=row.scope)
    return schemas.DigestOut.from_orm(row).dict() | _lines(content)


def _lines(content: Content) -> dict[str, Any]:
    waits = [wait for kind in content.waits for wait in kind.items]
    told = [
        {"title": one.title, "url": one.get_absolute_url(), "text": one.text} for one in content.announcements
    ]
    said = [
        {"title": one.title, "url": one.url, "text": f"{one.update.get_health_display()}: {one.update.text}"}
        for one in content.said
    ]
    return {
        "waits": [
            {"title": one.title, "url": one.url, "what": one.what, "due": one.due} for one in waits
        ],
        "news": told + said,
        "decided": [
            {"title": one.title, "url": one.url, "text": one.sentence, "why": one.why}
            for one in content.decided
        ],
        "returned": [{"title": one.title, "url": one.url, "text": one.found} for one in content.returned],
        "changed": [
            {"title": one.title, "url": one.url, "text": f"{one.who} {one.sentence}"}
            for one in content.changed
        ],
    }  # fmt: skip


@router.get(
    "/digest-preference",
    response={200: schemas.DigestPreferenceOut, **PROBLEMS},
    operation_id="get_digest_preference",
    summary="When one’s digest comes",
)
def get_digest_preference(request: HttpRequest) -> Any:
    """With version 0 while one has said nothing."""
    row = Preference.objects.filter(person=user_of(request)).first()
    return row or Preference(version=0)


@router.put(
    "/digest-preference",
    response={200: schemas.DigestPreferenceOut, **PROBLEMS},
    operation_id="set_digest_preference",
    summary="Say when one’s digest comes",
)
def set_digest_preference(request: HttpRequest, data: schemas.DigestPreferenceIn) -> Any:
    """All of it is sent."""
    said = data.dict(exclude={"version"})
    return preferences.keep(said, version=data.version, by=user_of(request))


@router.post(
    "/digests/{digest_id}/delivery",
    response={201: schemas.DigestDeliveryOut, **PROBLEMS},
    operation_id="send_digest",
    summary="Have one’s digest sent to oneself",
)
def send_digest(request: HttpRequest, digest_id: PathId) -> Any:
    """Now, whatever one’s preferences are."""
    row = get_visible(Digest.objects.visible_to(user_of(request)), pk=digest_id)
    return Status(201, digests.send_again(row, by=user_of(request)))


@router.get(
    "/digest-deliveries",
    response={200: list[schemas.DigestDeliveryOut], **PROBLEMS},
    operation_id="list_digest_deliveries",
    summary="What was sent, and what became of it",
)
@paginate(CursorPage)
def list_digest_deliveries(request: HttpRequest) -> Any:
    """One’s own; administrators see all."""
    return Delivery.objects.visible_to(user_of(request))


@router.get(
    "/digest-channels",
    response={200: list[schemas.DigestChannelOut], **PROBLEMS},
    operation_id="list_digest_channels",
    summary="Chats that digests are posted to",
)
@paginate(CursorPage)
def list_digest_channels(request: HttpRequest) -> Any:
    """Without their addresses, which nobody sees again."""
    return Channel.objects.visible_to(user_of(request))


@router.post(
    "/digest-channels",
    response={201: schemas.DigestChannelOut, **PROBLEMS},
    operation_id="add_digest_channel",
    summary="Have a digest posted to a chat",
)
def add_digest_channel(request: HttpRequest, data: schemas.DigestChannelIn) -> Any:
    """Of a side or of the company, once a week."""
    return Status(201, channels.add(**data.dict(), by=user_of(request)))


@router.delete(
    "/digest-channels/{channel_id}",
    response={204: None, **PROBLEMS},
    operation_id="remove_digest_channel",
    summary="Remove a channel",
)
def remove_digest_channel(request: HttpRequest, channel_id: PathId) -> Any:
    """With its address and what was posted to it."""
    channels.remove(
        get_visible(Channel.objects.visible_to(user_of(request)), pk=channel_id), by=user_of(request)
    )
    return Status(204, None)
