"""Who fits which need: an assignment of people to needs, with its reasons. No Django.

As many needs as possible are met, and among all ways to do so the one that fits best, exactly and not by
trying. Everything that goes in or out is a frozen dataclass; SciPy loads at call time.
"""

from __future__ import annotations

from lintel.engines.assignment.judging import judge
from lintel.engines.assignment.model import Asked, Left, Matching, Need, Offer, Point, Verdict, What
from lintel.engines.assignment.problems import Unfit
from lintel.engines.assignment.solving import MOST, match

__all__ = [
    "MOST",
    "Asked",
    "Left",
    "Matching",
    "Need",
    "Offer",
    "Point",
    "Unfit",
    "Verdict",
    "What",
    "judge",
    "match",
]
