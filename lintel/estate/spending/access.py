"""Who may do what about costs and savings."""

from lintel.estate.spending.models import Saving, SavingState
from lintel.people.access import key_of, may_work
from lintel.people.models import User


def may_find(user: User) -> bool:
    """Writes savings down: members and office holders of both sides."""
    return may_work(user)


def may_sign(user: User, saving: Saving) -> bool:
    """Puts an office's key that is missing."""
    key = key_of(user)
    return key is not None and saving.state == SavingState.FOUND and saving.awaits in (key.office, "both")


def may_drop(user: User, saving: Saving) -> bool:
    """Gives a saving up: who may find one while it is only found; who holds a key once it is decided."""
    return may_work(user) if saving.state == SavingState.FOUND else key_of(user) is not None
