"""Links to the customer's own page, what customers ask for there, and erasures with what they leave."""

import datetime as dt
import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from lintel.people.access import may_read
from lintel.people.authentication import token_hash
from lintel.people.models import User

DUE_AFTER = dt.timedelta(days=30)  # one month: GDPR, article 12(3)


class OwnLinkQuerySet(models.QuerySet["OwnLink"]):
    """Reads of links."""

    def living(self) -> "OwnLinkQuerySet":
        """Neither revoked nor expired."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())

    def of_token(self, token: str) -> "OwnLink | None":
        """The living link with this secret."""
        return self.living().filter(hash=token_hash(token)).first()


class OwnLink(models.Model):
    """A link that shows one customer their own page; only the SHA-256 of its secret is kept.

    `issued_by` is empty when the customer asked for it with their own address, which proves the address.
    """

    customer_id = models.UUIDField(db_index=True)
    hash = models.CharField(max_length=64, unique=True)
    reason = models.CharField("Reason", max_length=300, blank=True)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField("Until")
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = OwnLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="own_link_ends"),
        ]

    def __str__(self) -> str:
        return f"Link {self.pk}"

    @staticmethod
    def new_secret() -> str:
        """256 random bits, fit for an address."""
        return secrets.token_urlsafe(32)

    @staticmethod
    def address(secret: str) -> str:
        """The whole address of a link, as it is handed to the customer."""
        return f"{settings.BASE_URL}{reverse('own:page', args=[secret])}"


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Reads of corrections."""

    def visible_to(self, user: Any) -> "CorrectionQuerySet":
        """That something is asked for is known to everybody with a role; the words need a clearance."""
        return self.select_related("decided_by") if may_read(user) else self.none()

    def open(self) -> "CorrectionQuerySet":
        """Those that wait for an answer, the oldest first."""
        return self.filter(decided_at=None).order_by("pk")


class Correction(models.Model):
    """What a customer says should stand in one of their fields; somebody accepts it, or says why not."""

    customer_id = models.UUIDField(db_index=True)
    attribute = models.CharField(max_length=40)
    value = models.CharField(max_length=300)
    asked_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    accepted = models.BooleanField(null=True)
    answer = models.CharField(max_length=300, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at=None, accepted=None)
                | Q(decided_at__isnull=False, accepted__isnull=False),
                name="correction_is_open_or_decided",
            )
        ]

    def __str__(self) -> str:
        return f"Correction {self.pk}"

    def get_absolute_url(self) -> str:
        """The page where it is read and answered."""
        return reverse("privacy:correction", args=[self.pk])

    @property
    def label(self) -> str:
        """The field as people call it."""
        return self.attribute.replace("_", " ").capitalize()

    @property
    def due_on(self) -> dt.date:
        """The last day to answer."""
        return (self.asked_at + DUE_AFTER).date()


class ErasureState(models.TextChoices):
    """Life of an erasure."""

    ASKED = "asked", "To be confirmed"
    CONFIRMED = "confirmed", "Being erased"
    OPEN = "open", "Something was found"
    DONE = "done", "Erased and verified"
    DECLINED = "declined", "Declined"


class ErasureQuerySet(models.QuerySet["Erasure"]):
    """Reads of erasures."""

    def visible_to(self, user: Any) -> "ErasureQuerySet":
        """Everybody with a role; there is nothing personal in them."""
        return self.select_related("asked_by", "confirmed_by") if may_read(user) else self.none()

    def under_way(self) -> "ErasureQuerySet":
        """Asked for and not yet over."""
        return self.exclude(state__in=[ErasureState.DONE, ErasureState.DECLINED])


class Erasure(models.Model):
    """One customer's erasure, from the question to the certificate. Nothing personal stands in it.

    `found` lists where verification still found something, `certificate` what was searched once it found
    nothing. Asked by the customer (`asked_by` empty) it needs nobody else; asked by staff, somebody of the
    other side confirms it.
    """

    customer_id = models.UUIDField(db_index=True)
    state = models.CharField(max_length=10, choices=ErasureState.choices, default=ErasureState.ASKED)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    removed = models.JSONField(default=dict)
    found = models.JSONField(default=list)
    certificate = models.JSONField(default=dict)
    subject = models.BinaryField(null=True)  # encrypted; what to look for, until nothing is found

    objects = ErasureQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ErasureState.values), name="erasure_state_known"),
            models.CheckConstraint(
                condition=Q(asked_by=None) | Q(confirmed_by=None) | ~Q(asked_by=F("confirmed_by")),
                name="erasure_takes_two",
            ),
            models.UniqueConstraint(
                fields=["customer_id"],
                condition=Q(state__in=["asked", "confirmed", "open"]),
                name="one_erasure_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Erasure {self.pk}"

    def get_absolute_url(self) -> str:
        """Its page, with the certificate once it is done."""
        return reverse("privacy:erasure", args=[self.pk])

    @property
    def due_on(self) -> dt.date:
        """The last day of the month that the law gives."""
        return (self.asked_at + DUE_AFTER).date()


class Tombstone(models.Model):
    """The keyed hash of an identity of somebody who was erased; no load may bring it in again."""

    hash = models.CharField(max_length=64, unique=True)
    erasure = models.ForeignKey(Erasure, on_delete=models.PROTECT, null=True, related_name="tombstones")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Tombstone {self.hash[:8]}"
