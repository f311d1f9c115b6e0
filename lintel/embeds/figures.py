"""What was seen before a stay and in its last weeks. It stands beside the stay and proves nothing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Q, QuerySet

from lintel.embeds import ports
from lintel.embeds.models import Placement
from lintel.intake.figures import median
from lintel.intake.models import Answer, AnswerKind, Request
from lintel.language.models import State as TermState
from lintel.language.models import Term

SHORTEST, LONGEST = 28, 182  # days of either stretch
FEW = 10  # requests below which a difference says little


@dataclass(frozen=True)
class Figure:
    """One figure from before and from the end, with how many it rests on where it rests on many."""

    name: str
    unit: str
    before: float | None
    after: float | None
    of_before: int | None = None
    of_after: int | None = None


def of_the_day(day: dt.date) -> dict[str, Any]:
    """What can be known on the day itself only: words without a common meaning, and the assessment's gap."""
    return {"clashes": clashes(), "gap": ports.gap_on(day)}


def clashes() -> int:
    """Terms that mean different things to the two sides, and nothing is agreed."""
    rows = Term.objects.in_use().exclude(state=TermState.AGREED).filter(alike=False)
    return rows.exclude(marketing_meaning="").exclude(it_meaning="").count()


def compare(placement: Placement, today: dt.date) -> dict[str, Any]:
    """Figures of the stretch before the stay began and of one as long up to `today`, in plain values."""
    began = placement.began_on or placement.starts_on
    length = min(max((today - began).days, SHORTEST), LONGEST)
    stretch = dt.timedelta(days=length)
    before, after = (began - stretch, began), (today - stretch, today)
    first, last = _answers(placement, *before), _answers(placement, *after)
    start, end = placement.at_start, of_the_day(today)
    rows = [
        Figure("Requests between the two teams", "requests", first.asked, last.asked),
        Figure("Answered in time", "%", first.in_time, last.in_time, first.answered, last.answered),
        Figure("Days to an answer (median)", "days", first.days, last.days, first.answered, last.answered),
        Figure("Refused at first", "requests", first.refused, last.refused),
        Figure("Words without a common meaning", "words", start.get("clashes"), end["clashes"]),
        Figure("How far apart both see things", "points of 5", _short(start.get("gap")), _short(end["gap"])),
    ]  # fmt: skip
    days = {"before": [str(day) for day in before], "after": [str(day) for day in after], "length": length}
    return {**days, "rows": [asdict(row) for row in rows]}


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


@dataclass(frozen=True)
class Answers:
    """What was asked between the two in some days, and how it was answered."""

    asked: int
    answered: int
    in_time: int | None
    days: float | None
    refused: int


def _answers(placement: Placement, start: dt.date, end: dt.date) -> Answers:
    """Requests that were asked from `start` to the day before `end`, and their first answers."""
    rows = between(placement).filter(asked_at__date__gte=start, asked_at__date__lt=end)
    first = Answer.objects.filter(request__in=rows, round=1).select_related("request")
    return _counted(rows.count(), first)


def _counted(asked: int, answers: Iterable[Answer]) -> Answers:
    days: Counter[int] = Counter()
    in_time = refused = 0
    for one in answers:
        if one.request.asked_at is not None:
            days[(one.at - one.request.asked_at).days] += 1
        in_time += one.in_time
        refused += one.kind == AnswerKind.ANOTHER_WAY
    answered = sum(days.values())
    share = round(100 * in_time / answered) if answered else None
    return Answers(asked, answered, share, median(days), refused)


def between(placement: Placement) -> QuerySet[Request]:
    """Requests of either team to the other side; where no team is named, of the whole side."""
    ends = (
        (placement.from_team_id, placement.from_side, placement.to_side),
        (placement.to_team_id, placement.to_side, placement.from_side),
    )
    asked = Q(pk__in=())
    for team, side, other in ends:
        mine = Q(asker__team=team) if team else Q(asker__side=side)
        asked |= mine & Q(asked_office=other)
    return Request.objects.filter(asked)


def caveat(kept: dict[str, Any]) -> str:
    """How much the figures can carry, in a sentence or two."""
    first = kept["rows"][0]
    fewest = min(first["before"] or 0, first["after"] or 0)
    words = "Other things changed in these weeks too: this is what was seen, not what the stay caused."
    if fewest < FEW:
        words = (
            f"These are small numbers ({first['before']} and {first['after']} requests): differences of this "
            f"size often come by chance. {words}"
        )
    return words
