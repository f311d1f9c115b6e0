"""Counting all segments."""

from django.utils import timezone

from lintel.audit import runs
from lintel.audit.audited import Draft, audited
from lintel.audit.models import Run, RunState
from lintel.customers.segments import definition
from lintel.customers.segments.access import may_define
from lintel.customers.segments.actions._sweeping import sweep
from lintel.customers.segments.counting import count
from lintel.customers.segments.models import Segment, SegmentSize
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem

KIND = "customers.segments"


@audited("segment_size.ordered", says="had all segments counted")
def order(entry: Draft, *, by: User | None) -> Run:
    """Count every segment in use in the background; one waiting run serves all who ask."""
    if by is not None and not may_define(by):
        raise Denied("Segments are counted by members and analysts.", way_out="Ask your office holder.")
    waiting = Run.objects.filter(kind=KIND, state=RunState.QUEUED).first()
    run = waiting or runs.start(KIND, "Segments counted", {}, by=by)
    entry.about(run)
    return run


@audited("segment_size.counted", says="counted {segments} segments")
def record(entry: Draft, run: Run, *, by: User | None) -> int:
    """Keep the size of every segment in use; one that cannot be counted any more is left out."""
    now, counted = timezone.now(), 0
    for segment in Segment.objects.in_use():
        try:
            size = count(definition.read(segment.definition), now)
        except Problem:
            continue  # its purpose is gone; its page says so
        SegmentSize.objects.create(segment=segment, version=segment.version, at=now, size=size)
        counted += 1
    entry.about(run, segments=counted)
    sweep(entry)
    return counted
