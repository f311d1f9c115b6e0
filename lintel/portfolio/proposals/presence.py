"""Who is writing a section right now, for a minute at most.

It is a courtesy and no record: it decides nothing, so it lives in the cache and not in the ledger. The page's
own form says every few seconds that it is still open.
"""

from django.core.cache import cache
from django.utils import timezone

from lintel.people.models import User
from lintel.portfolio.proposals.models import Proposal

SECONDS = 45  # without a word, somebody has left; a form speaks every 15 seconds


def note(proposal: Proposal, section: str, person: User) -> None:
    """Say that somebody has this section open."""
    now = timezone.now().timestamp()
    present = _present(proposal)
    present[f"{section}:{person.pk}"] = now
    cache.set(_key(proposal), present, SECONDS)


def leave(proposal: Proposal, section: str, person: User) -> None:
    """Say that somebody is done with this section."""
    present = _present(proposal)
    if present.pop(f"{section}:{person.pk}", None) is not None:
        cache.set(_key(proposal), present, SECONDS)


def others(proposal: Proposal, section: str, person: User) -> list[User]:
    """Who else has this section open, by name."""
    keys = [key.rpartition(":") for key in _present(proposal)]
    found = {int(pk) for name, _, pk in keys if name == section} - {person.pk}
    return list(User.objects.filter(pk__in=found).order_by("name")) if found else []


def _key(proposal: Proposal) -> str:
    return f"portfolio-writing-{proposal.pk}"


def _present(proposal: Proposal) -> dict[str, float]:
    since = timezone.now().timestamp() - SECONDS
    found: dict[str, float] = cache.get(_key(proposal)) or {}
    return {name: at for name, at in found.items() if at > since}
