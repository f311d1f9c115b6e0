"""Backlog sessions at each stage, and work that moved in the last months, in a house of the cast."""

from lintel.people.models import User
from lintel.portfolio.proposals.models import Proposal
from lintel.portfolio.sessions.actions import scoring, settling
from lintel.portfolio.sessions.actions import session as acting
from lintel.portfolio.sessions.models import BacklogSession, Item
from lintel.portfolio.sessions.plan import Plan
from tests.portfolio.flow.makers import make_moved_by
from tests.portfolio.sessions.makers import sizes

TITLES = ("Reminders for abandoned carts", "Pictures with a licence")


def sessions(mara: User, ivo: User, nele: User, tomas: User) -> None:
    """One not begun, one being scored by Mara, one revealed with values on the table, one closed."""
    people = [mara, ivo, nele, tomas]
    rows = [Proposal.objects.get(title=title) for title in TITLES]

    def opened(title: str) -> BacklogSession:
        return acting.open(Plan(title, rows, people, mara), by=mara)

    opened("Not begun yet")
    acting.begin(opened("Being scored"), by=mara)
    for title in ("Revealed", "Closed"):
        session = acting.begin(opened(title), by=mara)
        first, second = session.items.all()
        for place, person in enumerate(people):
            said = {first.pk: sizes(20, 13, 3, (2, 13, 3, 8)[place]), second.pk: sizes(3, 3, 3, 3)}
            scoring.give(session, said, by=person)
        scoring.reveal(session, by=mara)
        put = settling.put(_item(first.pk), sizes(13, 8, 3, 5), by=nele)
        if title == "Closed":
            settling.agree(_item(first.pk), by=tomas, step=put.step)
            acting.close(session, by=mara)


def _item(pk: int) -> Item:
    return Item.objects.select_related("session", "proposal").get(pk=pk)


def flow(mara: User, ivo: User, nele: User) -> None:
    """One finished a week for some weeks, one that is old, one that is new."""
    for week in range(1, 10):
        days = {"Doing": 7 * week + 5, "Done": 7 * week + week % 3}
        make_moved_by(nele, (mara, ivo), f"Finished {week}", **days)
    make_moved_by(nele, (mara, ivo), "A very old thing", Doing=60)
    make_moved_by(nele, (mara, ivo), "Just begun", Checking=2)
