"""What one side may ask of the other: a type brings its questions and its time to answer."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from lintel.audit.sides import Office
from lintel.intake.questions import Question, read_questions

LONGEST_ANSWER_DAYS = 90


class Addressee(models.TextChoices):
    """Which office a type of request goes to."""

    MARKETING = "marketing", "Marketing office"
    IT = "it", "IT office"
    EITHER = "either", "Whichever side is not asking"


class RequestTypeQuerySet(models.QuerySet["RequestType"]):
    """Reads of types; they are no secret."""

    def visible_to(self, user: Any) -> "RequestTypeQuerySet":
        """Everybody who may sign in sees which types there are."""
        return self.all() if user.is_active else self.none()

    def open_to(self, office: str) -> "RequestTypeQuerySet":
        """Types in use that may be addressed to an office."""
        return self.filter(is_active=True, addressed_to__in=[office, Addressee.EITHER])


class RequestType(models.Model):
    """A kind of request with its own questions. Retired, never deleted: old requests keep theirs."""

    name = models.CharField("Name", max_length=80)
    description = models.CharField("What it is for", max_length=300, blank=True)
    addressed_to = models.CharField("Goes to", max_length=16, choices=Addressee.choices)
    answer_within_days = models.PositiveSmallIntegerField("Days to answer", default=10)
    questions = models.JSONField("Questions", default=list, blank=True)
    is_active = models.BooleanField("In use", default=True)
    version = models.PositiveIntegerField(default=1)

    objects = RequestTypeQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = "request type"
        constraints = [
            models.UniqueConstraint(Lower("name"), name="request_type_name_once"),
            models.CheckConstraint(
                condition=Q(addressed_to__in=Addressee.values), name="request_type_addressee_known"
            ),
            models.CheckConstraint(
                condition=Q(answer_within_days__gte=1, answer_within_days__lte=LONGEST_ANSWER_DAYS),
                name="request_type_answer_within_a_quarter",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where the type is read and changed."""
        return reverse("intake:type", args=[self.pk])

    def goes_to(self, office: str) -> bool:
        """Whether a request of this type may be addressed to an office."""
        return self.addressed_to in {office, Addressee.EITHER}

    def asked(self) -> list[Question]:
        """The type's questions in order."""
        return read_questions(self.questions)

    @property
    def office(self) -> Office | None:
        """The one office it goes to, or None for either."""
        return None if self.addressed_to == Addressee.EITHER else Office(self.addressed_to)
