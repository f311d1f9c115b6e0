"""What people do without a solver: order by a score, fill the periods, pass by pass."""

from __future__ import annotations

from typing import Literal

from lintel.engines.roadmap.plan import Plan
from lintel.engines.roadmap.problem import Problem

Rule = Literal["wsjf", "rice"]


def greedy(problem: Problem, *, rule: Rule = "wsjf") -> Plan:
    """A plan by score: WSJF (worth for each period of work) or RICE (worth for each unit of effort).

    Takes prerequisites along: an item that needs others is scored together with those that are missing, and
    they are placed as one, each as early as it fits; passes over what is left until nothing fits any more.
    Status `feasible` without a bound; `stopped` when mandatory items do not fit this way.
    """
    raise NotImplementedError
