"""What a goal's row repeats of its key results and check-ins, found again after each change."""

import datetime as dt

from lintel.goals.objectives.models import Goal, Parenthood
from lintel.goals.objectives.scoring import health, part_of, score_of


def count_results(row: Goal) -> None:
    """Find score and counts from the last measurements of the present wording; one query."""
    living = list(row.results.living().with_measurement())
    found = score_of(part_of(one) for one in living)
    row.score, row.results_total, row.results_missing = found.value, len(living), found.missing


def judge(row: Goal, today: dt.date) -> None:
    """Find its health on a day."""
    row.health = health(row, today)


def above(pk: int) -> set[int]:
    """Every goal that this one serves, over however many steps; one query for each step."""
    found: set[int] = set()
    level = {pk}
    while level:
        above = Parenthood.objects.filter(child__in=level).values_list("parent_id", flat=True)
        level = set(above) - found
        found |= level
    return found
