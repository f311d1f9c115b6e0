"""Who may do what in the estate's inventory."""

from lintel.estate.inventory.models import Ask, Element
from lintel.people.access import may_administer, may_work
from lintel.people.models import User


def may_keep(user: User) -> bool:
    """Members and office holders of both sides keep the inventory."""
    return may_work(user)


def may_arrange(user: User) -> bool:
    """Says which further fields there are: the two offices and administrators."""
    return may_administer(user) or (user.is_active and user.is_office_holder)


def may_bring(user: User) -> bool:
    """Brings files in: who keeps the inventory, and administrators."""
    return may_work(user) or may_administer(user)


def may_confirm(user: User, element: Element) -> bool:
    """Says that an entry is right: its owners; who keeps the inventory where it has none."""
    owners = {element.business_owner_id, element.technical_owner_id} - {None}
    return may_work(user) and (user.pk in owners or not owners)


def may_answer(user: User, ask: Ask) -> bool:
    """Answers a survey: only the person who was asked."""
    return may_work(user) and ask.person_id == user.pk
