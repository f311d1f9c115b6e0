"""Who writes policies, who signs them, and who may see what others see."""

from lintel.people.access import key_of, may_administer, may_read, may_work
from lintel.people.models import User


def may_write(user: User) -> bool:
    """Drafts and rewords policies: members and holders of the two sides. Nothing of it counts unsigned."""
    return may_work(user)


def may_sign(user: User) -> bool:
    """Puts an office's key to a policy: its holder or their delegate."""
    return key_of(user) is not None


def may_see_others(user: User) -> bool:
    """Sees what somebody else may see, and why: the two office holders and administrators."""
    return user.is_active and (user.is_office_holder or may_administer(user))


def may_see_standing(user: User, person: User) -> bool:
    """Sees what a person may see: the person always."""
    return (user.pk == person.pk and may_read(user)) or may_see_others(user)


def may_ask_access(user: User) -> bool:
    """Asks to be allowed more: everybody who asks the other side for anything."""
    return may_work(user)
