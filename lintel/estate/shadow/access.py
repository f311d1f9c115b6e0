"""Who may do what about tools that nobody listed."""

from django.utils import timezone

from lintel.estate.shadow.models import NameClearance, Outcome
from lintel.people.access import key_of, may_administer, may_comment, may_work
from lintel.people.models import User


def may_name(user: User) -> bool:
    """Names a tool: everybody who takes part in the conversation."""
    return may_comment(user)


def may_sort(user: User) -> bool:
    """Says which entry a tool is, what data it holds, and what should become of it."""
    return may_work(user)


def may_bring(user: User) -> bool:
    """Brings logs in: they hold names, so members and office holders of IT's or marketing's side, and
    administrators."""
    return may_work(user) or may_administer(user)


def may_decide(user: User) -> bool:
    """Puts an office's key: its holder or a delegate."""
    return key_of(user) is not None


def may_reopen(user: User) -> bool:
    """Takes a decision up again: who holds a key."""
    return may_decide(user)


def may_follow_up(user: User, outcome: Outcome) -> bool:
    """Says how it stands on the day: who was named for it, and who holds a key."""
    return may_work(user) and (user.pk == outcome.follow_up_by_id or may_decide(user))


def may_open(user: User) -> bool:
    """Opens and ends an amnesty: the two office holders."""
    return bool(user.is_active and user.is_office_holder)


def may_clear(user: User) -> bool:
    """Lets somebody see names: the two office holders."""
    return may_open(user)


def may_end_clearance(user: User, clearance: NameClearance) -> bool:
    """An office holder, and the person themself."""
    return may_clear(user) or (user.is_active and clearance.person_id == user.pk)


def may_see_names(user: User) -> bool:
    """Holds a clearance that counts today. Nobody has it by office."""
    if not user.is_active:
        return False
    return NameClearance.objects.in_force(timezone.localdate()).filter(person=user).exists()
