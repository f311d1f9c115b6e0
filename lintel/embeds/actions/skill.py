"""The list of skills: added, reworded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lintel.audit.audited import Draft, audited
from lintel.embeds.access import may_keep_skills
from lintel.embeds.models import Skill
from lintel.people.models import User
from lintel.people.texts import line
from lintel.ui.checking import checked
from lintel.ui.problems import Denied

LONGEST = 80


@audited("skill.added", says="added the skill {name}")
def add(entry: Draft, values: Mapping[str, Any], *, by: User | None) -> Skill:
    """A new skill: name, kind, and the specialty whose work needs it."""
    return _keep(entry, Skill(), values, by)


@audited("skill.reworded", says="reworded the skill {name}")
def reword(entry: Draft, skill: Skill, values: Mapping[str, Any], *, by: User | None) -> Skill:
    """Another name, kind or specialty; what people said of it stays."""
    return _keep(entry, Skill.objects.select_for_update().get(pk=skill.pk), values, by)


def _keep(entry: Draft, skill: Skill, values: Mapping[str, Any], by: User | None) -> Skill:
    if by is not None and not may_keep_skills(by):
        raise Denied("Members of marketing and IT keep the list of skills.", way_out="Ask one of them.")
    for name, value in values.items():
        setattr(skill, name, value)
    skill.name = line(skill.name, "name", "The name", most=LONGEST, required=True)
    checked(skill).save()
    entry.about(skill, name=skill.name)
    return skill
