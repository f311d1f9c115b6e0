"""The words that the portfolio's columns hold."""

from decimal import Decimal

from django.db import models

from lintel.audit.sides import OFFICES, Office
from lintel.ui.components import AWAITED_KEYS, Turn, Word

# Relative sizes after SAFe's WSJF; a jump between neighbours says how unsure one is.
FIBONACCI = [(n, str(n)) for n in (1, 2, 3, 5, 8, 13, 20)]
# Impact per person reached, after Intercom's RICE.
IMPACTS = [
    (Decimal("0.25"), "0.25 – minimal"),
    (Decimal("0.5"), "0.5 – low"),
    (Decimal("1"), "1 – medium"),
    (Decimal("2"), "2 – high"),
    (Decimal("3"), "3 – massive"),
]
# Room between two neighbours in the one order: 32 moves into one gap before any neighbour is touched.
RANK_GAP = 2**32


class State(models.TextChoices):
    """Life of a proposal."""

    DRAFT = "draft", "Draft"
    OFFERED = "offered", "Offered for signature"
    APPROVED = "approved", "Approved"
    IN_WORK = "in_work", "In work"
    DONE = "done", "Done"
    STOPPED = "stopped", "Stopped"


IN_BACKLOG = (State.DRAFT, State.OFFERED, State.APPROVED)
TONES = {
    State.DRAFT: "quiet",
    State.OFFERED: "waiting",
    State.APPROVED: "both",
    State.IN_WORK: "both",
    State.DONE: "good",
    State.STOPPED: "bad",
}
STANDING = (State.APPROVED, State.IN_WORK, State.DONE)  # states that rest on an approval by both offices


class Awaits(models.TextChoices):
    """Whose key a proposal waits for. Kept beside the signatures so that lists need not count them."""

    NOBODY = "", "Nobody"
    MARKETING = "marketing", "Marketing office"
    IT = "it", "IT office"
    BOTH = "both", "Both offices"

    @classmethod
    def of(cls, offices: set[Office]) -> "Awaits":
        """The word for a set of offices."""
        return cls.BOTH if len(offices) == len(OFFICES) else cls("".join(offices))


def turn_of(state: str, awaits: str) -> Turn:
    """Whose turn it is, as the two posts and the beam show it."""
    if state == State.DRAFT and not awaits:
        return Turn(Word.MISSING, Word.MISSING, "Being written")
    if state == State.STOPPED:
        return Turn(Word.GIVEN, Word.GIVEN, "Stopped by both")
    return Turn.awaiting(awaits, AWAITED_KEYS.get(awaits, ""))
