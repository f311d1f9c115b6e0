"""One backlog session at each stage, and what is sent to its addresses."""

from typing import Any

from django.db.models import Model

from lintel.people.models import User
from lintel.portfolio.proposals.models import Proposal
from lintel.portfolio.sessions.actions import settling
from lintel.portfolio.sessions.models import BacklogSession, Item, Participant, Round
from tests.cast import Cast
from tests.portfolio.proposals.making import make_proposal
from tests.portfolio.sessions.makers import item, make_revealed, make_scoring, make_session, sizes

Body = dict[str, Any]
LISTS = {"sessions:sessions": ""}
API_LISTS = {"list_backlog_sessions": ""}


def things(cast: Cast) -> dict[str, Model]:
    """Nele leads all of them and scores with Mara, Ivo and Tomas."""
    swapped = [make_proposal(cast.nele, title=title) for title in ("Pictures", "Carts")]
    revealed = make_revealed(cast, title="Revealed", proposals=swapped)
    lying = make_revealed(cast, title="On the table")
    settling.put(item(lying, "Carts"), sizes(8, 5, 3, 5), by=cast.mara)
    return {
        "session": make_session(cast, title="Not begun"),
        "scoring session": make_scoring(cast, title="Being scored"),
        "revealed session": revealed,
        "revealed item": item(revealed, "Carts"),
        "revealed item of its session": item(revealed, "Carts"),
        "session with values": lying,
        "item with values": item(lying, "Carts"),
        "item with values of its session": item(lying, "Carts"),
        "thread of a session": revealed,
    }


def args(name: str, s: Any) -> tuple[Any, ...] | None:
    """An item is named by its session too in the API."""
    return (s[name].session_id, s[name].pk) if name.endswith("of its session") else None


def forms(s: Any) -> dict[str, Body]:
    """What is sent to the addresses; all of it good, so that only rights refuse it."""
    scoring = item(s["scoring session"], "Carts").pk
    return {
        "sessions:new": {
            "title": "Week 13", "first": 2, "marketing": [s.cast.nele.pk], "it": [s.cast.tomas.pk],
            "facilitator": s.cast.tomas.pk,
        },
        "sessions:scores": {f"{name}-{scoring}": value for name, value in sizes(8, 5, 3, 5).items()},
        "sessions:people": {"person": s.cast.lena.pk},
        "sessions:order": {"basis": "wsjf"},
        "sessions:values": {**sizes(8, 5, 3, 5), "step": 0},
        "sessions:agreement": {"step": 1},
    }  # fmt: skip


def json(s: Any) -> dict[str, Body]:
    """What is sent to the operations."""
    scoring = item(s["scoring session"], "Carts").pk
    values = sizes(8, 5, 3, 5)
    people = [s.cast.nele.pk, s.cast.tomas.pk]
    return {
        "open_backlog_session": {"title": "Week 13", "first": 2, "people": people},
        "invite_to_backlog_session": {"people": [s.cast.lena.pk]},
        "score_backlog_session": {"scores": [{"item": scoring, **values}]},
        "step_backlog_session": {"kind": "begin"},
        "step_backlog_session revealed session": {"kind": "close"},
        "put_backlog_values": {"step": 0, **values},
        "agree_backlog_values": {"step": 1},
        "adopt_backlog_order": {"basis": "wsjf"},
    }


def fill(people: list[User], things: dict[str, Any], numbers: range) -> None:
    """More sessions, each on one proposal with one person."""
    target: Proposal = things["draft"]
    leader = people[0]
    made = BacklogSession.objects.bulk_create(
        [BacklogSession(title=f"Session {n}", facilitator=leader, opened_by=leader) for n in numbers],
        batch_size=500,
    )
    items = Item.objects.bulk_create(
        [Item(session=row, proposal=target, title=target.title, position=0) for row in made], batch_size=500
    )
    Round.objects.bulk_create([Round(item=row) for row in items], batch_size=500)
    Participant.objects.bulk_create(
        [
            Participant(session=row, person=person, side="marketing")
            for row, person in zip(made, people, strict=True)
        ],
        batch_size=500,
    )
