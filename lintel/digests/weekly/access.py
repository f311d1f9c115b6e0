"""Who may do what with digests and channels."""

from lintel.digests.weekly.models import Digest, Scope
from lintel.people.access import may_administer, may_read
from lintel.people.models import User


def may_subscribe(user: User) -> bool:
    """Whoever has a role gets a digest: without one there is nothing that it could say."""
    return may_read(user)


def may_set_channels(user: User) -> bool:
    """Says where digests are posted: the two offices and administrators."""
    return may_administer(user) or (user.is_active and user.is_office_holder)


def may_see_deliveries(user: User) -> bool:
    """Everybody sees their own; administrators all."""
    return user.is_active


def may_send(user: User, digest: Digest) -> bool:
    """Has it sent to oneself once more."""
    return digest.scope == Scope.PERSON and digest.person_id == user.pk and may_subscribe(user)


def least_reader() -> User:
    """Nobody in particular: a viewer who owns nothing. What is posted where anybody may read along shows only
    what this one may see."""
    return User(pk=0, name="Anybody", role="viewer", side="other", is_active=True)
