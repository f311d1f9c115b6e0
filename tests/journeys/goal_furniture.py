"""Goals in a house of the cast: one in every state that a page can show, and what the radar finds."""

from decimal import Decimal

from lintel.goals.objectives.actions import checkin, measurement, placement
from lintel.goals.objectives.wording import Result
from lintel.goals.radar.actions import scan
from lintel.goals.rewards.actions import rule as rules
from lintel.goals.rewards.terms import Terms
from lintel.people.models import User
from tests.goals.makers import make_draft, make_offered, make_owned

ORDERS = Result("More orders", "orders", Decimal(60), baseline=Decimal(20))
UNKNOWN = Result("Less load on the servers", "server_load", Decimal(40), baseline=Decimal(80))


def goals(mara: User, ivo: User, nele: User, tomas: User) -> None:
    """A company goal, one owned with a missing value and a reward, one that waits, one-sided, and a draft."""
    both = (ORDERS, UNKNOWN)
    top = make_owned(mara, ivo, title="Guests come again", kind="company", results=both)
    owned = make_owned(mara, ivo, title="The shop sells more by itself", results=both)
    middle = make_owned(nele, tomas, title="Carts are not lost", results=both)
    placement.place(owned, top, by=mara, how="Who buys easily comes again.")
    placement.place(middle, owned, by=nele)
    make_offered(ivo, days_ago=12, marketing=mara, it=ivo, title="Quiet nights in the season", results=both)
    make_offered(nele, days_ago=30, title="Talk with guests more", results=both)
    make_draft(mara, title="Not said yet either", results=both)
    measurement.take(owned, by=mara)
    measurement.take(owned, by=mara)
    checkin.check_in(owned, 9, by=mara, note="The season begins well.")
    checkin.check_in(owned, 4, by=ivo, note="Two of the three changes are late.")
    amounts = (Decimal(1_000), Decimal(5_000), Decimal(8_000))
    rules.write(owned, Terms(Decimal("0.4"), Decimal("0.7"), Decimal(1), *amounts), by=mara)
    scan.take(by=None)
    scan.take(by=None)
