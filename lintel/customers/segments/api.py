"""Segments for programs."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Router, Status
from ninja.pagination import paginate

from lintel.customers.matching.access import may_see_identified
from lintel.customers.profiles.small import protected
from lintel.customers.segments import access, counting, definition, schemas, wording
from lintel.customers.segments.actions import segment, segment_export
from lintel.customers.segments.actions.segment import Wording
from lintel.customers.segments.models import Segment
from lintel.people.access import may_read
from lintel.people.authentication import Door, user_of
from lintel.people.models import User
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible
from lintel.ui.problems import Denied

router = Router(tags=["Segments"], auth=Door("customers"))
PathId = Annotated[Id, Path(...)]


def _out(row: Segment, user: User) -> Segment:
    """The row, with a size that this person may see."""
    size = getattr(row, "size", None)
    shown: Any = row
    shown.size = None if size is None else protected(size, identified=may_see_identified(user))
    return row


def _one(request: HttpRequest, pk: int) -> Segment:
    user = user_of(request)
    return _out(get_visible(Segment.objects.visible_to(user).with_size(), pk=pk), user)


class _Pages(CursorPage):
    """Pages whose sizes are protected for the reader."""

    def paginate_queryset(self, queryset: Any, pagination: Any, request: HttpRequest, **params: Any) -> Any:
        """As always; few stay hidden."""
        page = super().paginate_queryset(queryset, pagination, request, **params)
        identified = may_see_identified(user_of(request))
        for row in page["items"]:
            row.size = None if row.size is None else protected(row.size, identified=identified)
        return page


@router.get(
    "/segments",
    response={200: list[schemas.SegmentOut], **PROBLEMS},
    operation_id="list_segments",
    summary="Segments, newest first",
)
@paginate(_Pages)
def list_segments(request: HttpRequest) -> Any:
    """Those in use, with the size counted last."""
    return Segment.objects.visible_to(user_of(request)).in_use().with_size()


@router.post(
    "/segments",
    response={201: schemas.SegmentOut, **PROBLEMS},
    operation_id="create_segment",
    summary="Make a segment",
)
def create_segment(request: HttpRequest, data: schemas.SegmentIn) -> Any:
    """For members and analysts. It is counted at once."""
    made = segment.make(Wording(data.name, data.definition, data.description), by=user_of(request))
    return Status(201, _one(request, made.pk))


@router.post(
    "/segments/count",
    response={200: schemas.SegmentCountOut, **PROBLEMS},
    operation_id="count_definition",
    summary="Count a definition",
)
def count_definition(request: HttpRequest, data: schemas.DefinitionIn) -> Any:
    """How many would belong; nothing is kept."""
    return _count(data.definition, user_of(request))


def _count(said: Any, user: User) -> schemas.SegmentCountOut:
    if not may_read(user):
        raise Denied("Segments are for people with a role.", way_out="Ask an administrator for a role.")
    group = definition.read(said)
    size = counting.count(group, timezone.now())
    return schemas.SegmentCountOut(
        sentence=wording.sentence(group),
        size=protected(size, identified=may_see_identified(user)),
        customers=counting.everybody(),
    )


@router.get(
    "/segments/{segment_id}",
    response={200: schemas.SegmentOut, **PROBLEMS},
    operation_id="get_segment",
    summary="One segment",
)
def get_segment(request: HttpRequest, segment_id: PathId) -> Any:
    """With its definition."""
    return _one(request, segment_id)


@router.put(
    "/segments/{segment_id}",
    response={200: schemas.SegmentOut, **PROBLEMS},
    operation_id="change_segment",
    summary="Change a segment",
)
def change_segment(request: HttpRequest, segment_id: PathId, data: schemas.SegmentPut) -> Any:
    """Makes the next version; the earlier ones stay readable."""
    words = Wording(data.name, data.definition, data.description)
    segment.change(_one(request, segment_id), words, version=data.version, by=user_of(request))
    return _one(request, segment_id)


@router.get(
    "/segments/{segment_id}/count",
    response={200: schemas.SegmentCountOut, **PROBLEMS},
    operation_id="count_segment",
    summary="Count a segment now",
)
def count_segment(request: HttpRequest, segment_id: PathId) -> Any:
    """As of this moment."""
    return _count(_one(request, segment_id).definition, user_of(request))


@router.get(
    "/segments/{segment_id}/exports",
    response={200: list[schemas.SegmentExportOut], **PROBLEMS},
    operation_id="list_segment_exports",
    summary="Files that were made of a segment",
)
@paginate(CursorPage)
def list_exports(request: HttpRequest, segment_id: PathId) -> Any:
    """Newest first, for who may make them; others see them on the page without numbers."""
    found = _one(request, segment_id)
    if not access.may_export(user_of(request)):
        raise Denied("Files are for people with a clearance.", way_out="Ask an office holder for one.")
    return found.exports.all()


@router.post(
    "/segments/{segment_id}/exports",
    response={201: schemas.SegmentExportOut, **PROBLEMS},
    operation_id="export_segment",
    summary="Make a file for activation",
)
def export_segment(request: HttpRequest, segment_id: PathId, data: schemas.SegmentExportIn) -> Any:
    """Only who may be used for the purpose; download it from the segment's page within seven days."""
    found = _one(request, segment_id)
    made = segment_export.make(
        found, purpose=data.purpose, channel=data.channel, format=data.format, by=user_of(request)
    )
    return Status(201, made)
