"""Who has never worked on the other side, and which skills the roadmap needs and nobody has."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet

from lintel.audit.sides import Office
from lintel.embeds.access import FIT_TO_GO
from lintel.embeds.models import ACROSS, ALONE, Placement, Skill, SkillLevel
from lintel.people.models import Specialty, Team, User
from lintel.portfolio.proposals.models import Effort
from lintel.portfolio.roadmaps.models import Roadmap

NO_TEAM = "No team"


@dataclass(frozen=True)
class TeamLine:
    """A team: how many could go, and how many were ever across."""

    name: str
    side: str
    people: int
    across: int

    @property
    def never(self) -> int:
        """How many were not."""
        return self.people - self.across


def who_could_go() -> QuerySet[User]:
    """Members and analysts of the two sides."""
    return User.objects.active().filter(side__in=Office.values, role__in=FIT_TO_GO)


def never_across() -> QuerySet[User]:
    """Those of them who have not been on the other side, as far as this house knows."""
    there = Placement.objects.filter(state__in=ACROSS).values("person")
    return who_could_go().exclude(pk__in=there)


def teams() -> list[TeamLine]:
    """Every team, those with most people who never were across first; three queries."""
    there = set(Placement.objects.filter(state__in=ACROSS).values_list("person_id", flat=True))
    people: Counter[tuple[str, int | None]] = Counter()
    across: Counter[tuple[str, int | None]] = Counter()
    for pk, side, team in who_could_go().values_list("pk", "side", "team_id"):
        people[side, team] += 1
        across[side, team] += pk in there
    names = dict(Team.objects.values_list("pk", "name"))
    lines = [
        TeamLine(names.get(team, NO_TEAM) if team else NO_TEAM, side, count, across[side, team])
        for (side, team), count in people.items()
    ]
    return sorted(lines, key=lambda line: (-line.never, line.side, line.name))


@dataclass(frozen=True)
class Wanted:
    """A specialty that the roadmaps’ work needs, who has it, and how its skills stand."""

    specialty: Specialty
    days: Decimal
    people: int
    skills: list[SkillStand] = field(default_factory=list)

    @property
    def missing(self) -> list[SkillStand]:
        """Skills that nobody works alone at."""
        return [one for one in self.skills if not one.able]

    @property
    def nobody(self) -> bool:
        """No one has the specialty, or not one of its skills."""
        return self.people == 0 or bool(self.missing)


@dataclass(frozen=True)
class SkillStand:
    """A skill: how many work alone at it, and how many want to learn it."""

    skill: Skill
    able: int
    learners: int


def wanted(today: dt.date) -> list[Wanted]:
    """What the work in roadmaps that are not over needs, what nobody has first; six queries."""
    days = _days(today)
    if not days:
        return []
    people = Counter(User.objects.active().filter(specialty__in=days).values_list("specialty_id", flat=True))
    skills = _skills(days)
    lines = [
        Wanted(one, days[one.pk], people[one.pk], skills[one.pk])
        for one in Specialty.objects.filter(pk__in=days)
    ]
    return sorted(lines, key=lambda line: (not line.nobody, -line.days, line.specialty.name))


def _days(today: dt.date) -> dict[int, Decimal]:
    """Likely person-days by specialty of all proposals in these roadmaps, each proposal once."""
    roadmaps = [one.pk for one in Roadmap.objects.all() if one.ends_on >= today]
    found: dict[int, Decimal] = defaultdict(Decimal)
    rows = Effort.objects.filter(proposal__in=_proposals(roadmaps))
    for specialty, likely in rows.values_list("specialty_id", "likely"):
        found[specialty] += likely
    return found


def _proposals(roadmaps: list[int]) -> QuerySet[Roadmap, int]:
    return Roadmap.objects.filter(pk__in=roadmaps, entries__isnull=False).values_list(
        "entries__proposal", flat=True
    )


def _skills(days: dict[int, Decimal]) -> dict[int, list[SkillStand]]:
    able: Counter[int] = Counter()
    learners: Counter[int] = Counter()
    levels = SkillLevel.objects.filter(skill__specialty__in=days, person__is_active=True)
    for skill, level, wants in levels.values_list("skill_id", "level", "wants_to_learn"):
        able[skill] += level >= ALONE
        learners[skill] += wants
    found: dict[int, list[SkillStand]] = defaultdict(list)
    for one in Skill.objects.filter(specialty__in=days):
        if one.specialty_id is not None:
            found[one.specialty_id].append(SkillStand(one, able[one.pk], learners[one.pk]))
    return found
