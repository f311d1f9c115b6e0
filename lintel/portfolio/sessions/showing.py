"""What the page of a session shows, in whole or only what changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lintel.audit.sides import OFFICES, Office
from lintel.people.models import User
from lintel.portfolio.sessions import access, charts
from lintel.portfolio.sessions.access import participant_of
from lintel.portfolio.sessions.disagreement import MEASURE
from lintel.portfolio.sessions.forms import InviteForm, ScoresForm, ValuesForm, values_form
from lintel.portfolio.sessions.minutes import said
from lintel.portfolio.sessions.models import BacklogSession, Participant
from lintel.portfolio.sessions.reading import Past, Talk, apart_first, order_of, people, read
from lintel.portfolio.sessions.words import LABELS, State, turn_of_values
from lintel.ui.components import Turn


@dataclass(frozen=True)
class Heard:
    """A revealed round in words: each person with their values in the order of the questions."""

    past: Past
    rows: Sequence[tuple[Participant, Sequence[Any]]]


@dataclass(frozen=True)
class Spoken:
    """A revealed proposal as the page shows it."""

    talk: Talk
    rounds: Sequence[Heard]
    agreed: Sequence[Any]
    turn: Turn | None
    form: ValuesForm | None = None
    may_agree: bool = False
    warns: bool = False


def spoken(session: BacklogSession, talk: Talk, part: Participant | None = None) -> Spoken:
    """One proposal; with a part in a session that goes on also what this person can do."""
    lying = talk.settlement
    words = turn_of_values(lying.marketing_by_id is not None, lying.it_by_id is not None) if lying else None
    rounds = [
        Heard(past, [(one.participant, said(session, one)) for office in OFFICES for one in past.of(office)])
        for past in talk.past
    ]
    live = access.may_settle(part, session) and not talk.is_settled and not talk.is_blind
    mine = "marketing_by_id" if part and part.side == Office.MARKETING else "it_by_id"
    target = talk.item.proposal
    return Spoken(
        talk,
        rounds[::-1],
        said(session, lying) if lying else [],
        words,
        form=values_form(session, talk) if live and target is not None else None,
        may_agree=live and lying is not None and getattr(lying, mine) is None,
        warns=target is not None and target.state != "draft",
    )


def state_of(session: BacklogSession, user: User) -> dict[str, Any]:
    """Who has finished and what comes next; nothing about any score."""
    sides = people(session)
    everybody = [one for side in sides.values() for one in side]
    part = participant_of(user, session)
    leads = access.facilitates(user, session)
    finished = all(one.finished for one in everybody)
    return {
        "session": session,
        "sides": sides,
        "part": part,
        "leads": leads,
        "all_finished": finished,
        "may_reveal": session.state == State.SCORING and (leads or (part is not None and finished)),
        "may_end": access.may_end(user, session),
        "may_adopt": access.may_adopt(part, session),
        "invite": InviteForm(session=session)
        if leads and session.state in (State.OPEN, State.SCORING)
        else None,
    }


def whole(session: BacklogSession, user: User, form: ScoresForm | None = None) -> dict[str, Any]:
    """Everything: what was revealed, the furthest apart first, and one's own scores on the rest."""
    context = state_of(session, user)
    talks = read(session, user)
    part = context["part"]
    placed = {
        basis: order_of(talks, basis) for basis in (("wsjf", "rice") if session.with_rice else ("wsjf",))
    }
    figures = [charts.ranks(order, basis) for basis, order in placed.items()]
    blind = [talk for talk in talks if talk.is_blind]
    if form is None and blind and access.may_score(part, session):
        form = ScoresForm(session=session, talks=talks)
    return context | {
        "talks": talks,
        "blind": blind,
        "spoken": [spoken(session, talk, part) for talk in apart_first(talks)],
        "labels": [LABELS[name] for name in session.asked],
        "figures": [figure for figure in figures if figure],
        "form": form,
        "measure": MEASURE,
        "bases": [(basis, charts.NAMES[basis]) for basis in placed],
    }
