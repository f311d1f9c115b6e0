"""The minutes as a document: laid out by Typst from data, so that nobody's text is ever markup."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lintel.audit.sides import OFFICES
from lintel.portfolio.sessions import charts
from lintel.portfolio.sessions.minutes import in_words
from lintel.portfolio.sessions.models import BacklogSession, Participant, Values
from lintel.portfolio.sessions.reading import Talk, order_of
from lintel.portfolio.sessions.words import LABELS
from lintel.ui.charts import svg
from lintel.ui.components import SIDES
from lintel.ui.formats import date_text, number_text

LAYOUT = Path(__file__).with_name("report.typ")


def pdf(session: BacklogSession, talks: Sequence[Talk], people: Sequence[Participant]) -> bytes:
    """The minutes as PDF bytes."""
    import typst

    data = json.dumps(_data(session, talks, people))
    found: bytes = typst.compile(LAYOUT, format="pdf", sys_inputs={"data": data})
    return found


def _data(session: BacklogSession, talks: Sequence[Talk], people: Sequence[Participant]) -> dict[str, Any]:
    figure = charts.ranks(order_of(talks, "wsjf"), "wsjf")
    return {
        "title": session.title,
        "when": date_text((session.ended_at or session.opened_at).date()),
        "state": session.get_state_display(),
        "facilitator": session.facilitator.name,
        "people": [
            {"side": SIDES[office.value], "names": [p.person.name for p in people if p.side == office]}
            for office in OFFICES
        ],
        "chart": svg(figure) if figure else "",
        "columns": [LABELS[name] for name in session.asked],
        "items": [_item(session, talk) for talk in talks],
    }


def _item(session: BacklogSession, talk: Talk) -> dict[str, Any]:
    agreed = talk.settlement if talk.is_settled else None
    return {
        "title": talk.item.title,
        "state": talk.item.get_state_display(),
        "rounds": [
            {
                "number": past.round.number,
                "early": past.round.early,
                "apart": number_text(Talk(talk.item, [past]).apart.total),
                "scores": [
                    {
                        "who": f"{one.participant.person.name} ({SIDES[one.participant.side]})",
                        "said": _said(session, one),
                    }
                    for one in past.scores
                ],
            }
            for past in talk.past
        ],
        "agreed": _said(session, agreed) if agreed else [],
        "by": f"{agreed.marketing_by} and {agreed.it_by}" if agreed else "",
    }


def _said(session: BacklogSession, values: Values) -> list[str]:
    found = [in_words(name, getattr(values, name)) for name in session.asked]
    return [one if isinstance(one, str) else number_text(one) for one in found]
