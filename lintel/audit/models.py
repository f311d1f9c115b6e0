"""The ledger and what hangs on it: entries, keys of sealed texts, signatures, links."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from lintel.audit.sides import Office


def type_label(thing: models.Model | type[models.Model]) -> str:
    """The stable name of a thing's type, such as `portfolio.proposal`."""
    return thing._meta.label_lower


class EntryQuerySet(models.QuerySet["Entry"]):
    """Reads of the ledger."""

    def visible_to(self, user: Any) -> "EntryQuerySet":
        """The whole ledger for administrators and office holders; others read it per object."""
        if user.is_active and (user.is_administrator or user.is_office_holder):
            return self.all()
        return self.none()

    def about(self, thing: models.Model) -> "EntryQuerySet":
        """Entries that concern one thing, oldest first."""
        return self.filter(things__object_type=type_label(thing), things__object_id=str(thing.pk)).order_by(
            "seq"
        )


class Entry(models.Model):
    """One change. `body` is the canonical JSON that was hashed; the other columns repeat it for reading."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    action = models.CharField(max_length=80, db_index=True)
    body = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-seq"]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"#{self.seq} {self.action}"


class EntryObject(models.Model):
    """Which things an entry concerns; the first is what it is about."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="things")
    position = models.PositiveSmallIntegerField()
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "position"], name="entry_object_position")]
        indexes = [models.Index(fields=["object_type", "object_id", "entry"], name="entry_object_lookup")]

    def __str__(self) -> str:
        return f"{self.object_type} {self.object_id}"


class ChainHead(models.Model):
    """The single row that writers of the ledger queue at."""

    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_chain_head")]

    def __str__(self) -> str:
        return f"#{self.seq}"


class SealKey(models.Model):
    """The key that opens one subject's personal texts in the ledger; destroying it shreds them all."""

    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    key = models.BinaryField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    shredded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id"],
                condition=models.Q(shredded_at=None),
                name="one_living_key_per_subject",
            ),
            models.CheckConstraint(
                condition=models.Q(key=None, shredded_at__isnull=False)
                | models.Q(key__isnull=False, shredded_at=None),
                name="shredded_means_no_key",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id}"


class SignatureQuerySet(models.QuerySet["Signature"]):
    """Reads of signatures."""

    def on(self, thing: models.Model) -> "SignatureQuerySet":
        """All signatures ever given on one thing, newest first."""
        return self.filter(object_type=type_label(thing), object_id=str(thing.pk)).order_by("-pk")


class Signature(models.Model):
    """One office's key, put to exactly one version of one content. Never changed: an edit, or
    a withdrawal, raises the version, which this row then no longer matches."""

    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    purpose = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    content_hash = models.CharField(max_length=64)
    office = models.CharField(max_length=16, choices=Office.choices)
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="signatures")
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()

    objects = SignatureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["object_type", "object_id", "purpose", "version", "office"],
                name="one_signature_per_office",
            ),
            models.UniqueConstraint(
                fields=["object_type", "object_id", "purpose", "version", "signer"],
                name="nobody_signs_for_both_offices",
            ),
            models.CheckConstraint(condition=models.Q(office__in=Office.values), name="signature_office"),
        ]

    def __str__(self) -> str:
        return (
            f"{self.get_office_display()}: {self.purpose} {self.object_type} {self.object_id} v{self.version}"
        )


class LinkQuerySet(models.QuerySet["Link"]):
    """Reads of links."""

    def from_thing(self, thing: models.Model, kind: str) -> "LinkQuerySet":
        """Links of a kind that start at a thing."""
        return self.filter(from_type=type_label(thing), from_id=str(thing.pk), kind=kind)

    def to_thing(self, thing: models.Model, kind: str) -> "LinkQuerySet":
        """Links of a kind that end at a thing."""
        return self.filter(to_type=type_label(thing), to_id=str(thing.pk), kind=kind)


class Link(models.Model):
    """A typed relation between any two things, for relations that would point upward in the house."""

    from_type = models.CharField(max_length=60)
    from_id = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    to_type = models.CharField(max_length=60)
    to_id = models.CharField(max_length=40)
    created_at = models.DateTimeField(default=timezone.now)

    objects = LinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["from_type", "from_id", "kind", "to_type", "to_id"], name="one_link_of_a_kind"
            )
        ]
        indexes = [models.Index(fields=["to_type", "to_id", "kind"], name="link_backwards")]

    def __str__(self) -> str:
        return f"{self.from_type} {self.from_id} {self.kind} {self.to_type} {self.to_id}"


class RunState(models.TextChoices):
    """Life of a run."""

    QUEUED = "queued", "Waiting"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


class RunQuerySet(models.QuerySet["Run"]):
    """Reads of runs."""

    def visible_to(self, user: Any) -> "RunQuerySet":
        """One's own runs; administrators see all."""
        return self.all() if user.is_administrator else self.filter(created_by=user)


class Run(models.Model):
    """One piece of long work: what it was given, how far it is, what came of it."""

    kind = models.CharField(max_length=60, db_index=True)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=RunState.choices, default=RunState.QUEUED, db_index=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="runs"
    )
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    inputs = models.JSONField(default=dict)
    seed = models.BigIntegerField(null=True)
    version = models.CharField(max_length=40, blank=True)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    result_url = models.CharField(max_length=300, blank=True)
    cancel_requested = models.BooleanField(default=False)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=RunState.values), name="run_state_known")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The run's page, which shows its progress."""
        from django.urls import reverse

        return reverse("audit:run", args=[self.pk])
