"""An independent checker: reads the problem as it is written and shares no code with the models."""

from __future__ import annotations

from dataclasses import dataclass

from lintel.engines.roadmap.plan import Plan
from lintel.engines.roadmap.problem import Problem


@dataclass(frozen=True)
class Violation:
    """What a plan breaks: `rule` (capacity, budget, precedence, …), `where` (keys and period), a sentence."""

    rule: str
    where: str
    sentence: str


def check(problem: Problem, plan: Plan) -> tuple[Violation, ...]:
    """Everything that the plan breaks, the stated objective and sides included; empty when it holds."""
    raise NotImplementedError
