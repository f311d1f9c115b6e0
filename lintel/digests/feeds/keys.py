"""The key to one's own feeds: an API token that opens feeds and nothing else."""

import datetime as dt

from django.utils import timezone

from lintel.people.access import may_read
from lintel.people.authentication import token_hash
from lintel.people.models import Token, User
from lintel.ui.problems import Missing

SCOPE = "feeds:read"
USED_EVERY = dt.timedelta(hours=1)


def owner_of(secret: str) -> User:
    """Whose feeds these are. Unknown, revoked, expired and other tokens look alike from outside.

    A token that opens more than feeds is refused: an address lies about in logs and calendars.
    """
    row = Token.objects.living().select_related("person").filter(hash=token_hash(secret)).first()
    if row is None or row.scopes != [SCOPE] or not may_read(row.person):
        raise Missing("There is nothing here.", way_out="Make a new address for your calendar in Lintel.")
    now = timezone.now()
    if row.last_used_at is None or now - row.last_used_at > USED_EVERY:
        Token.objects.filter(pk=row.pk).update(last_used_at=now)
    return row.person
