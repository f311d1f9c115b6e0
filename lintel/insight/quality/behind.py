"""The data behind an answer: how fresh, how much, and what is wrong with it, for pages and programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from lintel.insight.quality.expecting import all_expected
from lintel.insight.quality.judging import WORST, freshness
from lintel.insight.quality.models import TONES, Check, Grade
from lintel.warehouse.models import Dataset
from lintel.warehouse.shapes import shapes


@dataclass(frozen=True)
class Behind:
    """One dataset behind an answer. `grade` is empty where its present state was not looked at yet."""

    dataset: str
    says: str
    published_at: dt.datetime | None
    rows: int
    grade: str
    concerns: tuple[str, ...]

    @property
    def tone(self) -> str:
        """The colour of the grade."""
        return TONES[Grade(self.grade)] if self.grade else "quiet"

    @property
    def label(self) -> str:
        """The grade in words."""
        return str(Grade(self.grade).label) if self.grade else "Not checked yet"


def behind(names: Iterable[str], now: dt.datetime | None = None) -> list[Behind]:
    """The datasets in order of their names: five queries for any number of them.

    Freshness is judged as of now: what was fresh when it was looked at may be old by today.
    """
    wanted, moment = sorted(set(names)), now or timezone.now()
    rows = Dataset.objects.filter(name__in=wanted).exclude(current=None).select_related("current")
    states = {row.name: row.current for row in rows}
    checks = {one.dataset: one for one in Check.objects.newest().filter(dataset__in=wanted)}
    said = {shape.name: shape.says for shape in shapes()}
    expectations = all_expected()
    found = []
    for name in wanted:
        state, check = states.get(name), checks.get(name)
        if state is None:
            found.append(
                Behind(name, said.get(name, ""), None, 0, Grade.BAD, ("Nothing was published yet.",))
            )
            continue
        grade, concerns = "", []
        if check is not None and check.snapshot == state.key:
            grade = Grade.GOOD
            parts = [one for one in check.findings if one["check"] != "freshness"]
            for one in parts:
                grade = max(grade, one["grade"], key=lambda each: WORST.index(Grade(each)))
            concerns = [_concern(one["column"], one["says"]) for one in parts if one["grade"] != Grade.GOOD]
        for age in freshness(expectations[name], state.published_at, moment) if name in expectations else ():
            if age.grade != Grade.GOOD:
                grade = max(grade or Grade.GOOD, age.grade, key=lambda each: WORST.index(Grade(each)))
                concerns.append(_concern("", age.says))
        found.append(Behind(name, said.get(name, ""), state.published_at, state.rows, grade, tuple(concerns)))
    return found


def _concern(column: str, says: str) -> str:
    return f"{column}: {says}" if column else says
