"""Who may do what with purchases."""

from lintel.audit.sides import Office
from lintel.estate.purchases.models import Awaited, Purchase, State
from lintel.people.access import Key, may_work, may_work_for
from lintel.people.models import User


def may_buy(user: User) -> bool:
    """Members and office holders of both sides write dossiers."""
    return may_work(user)


def may_weigh(user: User, office: str) -> bool:
    """What matters to a side is said by that side."""
    return may_work_for(user, office)


def office_of(user: User) -> Office | None:
    """The side whose weights this person writes."""
    return next((one for one in Office if may_weigh(user, one)), None)


def may_sign(key: Key | None, purchase: Purchase) -> bool:
    """Whoever holds the key of an office that has not signed."""
    return (
        key is not None
        and purchase.state == State.OFFERED
        and purchase.awaits in (key.office.value, Awaited.BOTH)
    )
