"""How work flows: cycle times, ageing, throughput, cumulative flow, and a forecast of delivery. No Django.

`cycle_times` and `percentile` say how long work took, `weekly` how much was finished each week, `diagram` how
much stood where on each day, `when` and `how_many` what comes by chance if the coming weeks are like those
before. Everything that goes in or out is a frozen dataclass; heavy libraries load at call time.

After D. S. Vacanti, Actionable Agile Metrics for Predictability, 2015.
"""

from __future__ import annotations

from lintel.engines.flow.forecast import LEVELS, HowMany, When, how_many, when
from lintel.engines.flow.problems import TooLittle
from lintel.engines.flow.stages import Diagram, Step, diagram
from lintel.engines.flow.throughput import Weeks, weekly
from lintel.engines.flow.times import Done, age, cycle_times, older_than, percentile

__all__ = [
    "LEVELS",
    "Diagram",
    "Done",
    "HowMany",
    "Step",
    "TooLittle",
    "Weeks",
    "When",
    "age",
    "cycle_times",
    "diagram",
    "how_many",
    "older_than",
    "percentile",
    "weekly",
    "when",
]
