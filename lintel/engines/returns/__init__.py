"""What an investment may bring: Monte-Carlo net present value, rate of return and payback. No Django.

`simulate` draws one investment, `portfolio` many in the same worlds. Everything that goes in or out is a
frozen dataclass; numpy draws, scipy loads at call time; a seed repeats every figure bit for bit.
"""

from __future__ import annotations

from lintel.engines.returns.checks import check, check_assumptions
from lintel.engines.returns.measures import of_cash
from lintel.engines.returns.model import (
    DELAY,
    ONE_OFF,
    RUN,
    Assumptions,
    Benefit,
    Effort,
    Investment,
    Range,
    Tie,
)
from lintel.engines.returns.outcome import (
    PERCENTILES,
    Band,
    Influence,
    Irr,
    Member,
    Payback,
    Portfolio,
    Return,
    Worth,
)
from lintel.engines.returns.portfolio import portfolio
from lintel.engines.returns.problems import Unfit
from lintel.engines.returns.simulate import DRAWS, simulate

__all__ = [
    "DELAY",
    "DRAWS",
    "ONE_OFF",
    "PERCENTILES",
    "RUN",
    "Assumptions",
    "Band",
    "Benefit",
    "Effort",
    "Influence",
    "Investment",
    "Irr",
    "Member",
    "Payback",
    "Portfolio",
    "Range",
    "Return",
    "Tie",
    "Unfit",
    "Worth",
    "check",
    "check_assumptions",
    "of_cash",
    "portfolio",
    "simulate",
]
