"""A session in plain values, as programs and the command line have it."""

from typing import Any

from lintel.people.models import User
from lintel.portfolio.sessions.models import BacklogSession, Values
from lintel.portfolio.sessions.reading import Placed, Talk, order_of, read
from lintel.portfolio.sessions.words import LABELS


def plain(session: BacklogSession, user: User) -> dict[str, Any]:
    """Everything that this reader may see of the session; items in its own order."""
    talks = read(session, user)
    places = {basis: {one.item.pk: one for one in order_of(talks, basis)} for basis in ("wsjf", "rice")}
    people = session.participants.values("person_id", "side", "finished")
    names = ("title", "state", "facilitator_id", "with_rice", "opened_at", "ended_at", "stamp")
    return {name: getattr(session, name) for name in names} | {
        "id": session.pk,
        "participants": list(people),
        "proposals": [
            _item(talk, {basis: rows[talk.item.pk] for basis, rows in places.items()}) for talk in talks
        ],
    }


def _item(talk: Talk, placed: dict[str, Placed]) -> dict[str, Any]:
    lying = talk.settlement
    return {
        "id": talk.item.pk,
        "proposal_id": talk.item.proposal_id,
        "title": talk.item.title,
        "state": talk.item.state,
        "steps_apart": talk.apart.total,
        "rounds": [
            {
                "number": past.round.number,
                "revealed_at": past.round.revealed_at,
                "revealed_by_id": past.round.revealed_by_id,
                "early": past.round.early,
                "scores": [
                    {"person_id": one.participant.person_id, "side": one.participant.side, **_values(one)}
                    for one in past.scores
                ],
            }
            for past in talk.past
        ],
        "mine": _values(talk.mine) if talk.mine else None,
        "settlement": {
            "step": lying.step, "marketing_by_id": lying.marketing_by_id, "it_by_id": lying.it_by_id,
            **_values(lying),
        } if lying else None,
        **{basis: _interval(one) for basis, one in placed.items()},
    }  # fmt: skip


def _values(row: Values) -> dict[str, Any]:
    return {name: getattr(row, name) for name in LABELS}


def _interval(one: Placed) -> dict[str, Any] | None:
    if one.interval is None or one.ranks is None:
        return None
    return {
        "low": one.interval.low, "high": one.interval.high,
        "best_rank": one.ranks.best, "worst_rank": one.ranks.worst,
    }  # fmt: skip
