"""The minutes of a session: who said what in each revealed round and what both agreed, as rows and facts."""

from collections.abc import Sequence
from typing import Any

from lintel.audit.sides import OFFICES
from lintel.portfolio.sessions.models import BacklogSession, Score, Settlement, Values
from lintel.portfolio.sessions.reading import Past, Talk
from lintel.portfolio.sessions.words import LABELS, UNSURE, WSJF
from lintel.ui.components import SIDES


def header(session: BacklogSession) -> list[str]:
    """The columns of the file."""
    own = [LABELS[name] for name in session.asked]
    return [
        *("Proposal", "Title", "State", "Round", "Revealed", "Revealed by", "Before all had scored"),
        *("Side", "Person", *own, "Steps apart in this round"),
    ]


def rows(session: BacklogSession, talks: Sequence[Talk]) -> list[list[Any]]:
    """One row for each score of each revealed round, and one for the values that both agreed."""
    found = []
    for talk in talks:
        lead = [talk.item.proposal_id, talk.item.title, talk.item.get_state_display()]
        for past in talk.past:
            steps = Talk(talk.item, [past]).apart.total
            head = [past.round.number, past.round.revealed_at, past.round.revealed_by, past.round.early]
            found += [
                [
                    *lead,
                    *head,
                    SIDES[one.participant.side],
                    one.participant.person,
                    *said(session, one),
                    steps,
                ]
                for one in past.scores
            ]
        if talk.is_settled and talk.settlement is not None:
            agreed = talk.settlement
            names = f"{agreed.marketing_by} and {agreed.it_by}"
            found.append(
                [*lead, "Agreed", agreed.changed_at, None, None, "Both", names, *said(session, agreed), None]
            )
    return found


def said(session: BacklogSession, values: Values) -> list[Any]:
    """The values in the order of the questions; “cannot say” in words."""
    return [in_words(name, getattr(values, name)) for name in session.asked]


def in_words(name: str, value: Any) -> Any:
    """A value as people read it."""
    return "cannot say" if name in WSJF and value == UNSURE else value


def facts(talks: Sequence[Talk]) -> list[dict[str, Any]]:
    """The same as plain facts for the ledger; people and proposals by number."""
    return [
        {
            "proposal": talk.item.proposal_id,
            "state": str(talk.item.state),
            "rounds": [_round(past) for past in talk.past],
            "agreed": _agreed(talk.settlement) if talk.is_settled and talk.settlement else None,
        }
        for talk in talks
    ]


def _round(past: Past) -> dict[str, Any]:
    return {
        "number": past.round.number,
        "early": past.round.early,
        "revealed_by": past.round.revealed_by_id,
        "scores": {
            str(office): [{"person": one.participant.person_id, **_plain(one)} for one in past.of(office)]
            for office in OFFICES
        },
    }


def _agreed(values: Settlement) -> dict[str, Any]:
    return {"marketing": values.marketing_by_id, "it": values.it_by_id, **_plain(values)}


def _plain(values: Score | Settlement) -> dict[str, str]:
    found = {name: getattr(values, name) for name in LABELS}
    return {name: str(in_words(name, value)) for name, value in found.items() if value is not None}
