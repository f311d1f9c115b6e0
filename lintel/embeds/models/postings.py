"""Offers and needs: who would go, and who is wanted."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lintel.audit.sides import OFFICES, Office, Side
from lintel.embeds.models.skills import Level, Skill
from lintel.people.access import may_read
from lintel.people.models import Specialty, Team, User
from lintel.ui.addresses import address


class What(models.TextChoices):
    """Which of the two it is."""

    OFFER = "offer", "Offer"
    NEED = "need", "Need"


class Kind(models.TextChoices):
    """What a stay on the other side is like."""

    EMBED = "embed", "Embed"
    ROTATION = "rotation", "Rotation"
    PAIRING = "pairing", "Pairing"
    SHADOWING = "shadowing", "Shadowing"
    MENTORSHIP = "mentorship", "Mentorship"


class PostingState(models.TextChoices):
    """Life of an offer or a need."""

    OPEN = "open", "Open"
    MET = "met", "Met"
    WITHDRAWN = "withdrawn", "Withdrawn"


POSTING_TONES = {"open": "waiting", "met": "good", "withdrawn": "quiet"}
SIDES = [(office.value, Side(office.value).label) for office in OFFICES]
SHARE = [MinValueValidator(5), MaxValueValidator(100)]


class PostingQuerySet(models.QuerySet["Posting"]):
    """Reads of offers and needs."""

    def visible_to(self, user: Any) -> PostingQuerySet:
        """Both sides see the same: everybody with a role."""
        return self.all() if may_read(user) else self.none()

    def with_names(self) -> PostingQuerySet:
        """Team and person come along, as lists need them."""
        return self.select_related("team", "person")

    def with_skills(self) -> PostingQuerySet:
        """With the skills that are asked for or can be learnt."""
        return self.with_names().prefetch_related("skills__skill")

    def open(self) -> PostingQuerySet:
        """Those that can be matched."""
        return self.filter(state=PostingState.OPEN)

    def unspoken(self) -> PostingQuerySet:
        """Those for which no stay waits for its words."""
        waits = Q(placements__state="proposed") | Q(placements_of_offer__state="proposed")
        return self.exclude(pk__in=self.model.objects.filter(waits).values("pk"))

    def needs(self) -> PostingQuerySet:
        """Somebody is wanted."""
        return self.filter(what=What.NEED)

    def offers(self) -> PostingQuerySet:
        """Somebody would go."""
        return self.filter(what=What.OFFER)


class Posting(models.Model):
    """An offer (this person would go to the other side) or a need (a team wants somebody from there)."""

    commentable = True

    what = models.CharField(max_length=8, choices=What.choices)
    title = models.CharField("Title", max_length=160)
    kind = models.CharField("Kind of stay", max_length=12, choices=Kind.choices)
    side = models.CharField("Side", max_length=16, choices=SIDES)
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Team"
    )
    person = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Who would go"
    )
    starts_on = models.DateField("From")
    ends_on = models.DateField("Until")
    share = models.PositiveSmallIntegerField("Share of a week (%)", validators=SHARE, default=40)
    learning = models.TextField(
        "What is to be learnt", max_length=2000, help_text="So that one can tell at the end whether it was."
    )
    adds_to = models.ForeignKey(
        Specialty, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Works as",
        help_text="The specialty whose days it adds to in the roadmap. Empty for somebody who only learns.",
    )  # fmt: skip
    state = models.CharField(max_length=10, choices=PostingState.choices, default=PostingState.OPEN)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = PostingQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        verbose_name = "offer or need"
        verbose_name_plural = "offers and needs"
        constraints = [
            models.CheckConstraint(
                condition=(Q(what=What.OFFER) & Q(person__isnull=False))
                | (Q(what=What.NEED) & Q(person__isnull=True)),
                name="posting_offer_has_a_person",
                violation_error_message="An offer says who would go; a need does not.",
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="posting_kind_known"),
            models.CheckConstraint(condition=Q(side__in=Office.values), name="posting_side_known"),
            models.CheckConstraint(condition=Q(state__in=PostingState.values), name="posting_state_known"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="posting_days_in_order",
                violation_error_message="It ends before it starts: change one of the two days.",
            ),
            models.CheckConstraint(
                condition=Q(share__gte=5, share__lte=100), name="posting_share_of_a_week"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return address("embeds:posting", self.pk)

    @property
    def is_need(self) -> bool:
        """Somebody is wanted."""
        return self.what == What.NEED

    @property
    def is_open(self) -> bool:
        """It can be changed, matched and withdrawn."""
        return self.state == PostingState.OPEN

    @property
    def tone(self) -> str:
        """How the state is coloured."""
        return POSTING_TONES[self.state]


class Use(models.TextChoices):
    """What a skill is to an offer or a need."""

    ASKED = "asked", "Asked for"
    LEARNT = "learnt", "Can be learnt"


class PostingSkill(models.Model):
    """A skill that a need asks for, with its least level; or one that can be learnt, or is wished for."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+")
    use = models.CharField(max_length=8, choices=Use.choices)
    least = models.PositiveSmallIntegerField("At least", choices=Level.choices, null=True, blank=True)

    class Meta:
        ordering = ["use", "skill__name"]
        constraints = [
            models.UniqueConstraint(fields=["posting", "skill", "use"], name="posting_skill_once"),
            models.CheckConstraint(
                condition=Q(use=Use.ASKED) ^ Q(least__isnull=True), name="posting_skill_asked_has_level"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.skill} {self.least or ''}".strip()
