"""Templates that proposals begin from."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from lintel.portfolio.proposals.models.querysets import TemplateQuerySet


class ProposalTemplate(models.Model):
    """A proposal without its own dates, owners and figures: what one of its kind usually has to say.

    `document` is a proposal in full, as files hold it.
    """

    commentable = True

    name = models.CharField("Name", max_length=120)
    purpose = models.CharField(
        "When to use it", max_length=300, blank=True, help_text="For which kind of work it is meant."
    )
    document = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField(default=timezone.now)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = "template"
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="proposal_template_name_once",
                violation_error_message="There is a template of that name already.",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="proposal_template_has_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The template's page."""
        return reverse("portfolio:template", args=[self.pk])
