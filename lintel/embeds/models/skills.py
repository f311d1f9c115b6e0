"""Skills, how well somebody has them, and who leads a team and may say so too."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.utils import timezone

from lintel.people.access import key_of, may_read
from lintel.people.models import Specialty, Team, User
from lintel.ui.addresses import address


class SkillKind(models.TextChoices):
    """What a skill is about."""

    MARKETING = "marketing", "Marketing craft"
    TECHNOLOGY = "technology", "Technology"
    DATA = "data", "Data"
    TOGETHER = "together", "Working together"


class Level(models.IntegerChoices):
    """How well somebody has a skill; ANCHORS say what each means."""

    NEW = 1, "1 · New to it"
    HELPED = 2, "2 · With help"
    ALONE = 3, "3 · Alone"
    ASKED = 4, "4 · Others ask them"
    SETS = 5, "5 · Sets how it is done"


ALONE = Level.ALONE  # from here on a team can count on somebody
ANCHORS = {
    Level.NEW: "Knows what it is for and would have to be shown.",
    Level.HELPED: "Does parts of it, with somebody to ask.",
    Level.ALONE: "Does it alone, and knows when to ask.",
    Level.ASKED: "Does the difficult cases; colleagues ask first.",
    Level.SETS: "Decides how it is done here, and teaches it.",
}


class SkillQuerySet(models.QuerySet["Skill"]):
    """Reads of skills."""

    def visible_to(self, user: Any) -> SkillQuerySet:
        """Which skills there are, everybody with a role may know."""
        return self.all() if may_read(user) else self.none()

    def counted(self) -> SkillQuerySet:
        """With how many work alone at it on either side, and how many want to learn it: numbers, no names."""
        able = Q(levels__level__gte=ALONE, levels__person__is_active=True)
        wish = Q(levels__wants_to_learn=True, levels__person__is_active=True)
        return self.annotate(
            in_marketing=Count("levels", filter=able & Q(levels__person__side="marketing")),
            in_it=Count("levels", filter=able & Q(levels__person__side="it")),
            learners=Count("levels", filter=wish),
        )


class Skill(models.Model):
    """Something that people can do, and that work needs; `specialty` says whose work in the roadmap."""

    name = models.CharField("Skill", max_length=80)
    kind = models.CharField("Kind", max_length=12, choices=SkillKind.choices)
    specialty = models.ForeignKey(
        Specialty, models.SET_NULL, null=True, blank=True, related_name="skills",
        verbose_name="Part of the work of", help_text="The specialists of the roadmap who need it.",
    )  # fmt: skip

    objects = SkillQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"), name="skill_name_once",
                violation_error_message="There is a skill of this name already.",
            ),
            models.CheckConstraint(condition=Q(kind__in=SkillKind.values), name="skill_kind_known"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where it stands in the list."""
        return address("embeds:skill", self.pk)


class SkillLevelQuerySet(models.QuerySet["SkillLevel"]):
    """Reads of what people can do."""

    def visible_to(self, user: Any) -> SkillLevelQuerySet:
        """One's own, those of the teams one leads, and everybody's for both offices; numbers are for all."""
        if not may_read(user):
            return self.none()
        if key_of(user) is not None:
            return self.all()
        return self.filter(Q(person=user) | Q(person__team__lead__person=user))


class SkillLevel(models.Model):
    """How well a person has a skill, as they say themselves, and whether they want to learn it. Whoever leads
    them may confirm exactly this level; another level is unconfirmed."""

    person = models.ForeignKey(User, models.CASCADE, related_name="skill_levels")
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="levels")
    level = models.PositiveSmallIntegerField("Level", choices=Level.choices)
    wants_to_learn = models.BooleanField("Wants to learn more", default=False)
    changed_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = SkillLevelQuerySet.as_manager()

    class Meta:
        ordering = ["skill__name"]
        constraints = [
            models.UniqueConstraint(fields=["person", "skill"], name="one_level_per_skill"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="skill_level_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.skill} {self.level}"

    @property
    def anchor(self) -> str:
        """What the level means, in a sentence."""
        return ANCHORS[Level(self.level)]


class TeamLeadQuerySet(models.QuerySet["TeamLead"]):
    """Reads of who leads which team."""

    def visible_to(self, user: Any) -> TeamLeadQuerySet:
        """Everybody with a role."""
        return self.select_related("team", "person") if may_read(user) else self.none()


class TeamLead(models.Model):
    """Who leads a team: confirms skills there and says yes for it. Without one, its office leads it."""

    team = models.OneToOneField(Team, models.CASCADE, related_name="lead")
    person = models.ForeignKey(User, models.CASCADE, related_name="leads")
    named_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    named_at = models.DateTimeField(default=timezone.now)

    objects = TeamLeadQuerySet.as_manager()

    class Meta:
        ordering = ["team__name"]

    def __str__(self) -> str:
        return f"{self.team}: {self.person}"
