"""The two offices and the administrators: who holds what, and what must not fall vacant.

Everything here runs inside an action of a person, in its transaction and under its entry.
"""

from django.db.models import QuerySet
from django.utils import timezone

from lintel.audit.sides import Office
from lintel.people.models import Delegation, Role, User
from lintel.ui.problems import Problem


def office_of(side: str) -> Office:
    """The office of a side; other departments have none."""
    if side not in Office.values:
        raise Problem(
            "Only Marketing and IT have an office.",
            way_out="Move the person there first.",
            field="role",
        )
    return Office(side)


def holders(office: Office) -> QuerySet[User]:
    """Who holds an office: one person or nobody."""
    return User.objects.active().filter(role=Role.OFFICE_HOLDER, side=office)


def taken(office: Office, holder: User) -> Problem:
    """The refusal to give an office that somebody holds."""
    return Problem(
        f"{holder.name} holds the {office.label}.",
        way_out="An office has one holder: choose “Hand the office over” to replace them.",
        field="hand_over",
    )


def vacate(person: User, *, hand_over: bool) -> User | None:
    """Free the office of this person's side for them; returns who held it until now."""
    office = office_of(person.side)
    if not person.is_active:
        raise Problem(
            f"The account of {person.name} is closed.", way_out="Open it again first.", field="role"
        )
    holder = holders(office).select_for_update().exclude(pk=person.pk).first()
    if holder is None:
        return None
    if not hand_over:
        raise taken(office, holder)
    end_delegations(holder)
    holder.role = Role.MEMBER
    holder.save(update_fields=["role"])
    return holder


def end_delegations(person: User) -> int:
    """Take back every key this person lent or holds; returns how many. Runs inside an action."""
    ended = 0
    for side in ("holder", "delegate"):
        ended += Delegation.objects.open().filter(**{side: person}).update(revoked_at=timezone.now())
    return ended


def keep_an_administrator(person: User) -> None:
    """Locks all administrators, so that two who leave at the same moment cannot both be the last but one."""
    others = User.objects.active().filter(is_administrator=True).select_for_update()
    if not [other for other in others if other.pk != person.pk]:
        raise Problem(
            f"{person.name} is the last administrator, and without one the house could not be managed.",
            way_out="Make somebody else an administrator first.",
        )
