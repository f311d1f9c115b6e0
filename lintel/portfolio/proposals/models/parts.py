"""What a proposal is made of besides its own fields. Each part knows what a signature covers of it."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from lintel.insight.definitions.models import Metric
from lintel.people.models import Specialty
from lintel.portfolio.proposals.models.proposal import MOST_MONEY, Proposal
from lintel.portfolio.proposals.models.querysets import PartQuerySet

NOT_NEGATIVE = [MinValueValidator(Decimal(0))]


class Part(models.Model):
    """One row of a proposal."""

    objects = PartQuerySet.as_manager()

    class Meta:
        abstract = True

    covered: tuple[str, ...] = ()

    def get_absolute_url(self) -> str:
        """Its place on the proposal's page."""
        url: str = getattr(self, "proposal").get_absolute_url()  # noqa: B009  # declared by every subclass
        return f"{url}#{self._meta.model_name}s"

    def content(self) -> dict[str, Any]:
        """What a signature covers of this part."""
        return {name: getattr(self, name) for name in self.covered}


class CriteriaKind(models.TextChoices):
    """How acceptance criteria are written."""

    CHECKLIST = "checklist", "A checklist, one criterion a line"
    SCENARIO = "scenario", "Given … when … then …"


STEPS = {"given", "when", "then", "and", "but"}


def _step(word: str, rest: str, text: str, known: bool) -> tuple[str, str]:
    return (word.strip(":,").capitalize(), rest.strip()) if known else ("", text)


class Requirement(Part):
    """What must be true when the work is done, and how one will see it."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="requirements")
    text = models.TextField("Requirement", max_length=4_000)
    criteria_kind = models.CharField(
        "Acceptance criteria as", max_length=12, choices=CriteriaKind.choices, default=CriteriaKind.CHECKLIST
    )
    criteria = models.TextField(
        "Acceptance criteria",
        max_length=4_000,
        blank=True,
        help_text="How both sides will see that it is met.",
    )

    covered = ("text", "criteria_kind", "criteria")

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="requirement_says_something")]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def criteria_lines(self) -> list[str]:
        """The checklist's items."""
        return [line.strip(" \t-*•") for line in self.criteria.splitlines() if line.strip(" \t-*•")]

    @property
    def scenarios(self) -> list[list[tuple[str, str]]]:
        """The scenarios, each as its steps: the leading word (given, when, then, and, but) and the rest. A
        scenario begins with “given” or after an empty line; a line without such a word goes on with the one
        before."""
        found: list[list[tuple[str, str]]] = []
        fresh = True
        for line in self.criteria.splitlines():
            text = line.strip(" \t-*•")
            word, _, rest = text.partition(" ")
            known = word.strip(":,").lower() in STEPS
            if not text:
                fresh = True
            elif fresh or (known and word.strip(":,").lower() == "given"):
                found.append([_step(word, rest, text, known)])
                fresh = False
            elif known:
                found[-1].append(_step(word, rest, text, known))
            else:
                before, said = found[-1][-1]
                found[-1][-1] = (before, f"{said} {text}".strip())
        return found

    @property
    def checks(self) -> list[str]:
        """What is looked at one by one when the work is accepted: a line, or a whole scenario."""
        if self.criteria_kind == CriteriaKind.CHECKLIST:
            return list(dict.fromkeys(self.criteria_lines))
        texts = (" ".join(f"{word} {rest}".strip() for word, rest in steps) for steps in self.scenarios)
        return list(dict.fromkeys(texts))


def _days(label: str) -> Any:
    return models.DecimalField(label, max_digits=7, decimal_places=1, validators=NOT_NEGATIVE)


