"""What can answer a concern: things of several rooms, each said on the page of either."""

from lintel.charter.concerns.actions import concern as acting
from lintel.charter.links import ANSWERS
from lintel.people.belonging import Tie

# By the names of types in whichever rooms there are.
ANSWERING = {
    "expectations.expectation": "Expectations",
    "intake.request": "Requests",
    "portfolio.proposal": "Proposals",
    "language.term": "Terms of the glossary",
    "objectives.goal": "Goals",
}
TIES = tuple(
    Tie(
        ANSWERS,
        label,
        "concerns.concern",
        "Concerns it answers",
        f"{many} that answer it",
        rank=9,
        say=lambda thing, concern, by: acting.answer(concern, thing, by=by),
        take_back=lambda thing, concern, by: acting.unlink(concern, thing, by=by),
    )
    for label, many in ANSWERING.items()
)
