"""Files for activation: only with a purpose and a channel, only who may be used, and not for ever."""

from datetime import timedelta

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.customers.segments import definition, exports
from lintel.customers.segments.access import may_export, may_remove
from lintel.customers.segments.actions._sweeping import sweep
from lintel.customers.segments.counting import compiled, connected
from lintel.customers.segments.models import Format, Segment, SegmentExport
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem

KEPT = timedelta(days=7)


@audited(
    "segment_export.made",
    says="took {rows} customers out for {purpose} by {channel}; {left_out} were left out",
)
def make(
    entry: Draft, segment: Segment, *, purpose: str, channel: str, format: str, by: User
) -> SegmentExport:
    """Write the file. Who may not be used for the purpose, or has no address for the channel, is left out.

    Errors: `Problem` for an unknown purpose, channel or format.
    """
    if not may_export(by):
        raise Denied(
            "Customers leave the house with a clearance only.", way_out="Ask an office holder for one."
        )
    if format not in Format.values:
        raise Problem(f"There is no format “{format}”.", way_out="Use csv, xlsx or jsonl.", field="format")
    now = timezone.now()
    query = compiled(definition.read(segment.definition), now)
    with connected([query], consent=True) as connection:
        written = exports.write(connection, query, purpose=purpose, channel=channel, kind=format)
    export = SegmentExport.objects.create(
        segment=segment, version=segment.version, purpose=purpose, channel=channel, format=format, by=by,
        at=now, rows=written.rows, without_consent=written.without_consent,
        without_address=written.without_address, sha256=written.sha256, stored=written.stored,
        expires_at=now + KEPT,
    )  # fmt: skip
    left_out = written.without_consent + written.without_address
    entry.about(segment, rows=written.rows, purpose=purpose, channel=channel, left_out=left_out)
    entry.about(export, sha256=written.sha256, version=segment.version)
    sweep(entry)
    return export


@audited("segment_export.downloaded", says="downloaded a file of {rows} customers")
def download(entry: Draft, export: SegmentExport, *, by: User) -> SegmentExport:
    """Write down that somebody takes the file. Errors: `Problem` when its time is over."""
    if not may_export(by):
        raise Denied(
            "Customers leave the house with a clearance only.", way_out="Ask an office holder for one."
        )
    if not export.is_open:
        raise Problem("This file is gone.", way_out="Export the segment again: consent may have changed.")
    entry.about(export, rows=export.rows)
    entry.about(export.segment)
    return export


@audited("segment_export.removed", says="removed a file of {rows} customers")
def remove(entry: Draft, export: SegmentExport, *, by: User | None) -> SegmentExport:
    """Remove the file before its time; what the ledger says about it stays. `by=None` is an erasure."""
    if by is not None and not may_remove(by, export):
        raise Denied("Files are removed by who made them and by office holders.", way_out="Ask one of them.")
    if not SegmentExport.objects.kept().filter(pk=export.pk).update(removed_at=timezone.now()):
        raise Problem("This file was removed already.", way_out="There is nothing left to do.")
    entry.about(export, rows=export.rows)
    entry.about(export.segment)
    entry.afterwards(lambda: export.path.unlink(missing_ok=True))
    export.refresh_from_db()
    return export
