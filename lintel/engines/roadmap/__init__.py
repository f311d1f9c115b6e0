"""What to do and when: the best roadmap under both departments' capacity, budgets and dependencies.

`solve` gives a plan with its bound; `check` verifies any plan independently; `explain` says why each item is
in or out, `explain_bundles` how much of each bundle; `holds` and `buffers` say how likely a plan is to hold;
`frontier` shows what serves marketing against what serves IT; `replan` and `what_if` meet changes; `conflict`
says why no plan exists; `greedy` is what people do without a solver. Frozen dataclasses in and out; no
Django; solvers load at call time.
"""

from __future__ import annotations

from lintel.engines.roadmap.bundling import BundleReason, explain_bundles
from lintel.engines.roadmap.checker import Violation, check
from lintel.engines.roadmap.conflicts import Conflict, Member, conflict
from lintel.engines.roadmap.documents import document_of, problem_of
from lintel.engines.roadmap.explaining import Reason, explain
from lintel.engines.roadmap.frontier import Frontier, Point, frontier
from lintel.engines.roadmap.greedy import greedy
from lintel.engines.roadmap.holding import Buffer, Cell, Holding, buffers, holds
from lintel.engines.roadmap.plan import CurvePoint, Placed, Plan, Spend, Use
from lintel.engines.roadmap.plans import plan_document, plan_from
from lintel.engines.roadmap.problem import (
    Budget,
    Bundle,
    Cost,
    Demand,
    Estimate,
    Exclusion,
    Frozen,
    Item,
    Mode,
    Precedence,
    Problem,
    Role,
)
from lintel.engines.roadmap.problems import Refused
from lintel.engines.roadmap.replanning import Difference, Replan, difference, replan
from lintel.engines.roadmap.room import Change, Lack
from lintel.engines.roadmap.solving import solve
from lintel.engines.roadmap.ways import Otherwise
from lintel.engines.roadmap.whatif import WhatIf, what_if

__all__ = [
    "Budget",
    "Buffer",
    "Bundle",
    "BundleReason",
    "Cell",
    "Change",
    "Conflict",
    "Cost",
    "CurvePoint",
    "Demand",
    "Difference",
    "Estimate",
    "Exclusion",
    "Frontier",
    "Frozen",
    "Holding",
    "Item",
    "Lack",
    "Member",
    "Mode",
    "Otherwise",
    "Placed",
    "Plan",
    "Point",
    "Precedence",
    "Problem",
    "Reason",
    "Refused",
    "Replan",
    "Role",
    "Spend",
    "Use",
    "Violation",
    "WhatIf",
    "buffers",
    "check",
    "conflict",
    "difference",
    "document_of",
    "explain",
    "explain_bundles",
    "frontier",
    "greedy",
    "holds",
    "plan_document",
    "plan_from",
    "problem_of",
    "replan",
    "solve",
    "what_if",
]
