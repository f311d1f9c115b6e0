"""Looking at a person leaves a trace."""

import uuid

from lintel.audit.audited import Draft, audited
from lintel.customers.matching.access import may_see_identified
from lintel.customers.matching.anchors import note
from lintel.customers.matching.models import Customer
from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.problems import Denied


@audited("customer.seen", says="looked at {what} of a customer, {how}")
def see(entry: Draft, customer_id: str | uuid.UUID, *, what: str, by: User) -> Customer:
    """Write down that somebody opens the `what` (profile, timeline, …) of a customer, by name or masked."""
    if not may_read(by):
        raise Denied("Customers are shown to people with a role.", way_out="Ask an administrator.")
    customer = note(customer_id)
    entry.about(customer, what=what, how="by name" if may_see_identified(by) else "masked")
    return customer


@audited("customer.searched", says="searched customers by {attribute}: {found} found")
def search(entry: Draft, attribute: str, *, found: int, by: User) -> None:
    """Write down that somebody searched for a person; what was typed is not kept."""
    if not may_see_identified(by):
        raise Denied("Searching for a person needs a clearance.", way_out="Ask an office holder for one.")
    entry.about(by, attribute=attribute, found=found)
