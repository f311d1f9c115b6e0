"""Whose word is missing, as the two posts show it, and how long the silence has lasted."""

import datetime as dt

from lintel.audit.sides import Office
from lintel.charter.expectations.models import Expectation, State
from lintel.ui.components import Turn, Word
from lintel.ui.saying import days

SHORT = {Office.MARKETING: "Marketing", Office.IT: "IT"}
TONES: dict[str, str] = {
    State.DRAFT: "quiet",
    State.OFFERED: "waiting",
    State.COUNTERED: "warning",
    State.DECLINED: "bad",
    State.ACCEPTED: "both",
    State.DECLARED: "waiting",
    State.SATISFIED: "good",
    State.REVOKED: "quiet",
}


def turn_of(expectation: Expectation, today: dt.date) -> Turn:
    """The badge of an expectation."""
    state = expectation.state
    if expectation.awaits and state == State.REVOKED:
        office = Office(expectation.awaits)
        words = {office: Word.MISSING, office.other: Word.NOT_NEEDED}
        return Turn(words[Office.MARKETING], words[Office.IT], f"Revoked; {SHORT[office]} takes notice")
    if expectation.awaits:
        return _waiting(Office(expectation.awaits), silence(expectation, today))
    if state == State.DRAFT:
        office = Office(expectation.customer_office)
        words = {office: Word.MISSING, office.other: Word.NOT_NEEDED}
        return Turn(words[Office.MARKETING], words[Office.IT], "Not offered yet")
    if state == State.DECLINED:
        return Turn(Word.MISSING, Word.MISSING, "No agreement")
    if state == State.REVOKED:
        return Turn(Word.NOT_NEEDED, Word.NOT_NEEDED, "Revoked")
    if state == State.ACCEPTED and expectation.late_days(today):
        return Turn(Word.GIVEN, Word.GIVEN, f"Agreed; {days(expectation.late_days(today))} late")
    return Turn(Word.GIVEN, Word.GIVEN, "Satisfied" if state == State.SATISFIED else "Both agreed")


def silence(expectation: Expectation, today: dt.date) -> str:
    """`IT’s word is missing for 12 days`."""
    who = SHORT[Office(expectation.awaits)]
    age = expectation.silent_days(today)
    return f"{who}’s word, {days(age)} silent" if age else f"{who}’s word"


def _waiting(office: Office, text: str) -> Turn:
    words = {office: Word.MISSING, office.other: Word.GIVEN}
    return Turn(words[Office.MARKETING], words[Office.IT], text)
