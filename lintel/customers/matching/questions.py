"""The questions that matching has for people, without those that were answered since."""

from collections.abc import Sequence
from dataclasses import dataclass

from lintel.customers.matching.datasets import QUESTIONS
from lintel.customers.matching.models import PairDecision
from lintel.warehouse import reading


@dataclass(frozen=True)
class Question:
    """Two records ("source:id") near the threshold: their weight in bits, whether they are one customer as
    things stand, and how many pairs of records another answer would join or part."""

    left: str
    right: str
    weight: float
    together: bool
    changes: int


def open_questions() -> Sequence[Question]:
    """All that wait, the most valuable answer first."""
    with reading.connect(QUESTIONS.name) as connection:
        rows = connection.execute(
            f"select record_l, record_r, weight, together, changes from {QUESTIONS.name} "
            "order by value desc, record_l, record_r"
        ).fetchall()
    answered = set(PairDecision.objects.in_force().values_list("record_l", "record_r"))
    return [Question(*row) for row in rows if (min(row[:2]), max(row[:2])) not in answered]
