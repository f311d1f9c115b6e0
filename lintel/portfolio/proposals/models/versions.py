"""What a proposal was at each of its versions, and who owns which of its sections."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from lintel.portfolio.proposals.models.proposal import Proposal
from lintel.portfolio.proposals.models.querysets import SectionOwnerQuerySet, VersionQuerySet


class ProposalVersion(models.Model):
    """The whole content of one version, kept by the edit that made it. Never changed.

    `parts` holds the keys of the rows of each list, in the order in which `content` has them, so that a row
    is known again after others were added or removed. `changed` names the fields and lists that differ from
    the version before.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    parts = models.JSONField(default=dict)
    changed = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = "version"
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="proposal_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal}, version {self.number}"

    def get_absolute_url(self) -> str:
        """The page of this version."""
        return f"{self.proposal.get_absolute_url()}versions/{self.number}/"

    def row(self, name: str, key: int) -> dict[str, Any] | None:
        """What this version says in one row of one list, by the row's key."""
        keys = self.parts.get(name, [])
        return self.content[name][keys.index(key)] if key in keys else None


class Section(models.TextChoices):
    """The sections of a proposal, each of which one person sees to."""

    CASE = "case", "The case"
    ACCESS = "access", "Access and data"
    REQUIREMENTS = "requirements", "Requirements"
    EFFORTS = "efforts", "Effort"
    INVOLVEMENTS = "involvements", "Who takes part"
    MONEY = "money", "What it costs"
    BENEFITS = "benefits", "What it brings"
    WINDOWS = "windows", "Days to reckon with"
    SCORES = "scores", "What it is worth"
    RELATIONS = "relations", "Other proposals"


class SectionOwner(models.Model):
    """Who sees to a section. Not signed; without a row it is the owner of the side that owes it."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="section_owners")
    section = models.CharField("Section", max_length=14, choices=Section.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = SectionOwnerQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "section"], name="one_owner_per_section"),
            models.CheckConstraint(condition=models.Q(section__in=Section.values), name="section_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_section_display()}: {self.person}"

    def get_absolute_url(self) -> str:
        """The section."""
        return f"{self.proposal.get_absolute_url()}#{self.section}"
