"""Whose word is missing on a concern."""

import datetime as dt

from lintel.audit.sides import Office
from lintel.charter.concerns.models import Concern, State
from lintel.ui.components import Turn, Word
from lintel.ui.saying import days

TONES: dict[str, str] = {
    State.STATED: "waiting",
    State.PLAYED_BACK: "waiting",
    State.UNDERSTOOD: "good",
    State.LAID_TO_REST: "quiet",
}
SHORT = {Office.MARKETING: "Marketing", Office.IT: "IT"}


def turn_of(concern: Concern, today: dt.date) -> Turn:
    """The badge of a concern."""
    if not concern.awaits:
        word = Word.GIVEN if concern.state == State.UNDERSTOOD else Word.NOT_NEEDED
        return Turn(word, word, concern.get_state_display())
    office = Office(concern.awaits)
    what = "plays back" if concern.state == State.STATED else "confirms or corrects"
    age = concern.silent_days(today)
    text = f"{SHORT[office]} {what}" + (f", {days(age)} silent" if age else "")
    words = {office: Word.MISSING, office.other: Word.GIVEN}
    return Turn(words[Office.MARKETING], words[Office.IT], text)
