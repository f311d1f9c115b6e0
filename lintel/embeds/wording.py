"""An offer or a need as people write it: what forms and programs give, and the action takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lintel.embeds.models import Skill


@dataclass(frozen=True)
class Words:
    """Fields by name, skills asked for with their least level, and skills that can be learnt or are wished
    for. None leaves the skills as they are."""

    fields: Mapping[str, Any]
    asked: Sequence[tuple[Skill, int]] | None = None
    learnt: Sequence[Skill] | None = None
