"""A question as plain values: what is stored, shared, and turned into the engine's query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from lintel.insight.definitions.shaping import built
from lintel.ui.problems import Problem

TIME = "time"  # each metric's own time
DEFAULT_PERIOD = "last 12 months"
ALL_TIME = "all time"
VERSUS = {"": "nothing", "before": "the period before", "year": "the year before"}
CHARTS = {
    "": "Chosen for you",
    "line": "Lines",
    "bar": "Bars",
    "area": "Areas",
    "heat": "Heat map",
    "table": "Table only",
}


@dataclass(frozen=True)
class Split:
    """One split: a dimension as `dataset.field`, or time with its grain."""

    dimension: str
    grain: str = ""


@dataclass(frozen=True)
class Condition:
    """What a dimension has to be; `op` is the engine's."""

    dimension: str
    op: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """A question. `period` is its phrase, so that “last quarter” stays the last one; `top` keeps the n
    largest
    values of the first split that is no time (the smallest with `smallest`)."""

    metrics: tuple[str, ...]
    by: tuple[Split, ...] = ()
    where: tuple[Condition, ...] = ()
    period: str = DEFAULT_PERIOD
    versus: str = ""
    top: int = 0
    smallest: bool = False
    chart: str = ""

    @property
    def timely(self) -> Split | None:
        """The split by time, if there is one."""
        return next((one for one in self.by if one.grain), None)

    @property
    def categories(self) -> tuple[Split, ...]:
        """The splits that are no time."""
        return tuple(one for one in self.by if not one.grain)


def stored(asked: Asked) -> dict[str, Any]:
    """As the database keeps it."""
    return asdict(asked)


def restored(values: Mapping[str, Any]) -> Asked:
    """The question again. Errors: `Problem` where an entry is unknown or misshapen."""
    try:
        asked = built(Asked, values)
    except ValueError as error:
        raise Problem("This question cannot be read.", way_out=str(error), field="question") from error
    if not asked.metrics:
        raise Problem("The question names no figure.", way_out="Say which metric you want.", field="question")
    if asked.versus not in VERSUS or asked.chart not in CHARTS or not 0 <= asked.top <= 100:
        raise Problem(
            "The question asks for a comparison, a chart or a length that there is not.",
            way_out=f"Compare with: before, year. Charts: {', '.join(filter(None, CHARTS))}. "
            "At most 100 rows on top.",
            field="question",
        )
    return asked
