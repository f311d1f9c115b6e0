"""Whose turn it is, as the two posts show it."""

import datetime as dt

from lintel.audit.sides import Office
from lintel.audit.signatures import Keys
from lintel.intake.models import Request, State
from lintel.people.models import User
from lintel.ui.components import Turn, Word


def turn_of(request: Request, today: dt.date, keys: Keys | None = None) -> Turn:
    """The badge of a request; `keys` are the signatures of its settlement, where they are known."""
    if request.is_with_both_offices(today):
        given = set(keys.given) if keys else set()
        words = {office: Word.GIVEN if office in given else Word.MISSING for office in Office}
        return Turn(words[Office.MARKETING], words[Office.IT], _both_text(given))
    if request.is_awaiting_answer(today):
        return _waiting(Office(request.asked_office), _silence(request, today))
    if request.state == State.ANSWERED:
        return _waiting(request.asking_office, "Other department’s turn")
    if request.state == State.DRAFT:
        return _waiting(request.asking_office, "Not asked yet", said=False)
    if request.state == State.SLEEPING:
        return Turn(Word.GIVEN, Word.GIVEN, "Sleeps until its date")
    if request.state == State.WITHDRAWN:
        return Turn(Word.NOT_NEEDED, Word.NOT_NEEDED, "Withdrawn")
    return Turn(Word.GIVEN, Word.GIVEN)


def awaited_of(request: Request, user: User, today: dt.date) -> str:
    """What a request that waits for this person waits for, in a few words."""
    if request.is_with_both_offices(today):
        return "With both offices"
    if request.is_awaiting_answer(today) and request.asked_office == user.side:
        return "Your side’s answer"
    return "Your reply to their answer"


def _both_text(given: set[Office]) -> str:
    if len(given) == 1:
        return "IT signs next" if Office.MARKETING in given else "Marketing signs next"
    return "Both offices’ turn"


def _silence(request: Request, today: dt.date) -> str:
    days = request.days_overdue(today)
    if not days:
        return ""
    return f"No answer for {days} day{'' if days == 1 else 's'} past the date"


def _waiting(office: Office | None, text: str, *, said: bool = True) -> Turn:
    """One side's word is missing; the other's is given, or not said yet."""
    if office is None:
        return Turn(Word.NOT_NEEDED, Word.NOT_NEEDED, text)
    other = Word.GIVEN if said else Word.NOT_NEEDED
    return Turn(
        Word.MISSING if office is Office.MARKETING else other,
        Word.MISSING if office is Office.IT else other,
        text if not said or "past" in text else "",
    )