class Effort(Part):
    """Person-days that one specialty has to give, as a range."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="efforts")
    specialty = models.ForeignKey(Specialty, models.PROTECT, related_name="+", verbose_name="Specialists")
    low = _days("At least (person-days)")
    likely = _days("Most likely (person-days)")
    high = _days("At most (person-days)")

    covered = ("specialty_id", "low", "likely", "high")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "specialty"],
                name="one_effort_per_specialty",
                violation_error_message="These specialists have an estimate already: change that one.",
            ),
            models.CheckConstraint(
                condition=Q(low__gte=0, likely__gte=F("low"), high__gte=F("likely")),
                name="effort_range_in_order",
                violation_error_message="At least, most likely and at most have to rise, in this order.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.specialty}: {self.likely} person-days"


class Letter(models.TextChoices):
    """The four parts one can have in a piece of work."""

    RESPONSIBLE = "R", "Responsible – does the work"
    ACCOUNTABLE = "A", "Accountable – answers for it"
    CONSULTED = "C", "Consulted – is asked before"
    INFORMED = "I", "Informed – is told after"


class Involvement(Part):
    """Who is responsible, accountable, consulted or informed: a kind of specialist or a person."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="involvements")
    letter = models.CharField("Part", max_length=1, choices=Letter.choices)
    specialty = models.ForeignKey(
        Specialty, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Specialists"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Person",
    )

    covered = ("letter", "specialty_id", "person_id")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(specialty=None, person__isnull=False) | Q(specialty__isnull=False, person=None),
                name="involvement_names_one",
                violation_error_message="Name either a kind of specialist or a person.",
            ),
            models.CheckConstraint(condition=Q(letter__in=Letter.values), name="involvement_letter_known"),
            models.UniqueConstraint(
                fields=["proposal", "letter", "person"],
                name="one_letter_per_person",
                violation_error_message="This person has that part already.",
            ),
            models.UniqueConstraint(
                fields=["proposal", "letter", "specialty"],
                name="one_letter_per_specialty",
                violation_error_message="These specialists have that part already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter}: {self.person or self.specialty}"


def _benefit(label: str) -> Any:
    return models.DecimalField(label, max_digits=14, decimal_places=2)


class Benefit(Part):
    """What it brings in one fiscal period, as a range; a loss is a negative amount."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="benefits")
    what = models.CharField("What it brings", max_length=300)
    period = models.CharField(
        "Fiscal period", max_length=40, help_text="As your finance people call it: FY27 Q1."
    )
    period_starts_on = models.DateField("The period starts on")
    cashable = models.BooleanField("Cashable", default=False, help_text="Shows in the accounts as money.")
    low = _benefit("At least")
    likely = _benefit("Most likely")
    high = _benefit("At most")
    definition = models.ForeignKey(
        Metric,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Metric that will show it",
        help_text="Only a metric that both offices agreed on counts as measured.",
    )
    metric = models.CharField(
        "In words, where no metric exists yet",
        max_length=200,
        blank=True,
        help_text="How one will notice it.",
    )

    covered = ("what", "period", "period_starts_on", "cashable", "low", "likely", "high", "metric")

    class Meta:
        ordering = ["period_starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    low__gte=-MOST_MONEY, likely__gte=F("low"), high__gte=F("likely"), high__lte=MOST_MONEY
                ),
                name="benefit_range_in_order",
                violation_error_message="At least, most likely and at most have to rise, in this order.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} ({self.period})"

    def content(self) -> dict[str, Any]:
        """What a signature covers; the metric by its number, only where one is bound: older hashes hold."""
        bound = {"definition_id": self.definition_id} if self.definition_id else {}
        return super().content() | bound


class RelationKind(models.TextChoices):
    """How one proposal stands to another."""

    NEEDS = "needs", "needs"
    EXCLUDES = "excludes", "excludes"


class Relation(Part):
    """This proposal needs the other to be done first, or is not to be done beside it."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="relations")
    kind = models.CharField("This proposal", max_length=10, choices=RelationKind.choices)
    other = models.ForeignKey(Proposal, models.CASCADE, related_name="relations_from_others")

    covered = ("kind", "other_id")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "kind", "other"],
                name="one_relation_of_a_kind",
                violation_error_message="This relation is there already.",
            ),
            models.CheckConstraint(
                condition=~Q(proposal=F("other")),
                name="no_relation_to_itself",
                violation_error_message="A proposal has no relation to itself.",
            ),
            models.CheckConstraint(condition=Q(kind__in=RelationKind.values), name="relation_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.kind} {self.other_id}"
