"""Who may see customers by name, and who decides that."""

from django.utils import timezone

from lintel.customers.matching.models import Clearance
from lintel.people.access import may_work
from lintel.people.models import User


def may_see_identified(user: User) -> bool:
    """Holds a clearance that counts today. Nobody has it by office: even the two officers ask each other."""
    if not user.is_active:
        return False
    return Clearance.objects.in_force(timezone.now().date()).filter(person=user).exists()


def may_clear(user: User) -> bool:
    """Gives clearances and takes them back: the two office holders."""
    return bool(user.is_active and user.is_office_holder)


def may_end_clearance(user: User, clearance: Clearance) -> bool:
    """An office holder, and the person themself."""
    return may_clear(user) or (user.is_active and clearance.person_id == user.pk)


def may_match(user: User) -> bool:
    """Starts a matching: office holders and members of the two sides, and administrators."""
    return may_work(user) or (user.is_active and user.is_administrator)


def may_decide(user: User) -> bool:
    """Says whether two records are one person: works on a side and sees the records."""
    return may_work(user) and may_see_identified(user)
