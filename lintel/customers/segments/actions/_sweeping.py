"""Files whose time is over."""

from django.utils import timezone

from lintel.audit.audited import Draft
from lintel.customers.segments.models import SegmentExport


def sweep(entry: Draft) -> None:
    """Remove every file whose days are over, once the caller's transaction is committed."""
    over = list(SegmentExport.objects.kept().filter(expires_at__lte=timezone.now()))
    SegmentExport.objects.filter(pk__in=[one.pk for one in over]).update(removed_at=timezone.now())

    def unlink() -> None:
        for one in over:
            one.path.unlink(missing_ok=True)

    entry.afterwards(unlink)
