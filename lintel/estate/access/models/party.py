"""Who is let in: a team, a role, a group of people, a vendor, or an account that no person uses."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from lintel.estate.inventory.models import Element
from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.addresses import address


class PartyKind(models.TextChoices):
    """What kind of party it is. Single persons are none: they are counted, or named under lock."""

    TEAM = "team", "Team"
    ROLE = "role", "Role"
    GROUP = "group", "Group of people"
    VENDOR = "vendor", "Agency or vendor"
    SERVICE = "service", "Service account"


class PartyQuerySet(models.QuerySet["Party"]):
    """Reads of parties; the names of single persons come only with `with_names`."""

    def visible_to(self, user: Any) -> PartyQuerySet:
        """Both sides see who is let in; a stranger does not."""
        return self.defer("names") if may_read(user) else self.none()


class Party(models.Model):
    """Somebody who is let in somewhere. `names` are single persons; pages show how many there are, and the
    names only to those who may, one look at a time."""

    commentable = True

    kind = models.CharField("Kind", max_length=8, choices=PartyKind.choices)
    name = models.CharField("Name", max_length=160)
    vendor = models.ForeignKey(
        Element, models.PROTECT, null=True, blank=True, related_name="parties",
        verbose_name="Vendor in the inventory",
    )  # fmt: skip
    outside = models.BooleanField("From outside the company", default=False)
    people = models.PositiveIntegerField("How many people", null=True, blank=True)
    names = models.JSONField("Their names", default=list, blank=True)
    note = models.TextField("What one should know", max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PartyQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = "party"
        verbose_name_plural = "parties"
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="party_has_a_name"),
            models.CheckConstraint(condition=Q(kind__in=PartyKind.values), name="party_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind=PartyKind.VENDOR) | Q(outside=True), name="vendors_are_outside"
            ),
            models.UniqueConstraint(
                Lower("name"), "kind", name="party_once",
                violation_error_message="There is such a party of this kind already.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The party's page."""
        return address("reach:party", self.pk)
