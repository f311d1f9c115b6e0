"""What was laid on the table, and what both offices decided about it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lintel.audit.models import Signature
from lintel.portfolio.proposals.models.proposal import Proposal
from lintel.portfolio.proposals.models.querysets import DecisionQuerySet


class Purpose(models.TextChoices):
    """What two keys can do."""

    APPROVE = "approve", "Approve"
    FUND = "fund", "Fund"
    BUY = "buy", "Buy"
    STOP = "stop", "Stop"

    @property
    def done(self) -> str:
        """What both offices have done with it."""
        return {"approve": "approved", "fund": "funded", "buy": "released to buy", "stop": "stopped"}[
            self.value
        ]


class Offer(models.Model):
    """The content of one version as it was laid before the offices, kept so that changes can be shown."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="offers")
    version = models.PositiveIntegerField()
    content_hash = models.CharField(max_length=64)
    content = models.JSONField()
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["proposal", "version"], name="one_offer_per_version")]

    def __str__(self) -> str:
        return f"{self.proposal} v{self.version}"


class Decision(models.Model):
    """Both keys were put to one version of one content, for one purpose. Never changed."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="decisions")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    version = models.PositiveIntegerField()
    content_hash = models.CharField(max_length=64)
    taken_at = models.DateTimeField(db_index=True)
    marketing_signature = models.OneToOneField(Signature, models.PROTECT, related_name="+")
    it_signature = models.OneToOneField(Signature, models.PROTECT, related_name="+")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-taken_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "purpose", "version"], name="one_decision_per_version"
            ),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="decision_purpose_known"),
            models.CheckConstraint(
                condition=~Q(marketing_signature=F("it_signature")), name="decision_has_two_signatures"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.proposal}"

    def get_absolute_url(self) -> str:
        """The keys of its proposal."""
        return f"{self.proposal.get_absolute_url()}#keys"

    @property
    def done(self) -> str:
        """What was decided, as a past participle."""
        return Purpose(self.purpose).done
