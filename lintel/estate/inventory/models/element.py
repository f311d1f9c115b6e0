"""One thing of the estate: a touchpoint, capability, system, data class, vendor, region or environment."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone

from lintel.estate.inventory.models.kinds import DATED, KINDS, OWNED, Disposition, Kind, Stage
from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.addresses import address

LONGEST_NAME = 160
CRITICALITY = [(1, "Hardly noticed"), (2, "Some work waits"), (3, "Customers notice"), (4, "Business stops")]
TONES = {"planned": "waiting", "live": "good", "phasing_out": "warning", "retired": "quiet"}


class ElementQuerySet(models.QuerySet["Element"]):
    """Reads of elements."""

    def visible_to(self, user: Any) -> ElementQuerySet:
        """Both sides see the whole estate; a stranger sees none of it."""
        return self.all() if may_read(user) else self.none()

    def of_kind(self, kind: str) -> ElementQuerySet:
        """Only of one kind, unless it is empty."""
        return self.filter(kind=kind) if kind else self

    def with_owners(self) -> ElementQuerySet:
        """Owners come along, as lists need them."""
        return self.select_related("business_owner", "technical_owner")

    def at(self, day: dt.date) -> ElementQuerySet:
        """With `stage`, where each element is in its life on that day. Without dates it is in use."""
        return self.annotate(
            stage=Case(
                When(retired_from__lte=day, then=Value(Stage.RETIRED)),
                When(phase_out_from__lte=day, then=Value(Stage.PHASING_OUT)),
                When(live_from__gt=day, then=Value(Stage.PLANNED)),
                default=Value(Stage.LIVE),
                output_field=models.CharField(),
            )
        )

    def in_stage(self, stage: str, day: dt.date) -> ElementQuerySet:
        """Those that are at that point of their life on that day."""
        return self.at(day).filter(**{"stage": stage})

    def standing(self, day: dt.date) -> ElementQuerySet:
        """Without those that are gone on that day."""
        return self.exclude(retired_from__lte=day)

    def with_cost(self, day: dt.date) -> ElementQuerySet:
        """With `cost`, what was paid in the twelve months before the month of `day`, in the house's money."""
        from lintel.estate.inventory.models.contract import Cost

        until = day.replace(day=1)
        within = Cost.objects.filter(
            element=OuterRef("pk"), month__gte=until.replace(year=until.year - 1), month__lt=until
        )
        total = within.order_by().values("element").annotate(total=Sum("amount")).values("total")
        return self.annotate(cost=Subquery(total))

    def lacking_owner(self) -> ElementQuerySet:
        """Those that should have two owners and lack one."""
        return self.filter(kind__in=OWNED).filter(Q(business_owner=None) | Q(technical_owner=None))

    def owned_by(self, user: Any) -> ElementQuerySet:
        """Those that this person owns, for business or technically."""
        return self.filter(Q(business_owner=user) | Q(technical_owner=user))

    def stale(self, day: dt.date, months: int = 6) -> ElementQuerySet:
        """Those that nobody confirmed or changed for so many months (of 30 days)."""
        since = timezone.make_aware(dt.datetime.combine(day, dt.time())) - dt.timedelta(days=30 * months)
        return self.annotate(seen_at=Coalesce("confirmed_at", "changed_at")).filter(
            seen_at__lt=since, changed_at__lt=since
        )


class Element(models.Model):
    """A thing of the estate with its two owners. `key` is what it is called in the file it came from, and
    stays through export and import; `version` counts edits, so that nobody writes over another’s."""

    commentable = True

    kind = models.CharField("Kind", max_length=12, choices=Kind.choices)
    name = models.CharField("Name", max_length=LONGEST_NAME)
    key = models.CharField("Id", max_length=200, blank=True)
    description = models.TextField("What it is for", max_length=4000, blank=True)
    business_owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Business owner",
        help_text="Says what it must do, and whether it still does.",
    )  # fmt: skip
    technical_owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Technical owner",
        help_text="Says how it runs, and what it depends on.",
    )  # fmt: skip
    live_from = models.DateField("In use from", null=True, blank=True)
    phase_out_from = models.DateField("Phased out from", null=True, blank=True)
    retired_from = models.DateField("Gone from", null=True, blank=True)
    disposition = models.CharField(
        "What is to become of it", max_length=10, choices=Disposition.choices, blank=True,
        help_text="Tolerate, invest, migrate or eliminate (TIME).",
    )  # fmt: skip
    criticality = models.PositiveSmallIntegerField(
        "How bad it is when it stands still", null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(4)],
        choices=CRITICALITY,
    )  # fmt: skip
    address = models.CharField(
        "Web address",
        max_length=300,
        blank=True,
        help_text="Where it is used, such as https://crm.example.com.",
    )
    extra = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField("Confirmed", null=True, blank=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ElementQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="element_kind_known"),
            models.CheckConstraint(condition=~Q(name=""), name="element_has_a_name"),
            models.UniqueConstraint(
                Lower("name"), "kind", condition=Q(key=""), name="element_name_once_a_kind",
                violation_error_message="There is one of this kind with this name already.",
            ),
            models.UniqueConstraint(
                fields=["key"], condition=~Q(key=""), name="element_key_once",
                violation_error_message="Another element has this id already.",
            ),
            models.CheckConstraint(
                condition=Q(disposition="") | Q(disposition__in=Disposition.values) & Q(kind=Kind.SYSTEM),
                name="only_systems_are_disposed",
                violation_error_message="Only of a system is said what is to become of it.",
            ),
            models.CheckConstraint(
                condition=Q(criticality=None) | Q(criticality__gte=1, criticality__lte=4),
                name="criticality_within_bounds",
            ),
            models.CheckConstraint(
                condition=Q(retired_from=None)
                | Q(phase_out_from=None)
                | Q(phase_out_from__lte=F("retired_from")),
                name="phased_out_before_gone",
                violation_error_message="It is gone before it is phased out: change one of the two dates.",
            ),
            models.CheckConstraint(
                condition=(Q(live_from=None) | Q(phase_out_from=None) | Q(live_from__lte=F("phase_out_from")))
                & (Q(live_from=None) | Q(retired_from=None) | Q(live_from__lte=F("retired_from"))),
                name="in_use_before_gone",
                violation_error_message="It is phased out or gone before it is in use: change a date.",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["kind", "name"], name="element_by_kind")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The element's page."""
        return address("inventory:element", self.pk)

    @property
    def plural(self) -> str:
        """What elements of this kind are called together."""
        return KINDS[self.kind].plural

    @property
    def is_owned(self) -> bool:
        """Whether elements of this kind are to have two owners."""
        return self.kind in OWNED

    @property
    def is_dated(self) -> bool:
        """Whether elements of this kind come and go."""
        return self.kind in DATED

    def stage_on(self, day: dt.date) -> Stage:
        """Where in its life it is on a day; the same rule as `ElementQuerySet.at`."""
        if self.retired_from and self.retired_from <= day:
            return Stage.RETIRED
        if self.phase_out_from and self.phase_out_from <= day:
            return Stage.PHASING_OUT
        return Stage.PLANNED if self.live_from and self.live_from > day else Stage.LIVE

    @property
    def tone(self) -> str:
        """How the stage of today is coloured."""
        return TONES[self.stage_on(timezone.now().date())]
