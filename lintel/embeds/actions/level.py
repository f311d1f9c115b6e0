"""What people say they can do, and what those who lead them confirm. Levels never stand in the ledger."""

from __future__ import annotations

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.embeds.access import may_confirm, may_see_skills
from lintel.embeds.keeping import require_part
from lintel.embeds.models import Level, Skill, SkillLevel
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale


@audited("skill-level.said", says="said how well they know {skill}")
def say(entry: Draft, skill: Skill, *, level: int, wants: bool, by: User) -> SkillLevel:
    """One's own level of a skill, and whether one wants to learn more. Another level is unconfirmed again."""
    require_part(by)
    if level not in Level.values:
        raise Problem("There is no such level.", way_out="Choose one from 1 to 5.", field="level")
    row = SkillLevel.objects.select_for_update().filter(person=by, skill=skill).first()
    row = row or SkillLevel(person=by, skill=skill)
    if row.level != level:
        row.confirmed_by, row.confirmed_at = None, None
    row.level, row.wants_to_learn, row.changed_at = level, wants, timezone.now()
    row.save()
    entry.about(by, skill=skill.name)
    return row


@audited("skill-level.dropped", says="no longer names {skill} among their skills")
def drop(entry: Draft, level: SkillLevel, *, by: User) -> Skill:
    """Take a skill out of one's own."""
    if level.person_id != by.pk:
        raise Denied("Everybody keeps their own skills.", way_out="Ask them to take it out.")
    skill = level.skill
    entry.about(by, skill=skill.name)
    level.delete()
    return skill


@audited("skill-level.confirmed", says="confirmed their level of {skill}")
def confirm(entry: Draft, level: SkillLevel, *, read: int, by: User) -> SkillLevel:
    """Whoever leads a person confirms the level that was `read`; one that changed meanwhile stays open."""
    row = (
        SkillLevel.objects.select_for_update(of=("self",))
        .select_related("person__team", "skill")
        .get(pk=level.pk)
    )
    if not may_see_skills(by, row.person) or not may_confirm(by, row):
        raise Denied(
            "A level is confirmed by whoever leads the team, or by the office of that side.",
            way_out="Ask them; the page of teams says who leads which.",
        )
    if row.level != read:
        raise Stale("The level was changed since you read it.", way_out="Look at it again.")
    row.confirmed_by, row.confirmed_at = by, timezone.now()
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    entry.about(row.person, skill=row.skill.name)
    return row
