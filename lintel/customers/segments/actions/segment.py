"""Making, changing and putting away segments."""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.customers.segments import definition, wording
from lintel.customers.segments.access import may_change, may_define
from lintel.customers.segments.counting import compiled, count
from lintel.customers.segments.models import Segment, SegmentSize, SegmentVersion
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale


@dataclass(frozen=True)
class Wording:
    """What a segment is called, what it is for, and who belongs to it (JSON values)."""

    name: str
    definition: Any
    description: str = ""


@audited("segment.made", says="made the segment")
def make(entry: Draft, said: Wording, *, by: User) -> Segment:
    """Make a segment; its first version and its size are kept. Errors: `Problem` at the wrong field."""
    if not may_define(by):
        raise Denied("Segments are made by members and analysts.", way_out="Ask your office holder.")
    values = _checked(said)
    segment = _saved(Segment(owner=by, **values))
    _remember(segment, by)
    entry.about(segment, version=1)
    return segment


@audited("segment.changed", says="changed the segment (version {version})")
def change(entry: Draft, segment: Segment, said: Wording, *, version: int, by: User) -> Segment:
    """Change name, purpose or definition; `version` is the one that was read."""
    if not may_change(by, segment):
        raise Denied(
            "This segment cannot be changed by you.", way_out="Make one of your own, or ask its owner."
        )
    values = _checked(said)
    locked = Segment.objects.select_for_update().get(pk=segment.pk)
    if locked.version != version:
        raise Stale(
            "Somebody changed this segment since you opened it.", way_out="Read it anew, then change."
        )
    for name, value in values.items():
        setattr(locked, name, value)
    locked.version, locked.changed_at = version + 1, timezone.now()
    _saved(locked)
    _remember(locked, by)
    entry.about(locked, version=locked.version)
    return locked


@audited("segment.archived", says="put the segment away")
def archive(entry: Draft, segment: Segment, *, by: User) -> Segment:
    """Put it away: it is no longer counted, and its name is free again. Its history stays."""
    if not may_change(by, segment):
        raise Denied("This segment was put away already, or is not yours to change.")
    Segment.objects.filter(pk=segment.pk).update(archived_at=timezone.now())
    segment.refresh_from_db()
    entry.about(segment)
    return segment


def _checked(said: Wording) -> dict[str, Any]:
    if not said.name.strip():
        raise Problem("A segment needs a name.", way_out="Say who belongs to it.", field="name")
    group = definition.read(said.definition)
    compiled(group, timezone.now())
    return {
        "name": said.name.strip(), "description": said.description.strip(),
        "definition": definition.dump(group), "sentence": wording.sentence(group),
    }  # fmt: skip


def _saved(segment: Segment) -> Segment:
    try:
        with transaction.atomic():
            segment.save()
    except IntegrityError:
        raise Problem(
            f"There is a segment “{segment.name}” already.", way_out="Choose another name.", field="name"
        ) from None
    return segment


def _remember(segment: Segment, by: User) -> None:
    SegmentVersion.objects.create(
        segment=segment,
        number=segment.version,
        definition=segment.definition,
        sentence=segment.sentence,
        by=by,
    )
    now = timezone.now()
    size = count(definition.read(segment.definition), now)
    SegmentSize.objects.create(segment=segment, version=segment.version, at=now, size=size)
