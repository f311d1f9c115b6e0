"""Who gets a digest."""

from django.db.models import Q

from lintel.people.models import Role, User
from lintel.people.models.people import UserQuerySet


def readers() -> UserQuerySet:
    """Those to whom a digest could say something: active people with a role, and administrators."""
    return User.objects.active().filter(~Q(role=Role.NONE) | Q(is_administrator=True))


def without_word() -> UserQuerySet:
    """Readers who have not said yet when they want it."""
    return readers().filter(digest_preference=None)
