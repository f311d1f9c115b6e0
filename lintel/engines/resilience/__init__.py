"""What happens to a platform when something strikes: a vendor, a crowd, a budget, an intruder. No Django.

`assess` puts a `System` into a `Scenario`; `compare` does it before and after a planned change; `check`
holds it against a building code. `blast_radii` says what every single failure takes along; `surge`,
`drought` and `reach` look at one kind of storm alone. `fault_tree` is the failure logic of one node (and
`read_open_psa` one of somebody else's), for `probability`, `cut_sets` and `importance`. Frozen dataclasses
in and out; numpy and scipy load at call time.
"""

from __future__ import annotations

from lintel.engines.resilience.assessing import SAMPLES, assess, compare
from lintel.engines.resilience.building import Check, check
from lintel.engines.resilience.circuit import FaultTree, Gate
from lintel.engines.resilience.documents import Document, document, load
from lintel.engines.resilience.load import surge
from lintel.engines.resilience.logic import fault_tree
from lintel.engines.resilience.model import (
    Access,
    AllOf,
    AnyOf,
    AtLeast,
    Cause,
    Flow,
    Mode,
    Node,
    Requirement,
    Scenario,
    System,
)
from lintel.engines.resilience.openpsa import read as read_open_psa
from lintel.engines.resilience.outcome import (
    Assessment,
    Breach,
    Change,
    Chokepoint,
    Comparison,
    CutSet,
    CutSets,
    Drought,
    Estimate,
    Importance,
    NodeState,
    Radius,
    Strain,
    Surge,
    Verdict,
)
from lintel.engines.resilience.problems import Unsound
from lintel.engines.resilience.radius import blast_radii
from lintel.engines.resilience.reach import chokepoints, reach
from lintel.engines.resilience.saving import drought
from lintel.engines.resilience.trees import cut_sets, importance, probability

__all__ = [
    "SAMPLES",
    "Access",
    "AllOf",
    "AnyOf",
    "Assessment",
    "AtLeast",
    "Breach",
    "Cause",
    "Change",
    "Check",
    "Chokepoint",
    "Comparison",
    "CutSet",
    "CutSets",
    "Document",
    "Drought",
    "Estimate",
    "FaultTree",
    "Flow",
    "Gate",
    "Importance",
    "Mode",
    "Node",
    "NodeState",
    "Radius",
    "Requirement",
    "Scenario",
    "Strain",
    "Surge",
    "System",
    "Unsound",
    "Verdict",
    "assess",
    "blast_radii",
    "check",
    "chokepoints",
    "compare",
    "cut_sets",
    "document",
    "drought",
    "fault_tree",
    "importance",
    "load",
    "probability",
    "reach",
    "read_open_psa",
    "surge",
]
