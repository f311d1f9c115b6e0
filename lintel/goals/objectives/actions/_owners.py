"""Who carries a goal on each side, made sure of."""

from lintel.audit.sides import Office
from lintel.goals.objectives.models import Goal
from lintel.goals.objectives.wording import Owners
from lintel.people.access import may_work_for
from lintel.people.models import User
from lintel.ui.problems import Problem


def column(office: Office) -> str:
    """The field that holds a side's owner."""
    return "owner_marketing" if office == Office.MARKETING else "owner_it"


def set_owners(row: Goal, owners: Owners) -> bool:
    """Set both owners; True when one of them differs."""
    check_owners(owners)
    before = (row.owner_marketing_id, row.owner_it_id)
    row.owner_marketing, row.owner_it = owners.marketing, owners.it
    return before != (row.owner_marketing_id, row.owner_it_id)


def check_owners(owners: Owners) -> None:
    """Raises `Problem` when an owner does not work for their side."""
    for office in Office:
        check_owner(owners.of(office), office)


def check_owner(person: User | None, office: Office) -> None:
    """Raises `Problem` when somebody does not work for the side whose owner they would be."""
    if person is not None and not may_work_for(person, office):
        raise Problem(
            f"{person.name} does not work for the {office.label}.",
            way_out="Choose a member of that side.",
            field=column(office),
        )
