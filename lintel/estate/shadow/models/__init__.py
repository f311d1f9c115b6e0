"""Tools that nobody listed: what logs show of them, what people say of them, what was decided."""

from lintel.estate.shadow.models.amnesty import Amnesty, NameClearance
from lintel.estate.shadow.models.outcome import DECIDE, Outcome, Way
from lintel.estate.shadow.models.sighting import Alias, AliasKind, LogFile, LogKind, Sighting, Trace
from lintel.estate.shadow.models.tool import DataKind, Match, Tool, ToolState

__all__ = [
    "DECIDE", "Alias", "AliasKind", "Amnesty", "DataKind", "LogFile", "LogKind", "Match", "NameClearance",
    "Outcome", "Sighting", "Tool", "ToolState", "Trace", "Way",
]  # fmt: skip
