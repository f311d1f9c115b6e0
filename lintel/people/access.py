"""Who may do what. Every room asks these questions; none of them trusts a page to have asked."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from lintel.audit.memory import remembered
from lintel.audit.sides import Office
from lintel.people.models import Comment, Delegation, Role, User


@dataclass(frozen=True)
class Key:
    """The office a person may sign for, and whose key it is when it was lent."""

    office: Office
    on_behalf_of: User | None


def key_of(user: User, day: date | None = None) -> Key | None:
    """The one office this person may sign for on a day, or None. Their own office goes before a lent one."""
    if not user.is_active:
        return None
    if user.role == Role.OFFICE_HOLDER:
        return Key(Office(user.side), None)
    today = day or timezone.now().date()
    if user.pk not in _delegates(today):
        return None
    lent = Delegation.objects.in_force(today).filter(delegate=user).select_related("holder").first()
    return Key(Office(lent.office), lent.holder) if lent else None


def _delegates(day: date) -> frozenset[int]:
    """Who has somebody's key on a day: few, while everybody is asked for theirs in every room. Whether one of
    them holds it still is asked of the rows themselves."""
    found: frozenset[int] = remembered(
        ("delegates", day),
        lambda: frozenset(Delegation.objects.in_force(day).values_list("delegate_id", flat=True)),
    )
    return found


def may_read(user: User) -> bool:
    """Has any role: reads what both sides share."""
    return user.is_active and (user.role != Role.NONE or user.is_administrator)


def may_comment(user: User) -> bool:
    """Takes part in the conversation: everyone with a role but viewers."""
    return user.is_active and user.role in {Role.OFFICE_HOLDER, Role.MEMBER, Role.ANALYST}


def may_work(user: User) -> bool:
    """Writes requests, answers, proposals: office holders and members of the two sides."""
    return user.is_active and user.role in {Role.OFFICE_HOLDER, Role.MEMBER} and user.side in Office.values


def may_work_for(user: User, office: str) -> bool:
    """Works on one particular side."""
    return may_work(user) and user.side == office


def may_administer(user: User) -> bool:
    """Manages people, settings and imports; decides nothing."""
    return user.is_active and user.is_administrator


def may_see_email(user: User, person: User) -> bool:
    """Sees a whole address: the person and administrators; others see it masked."""
    return user.pk == person.pk or may_administer(user)


def may_read_history(user: User, person: User) -> bool:
    """Sees what was changed about a person: the person, administrators, and the two offices."""
    return user.pk == person.pk or may_administer(user) or (user.is_active and user.is_office_holder)


def may_lend(user: User) -> bool:
    """Gives delegations: only who holds an office, and only their own."""
    return user.is_active and user.is_office_holder


def may_revoke(user: User, delegation: Delegation) -> bool:
    """Ends a delegation: who gave it, who holds it (giving it back), or an administrator."""
    return user.is_active and (
        user.pk in {delegation.holder_id, delegation.delegate_id} or user.is_administrator
    )


def may_edit_comment(user: User, comment: Comment) -> bool:
    """Rewrites a comment: its author, while it stands."""
    return user.pk == comment.author_id and comment.removed_at is None and may_comment(user)


def may_remove_comment(user: User, comment: Comment) -> bool:
    """Takes a comment away: its author or an administrator."""
    return comment.removed_at is None and (user.pk == comment.author_id or may_administer(user))
