"""The example company's backlog sessions: one that is over and settled, one that is being scored."""

from collections.abc import Iterator
from typing import Any

from lintel.config.story import told, who
from lintel.people.actions import comment
from lintel.portfolio.sessions.actions import scoring, settling
from lintel.portfolio.sessions.actions import session as sessions
from lintel.portfolio.sessions.models import BacklogSession, Item
from lintel.portfolio.sessions.plan import Plan
from lintel.portfolio.sessions.words import WSJF

# Proposal -> who said what: value, criticality, risk or opportunity, size; 0 is “I cannot say”.
OVER = {
    "Campaign pages without": {
        "nele.vogt": (13, 13, 3, 3), "priya.raman": (20, 13, 5, 5),
        "tomas.okafor": (5, 3, 3, 13), "lena.ito": (8, 3, 2, 13),
    },
    "Pictures with a licence": {
        "nele.vogt": (8, 5, 5, 3), "priya.raman": (8, 8, 3, 0),
        "tomas.okafor": (8, 5, 8, 5), "lena.ito": (5, 5, 5, 5),
    },
    "Stock of the shop around the corner": {
        "nele.vogt": (13, 8, 2, 8), "priya.raman": (13, 5, 3, 5),
        "tomas.okafor": (8, 5, 3, 13), "lena.ito": (8, 5, 5, 20),
    },
    "Single sign-on": {
        "nele.vogt": (2, 2, 8, 5), "priya.raman": (3, 1, 5, 0),
        "tomas.okafor": (5, 8, 20, 8), "lena.ito": (5, 5, 13, 8),
    },
    "Three tests a quarter": {
        "nele.vogt": (5, 3, 3, 5), "priya.raman": (5, 3, 3, 5),
        "tomas.okafor": (5, 3, 3, 5), "lena.ito": (5, 3, 5, 5),
    },
}  # fmt: skip
AGAIN = {  # the second round on what was furthest apart
    "nele.vogt": (13, 8, 3, 8), "priya.raman": (13, 8, 3, 8),
    "tomas.okafor": (8, 5, 3, 8), "lena.ito": (8, 5, 3, 13),
}  # fmt: skip
AGREED = {  # proposal -> who puts it forward, who agrees, the values
    "Campaign pages without": ("nele.vogt", "tomas.okafor", (13, 8, 3, 8)),
    "Single sign-on": ("tomas.okafor", "priya.raman", (5, 5, 13, 8)),
    "Three tests a quarter": ("priya.raman", "lena.ito", (5, 3, 3, 5)),
}
OPEN = (
    "Points in real time",
    "Prices and stock in adverts",
    "A shop for business customers",
    "One customer record",
)
BEGUN = {"Points in real time": (8, 5, 3, 13), "Prices and stock in adverts": (13, 8, 5, 5)}


def tell() -> Iterator[str]:
    """Score, reveal, talk, score once more, agree and close; then open a session that waits for scores."""
    people = [who(name) for name in ("nele.vogt", "priya.raman", "tomas.okafor", "lena.ito")]
    nele = people[0]
    over = sessions.open(
        Plan("Backlog, before the winter", [told(title) for title in OVER], people, nele), by=nele
    )
    sessions.begin(over, by=nele)
    for person in people:
        name = person.email.split("@")[0]
        scores = {_item(over, title).pk: _sizes(said[name]) for title, said in OVER.items()}
        scoring.give(over, scores, by=person)
    scoring.reveal(over, by=nele)
    _talk(over)
    for title, (first, second, values) in AGREED.items():
        lying = settling.put(_item(over, title), _sizes(values), by=who(first))
        settling.agree(_item(over, title), by=who(second), step=lying.step)
    sessions.close(over, by=nele)
    _open()
    yield f"Backlog sessions: one closed with {len(AGREED)} of {len(OVER)} settled, one being scored"


def _talk(over: BacklogSession) -> None:
    """What was furthest apart is talked about and scored once more."""
    comment.write(
        over,
        text="We say 3 for the pages because marketing would build them. You say 13 because of the review of "
        "every script. @Tomas Okafor, what if pages may load only scripts from the list?",
        by=who("nele.vogt"),
    )
    comment.write(over, text="Then it is an 8 for us too.", by=who("tomas.okafor"))
    row = _item(over, "Campaign pages without")
    scoring.rescore(row, by=who("nele.vogt"))
    for name, said in AGAIN.items():
        scoring.give(over, {row.pk: _sizes(said)}, by=who(name))
    scoring.reveal(over, by=who("tomas.okafor"))


def _open() -> None:
    """Two have finished or begun; Mara’s and Ivo’s scores are missing."""
    people = [who(name) for name in ("mara.lindqvist", "nele.vogt", "ivo.brandt", "tomas.okafor")]
    plan = Plan("Backlog, first quarter", [told(title) for title in OPEN], people, who("tomas.okafor"))
    waiting = sessions.open(plan, by=who("tomas.okafor"))
    sessions.begin(waiting, by=who("tomas.okafor"))
    everything = dict.fromkeys(OPEN, (5, 5, 3, 8)) | BEGUN
    for name, scores in (("tomas.okafor", everything), ("nele.vogt", BEGUN)):
        given = {_item(waiting, title).pk: _sizes(said) for title, said in scores.items()}
        scoring.give(waiting, given, by=who(name))


def _item(session: BacklogSession, title: str) -> Item:
    return Item.objects.select_related("session", "proposal").get(session=session, title__startswith=title)


def _sizes(values: tuple[int, ...]) -> dict[str, Any]:
    return dict(zip(WSJF, values, strict=True))
