"""Skills of people from a file, as an HR system or a spreadsheet keeps them; nothing comes in confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from lintel.audit.sides import Office
from lintel.embeds.models import Level, Skill, SkillKind, SkillLevel
from lintel.imports.contract import Context, Effect, Fault, Field, Mapped
from lintel.imports.contract import register as register_importer
from lintel.people.access import key_of, may_administer
from lintel.people.models import User

LEVELS = {str(level): str(level) for level in Level.values} | {
    Level(level).label.partition(" · ")[2]: str(level) for level in Level.values
}
KINDS = {kind.label: kind.value for kind in SkillKind}
LONGEST = 80

FIELDS = (
    Field(
        "email", "E-mail", kind="email", required=True, example="nele.vogt@example.org",
        aliases=("email", "e-mail address", "person", "work email", "e-mail-adresse", "mitarbeiter"),
    ),
    Field(
        "skill", "Skill", required=True, example="SQL", aliases=("competence", "fähigkeit", "kompetenz"),
        help="Added to the list if there is none of that name.",
    ),
    Field(
        "level", "Level", kind="choice", required=True, choices=LEVELS, example="3",
        aliases=("proficiency", "stufe", "niveau"), help="1 new to it, 3 alone, 5 sets how it is done.",
    ),
    Field(
        "wants", "Wants to learn", kind="bool", example="yes", aliases=("interest", "wish", "interesse"),
    ),
    Field(
        "kind", "Kind", kind="choice", choices=KINDS, example="Data", aliases=("category", "art"),
        help="Of a new skill; technology if the cell is empty.",
    ),
)  # fmt: skip


class SkillsImporter:
    """The file of skills."""

    slug, title, noun = "skills", "Skills of people", "skill of a person"
    description = "Who can do what, from 1 to 5, and who wants to learn it. Levels come in unconfirmed."
    fields = FIELDS
    options: tuple[Field, ...] = ()
    marks = frozenset({"skill", "level"})
    key = ("email", "skill")

    def may_import(self, user: User) -> bool:
        """Administrators and both offices."""
        return may_administer(user) or key_of(user) is not None

    def check(self, rows: Sequence[Mapped], context: Context) -> list[list[Fault]]:
        """Faults of each row; one query for any number of rows."""
        people = _people(rows)
        return [_faults(row, people) for row in rows]

    def write(self, rows: Sequence[Mapped], context: Context) -> list[Effect]:
        """Levels of known people; another level than before is unconfirmed again."""
        people, skills = _people(rows), _skills(rows)
        there = {
            (one.person_id, one.skill_id): one
            for one in SkillLevel.objects.select_for_update().filter(
                person__in=people.values(), skill__in=skills.values()
            )
        }
        effects = []
        for row in rows:
            person, skill = people[_email(row)], skills[_name(row).lower()]
            effects.append(_keep(row, there.get((person.pk, skill.pk)), person, skill))
        return effects

    def undo(self, effects: Sequence[Effect], context: Context) -> list[str]:
        """Take levels back; skills that were added stay in the list."""
        for effect in effects:
            row = SkillLevel.objects.filter(pk=effect.thing.pk).first()
            if row is None or effect.kind == "unchanged":
                continue
            if effect.kind == "created":
                row.delete()
                continue
            row.level, row.wants_to_learn = effect.before["level"], effect.before["wants_to_learn"]
            row.confirmed_by, row.confirmed_at = None, None
            row.save()
        return []


def _email(row: Mapped) -> str:
    return str(row.values.get("email") or "").strip().lower()


def _name(row: Mapped) -> str:
    return " ".join(str(row.values.get("skill") or "").split())


def _people(rows: Sequence[Mapped]) -> dict[str, User]:
    found = User.objects.active().filter(email__in={_email(row) for row in rows}, side__in=Office.values)
    return {person.email: person for person in found}


def _faults(row: Mapped, people: Mapping[str, User]) -> list[Fault]:
    faults = []
    if _email(row) not in people:
        reason = "Nobody of the two sides has this e-mail. Bring the people in first."
        faults.append(Fault("email", reason))
    if len(_name(row)) > LONGEST:
        faults.append(Fault("skill", f"The name is longer than {LONGEST} characters. Shorten it."))
    return faults


def _skills(rows: Sequence[Mapped]) -> dict[str, Skill]:
    """Skills by name in lower case; missing ones are added."""
    known = {skill.name.lower(): skill for skill in Skill.objects.all()}
    for row in rows:
        name = _name(row)
        if name.lower() not in known:
            kind = row.values.get("kind") or SkillKind.TECHNOLOGY
            known[name.lower()] = Skill.objects.create(name=name, kind=kind)
    return known


def _keep(row: Mapped, there: SkillLevel | None, person: User, skill: Skill) -> Effect:
    level, wants = int(row.values["level"]), row.values.get("wants")
    if there is None:
        made = SkillLevel.objects.create(person=person, skill=skill, level=level, wants_to_learn=bool(wants))
        return Effect(row.number, made, "created")
    wanted: Any = there.wants_to_learn if wants is None else bool(wants)
    before = {"level": there.level, "wants_to_learn": there.wants_to_learn}
    if before == {"level": level, "wants_to_learn": wanted}:
        return Effect(row.number, there, "unchanged")
    if there.level != level:
        there.confirmed_by, there.confirmed_at = None, None
    there.level, there.wants_to_learn, there.changed_at = level, wanted, timezone.now()
    there.save()
    return Effect(row.number, there, "updated", before)


def register() -> None:
    """Make the importer known."""
    register_importer(SkillsImporter())
