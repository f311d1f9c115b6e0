"""The words with which an outcome note begins: what was promised, and what is known to have come."""

from collections.abc import Iterable
from typing import Any

from lintel.portfolio.outcomes.models import Outcome, OutcomeNote
from lintel.portfolio.outcomes.standing import Benefit
from lintel.ui.formats import money_text


def first_words(outcome: Outcome, benefits: Iterable[Benefit]) -> dict[str, Any]:
    """The note that stands, or a first draft of its first two parts."""
    row = OutcomeNote.objects.filter(outcome=outcome).first()
    if row is not None:
        names = ("promised", "got", "learned", "verdict")
        return {name: getattr(row, name) for name in names} | {"seen": row.version}
    listed = list(benefits)
    currency = outcome.promise.currency
    promised = [
        f"{one.row.what}: {money_text(one.row.low, currency)} to {money_text(one.row.high, currency)}."
        for one in listed
    ]
    got = [_got(one) for one in listed]
    return {"promised": "\n\n".join(promised), "got": "\n\n".join(got), "seen": 0}


def _got(one: Benefit) -> str:
    if one.newest is not None:
        return f"{one.row.what}: {one.newest.sentence}"
    if one.statement is not None:
        extent = one.statement.get_extent_display()
        return f"{one.row.what}, stated, not measured: {extent}. {one.statement.words}"
    return f"{one.row.what}: nothing is known yet."
