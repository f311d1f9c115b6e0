"""One customer, not eight: record linkage without configuration, on Splink.

`run` matches everything, `Standing` adds records to what stands, `explain` says why. Records and results are
Arrow tables; `now` and `seed` are arguments; nothing here knows Django.
"""

from __future__ import annotations

from lintel.engines.matching.edges import Decision, unmerge
from lintel.engines.matching.incremental import Standing
from lintel.engines.matching.job import Config, run
from lintel.engines.matching.model import Model
from lintel.engines.matching.outcome import Change, Result, ledger
from lintel.engines.matching.state import State
from lintel.engines.matching.training import Effort

__all__ = [
    "Change",
    "Config",
    "Decision",
    "Effort",
    "Model",
    "Result",
    "Standing",
    "State",
    "ledger",
    "run",
    "unmerge",
]
