"""Plateaus and their changes, what is suggested to change, and versions that both offices signed."""

from lintel.estate.blueprint.models.amendment import Amendment, AmendmentState
from lintel.estate.blueprint.models.change import FACTS, Change, ChangeKind
from lintel.estate.blueprint.models.plateau import Plateau
from lintel.estate.blueprint.models.version import SIGN, Awaits, Version, VersionState

__all__ = [
    "FACTS", "SIGN", "Amendment", "AmendmentState", "Awaits", "Change", "ChangeKind", "Plateau", "Version",
    "VersionState",
]  # fmt: skip
