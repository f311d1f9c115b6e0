"""Having seen where one was named."""

from collections.abc import Iterable

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.people.models import Mention, User


@audited("mention.seen", says="has seen where they were named")
def see(entry: Draft, mentions: Iterable[int], *, by: User) -> int:
    """Mark mentions of oneself, given by id, as seen; returns how many were new."""
    seen = Mention.objects.waiting_for(by).filter(pk__in=list(mentions)[:500])
    count = Mention.objects.filter(pk__in=list(seen.values_list("pk", flat=True))).update(
        seen_at=timezone.now()
    )
    entry.about(by, count=count)
    return count
