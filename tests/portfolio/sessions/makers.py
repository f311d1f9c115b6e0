"""Backlog sessions for tests, made by the same actions as in the house."""

from collections.abc import Sequence
from typing import Any

from lintel.people.models import User
from lintel.portfolio.proposals.models import Proposal
from lintel.portfolio.sessions.actions import scoring, settling
from lintel.portfolio.sessions.actions import session as acting
from lintel.portfolio.sessions.models import BacklogSession, Item
from lintel.portfolio.sessions.plan import Plan
from lintel.portfolio.sessions.words import WSJF
from tests.cast import Cast
from tests.portfolio.proposals.making import make_proposal


def sizes(value: int, criticality: int, risk: int, size: int) -> dict[str, Any]:
    """The four sizes by name."""
    return dict(zip(WSJF, (value, criticality, risk, size), strict=True))


def make_session(
    cast: Cast, proposals: Sequence[Proposal] = (), people: Sequence[User] = (), **options: Any
) -> BacklogSession:
    """Nele leads it; Nele, Mara, Ivo and Tomas score two proposals unless others are named."""
    chosen = proposals or [make_proposal(cast.nele, title=title) for title in ("Carts", "Pictures")]
    plan = Plan(
        options.pop("title", "Week 12"),
        list(chosen),
        list(people or (cast.nele, cast.mara, cast.ivo, cast.tomas)),
        cast.nele,
        **options,
    )
    return acting.open(plan, by=cast.nele)


def make_scoring(cast: Cast, **options: Any) -> BacklogSession:
    """One in which the scoring has begun."""
    return acting.begin(make_session(cast, **options), by=cast.nele)


def item(session: BacklogSession, title: str) -> Item:
    """One of its items as it now stands."""
    return Item.objects.select_related("session", "proposal").get(session=session, title=title)


def score(session: BacklogSession, person: User, **by_title: dict[str, Any]) -> None:
    """Somebody's scores by the title of the proposal."""
    items = {one.title: one.pk for one in session.items.all()}
    scoring.give(session, {items[title]: values for title, values in by_title.items()}, by=person)


def score_everything(cast: Cast, session: BacklogSession) -> None:
    """Marketing finds carts valuable and small, IT the opposite; on pictures all say the same."""
    for person, carts in (
        (cast.nele, sizes(13, 8, 3, 3)),
        (cast.mara, sizes(20, 8, 3, 2)),
        (cast.ivo, sizes(5, 3, 3, 13)),
        (cast.tomas, sizes(8, 3, 2, 8)),
    ):
        score(session, person, Carts=carts, Pictures=sizes(3, 3, 3, 3))


def make_revealed(cast: Cast, **options: Any) -> BacklogSession:
    """All scores are there and revealed."""
    session = make_scoring(cast, **options)
    score_everything(cast, session)
    return scoring.reveal(session, by=cast.nele)


def settle(cast: Cast, session: BacklogSession, title: str, values: dict[str, Any]) -> Item:
    """Mara puts values forward, Ivo agrees."""
    lying = settling.put(item(session, title), values, by=cast.mara)
    settling.agree(item(session, title), by=cast.ivo, step=lying.step)
    return item(session, title)
