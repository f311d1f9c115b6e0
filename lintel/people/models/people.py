"""People, where they stand, what they may sign for, and what they say to each other."""

import datetime as dt
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from lintel.audit.models import type_label
from lintel.audit.sides import Office, Side


class Role(models.TextChoices):
    """What a person may do. Delegates are not a role but a dated row: see `Delegation`."""

    OFFICE_HOLDER = "office_holder", "Office holder"
    MEMBER = "member", "Member"
    ANALYST = "analyst", "Analyst"
    VIEWER = "viewer", "Viewer"
    NONE = "none", "No role yet"


class Team(models.Model):
    """A team on one side of the house."""

    name = models.CharField(max_length=120)
    side = models.CharField(max_length=16, choices=Side.choices)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="team_name_once")]

    def __str__(self) -> str:
        return self.name


class Specialty(models.Model):
    """A kind of specialist that work needs, such as data engineer or content designer."""

    name = models.CharField(max_length=120)
    side = models.CharField(max_length=16, choices=Side.choices)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "specialties"
        constraints = [models.UniqueConstraint(Lower("name"), name="specialty_name_once")]

    def __str__(self) -> str:
        return self.name


class UserQuerySet(models.QuerySet["User"]):
    """Reads of people."""

    def visible_to(self, user: Any) -> "UserQuerySet":
        """Colleagues see each other; somebody without a role sees only themselves."""
        if user.role == Role.NONE and not user.is_administrator:
            return self.filter(pk=user.pk)
        return self.all()

    def active(self) -> "UserQuerySet":
        """People who may sign in."""
        return self.filter(is_active=True)


class UserManager(BaseUserManager["User"]):
    """Finds people by e-mail, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The person with this e-mail."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in. Side and role say what they may do; a delegation adds one office for some days."""

    email = models.EmailField("E-mail")
    name = models.CharField("Name", max_length=120)
    job_title = models.CharField("Job title", max_length=120, blank=True)
    side = models.CharField("Side", max_length=16, choices=Side.choices, default=Side.OTHER)
    department = models.CharField("Department", max_length=120, blank=True)
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="people")
    specialty = models.ForeignKey(
        Specialty, on_delete=models.SET_NULL, null=True, blank=True, related_name="people"
    )
    role = models.CharField("Role", max_length=16, choices=Role.choices, default=Role.NONE)
    is_administrator = models.BooleanField("Administrator", default=False)
    is_active = models.BooleanField("May sign in", default=True)
    time_zone = models.CharField("Time zone", max_length=64, default="UTC")
    created_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager.from_queryset(UserQuerySet)()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="email_once"),
            models.UniqueConstraint(
                fields=["side"], condition=Q(role=Role.OFFICE_HOLDER, is_active=True), name="one_holder_per_office"
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.OFFICE_HOLDER) | Q(side__in=Office.values), name="office_has_a_side"
            ),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="side_known"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="role_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_office_holder(self) -> bool:
        """Holds the office of their side."""
        return self.role == Role.OFFICE_HOLDER

    @property
    def first_name(self) -> str:
        """The first word of the name, for greetings."""
        return self.name.split(" ")[0]

    def get_absolute_url(self) -> str:
        """The person's page."""
        return reverse("people:person", args=[self.pk])


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """Reads of delegations."""

    def in_force(self, day: dt.date) -> "DelegationQuerySet":
        """Those that count on a day."""
        return self.filter(
            starts__lte=day,
            ends__gte=day,
            revoked_at=None,
            holder__is_active=True,
            holder__role=Role.OFFICE_HOLDER,
            delegate__is_active=True,
        )


class Delegation(models.Model):
    """An office holder lends their key to one person of their side, from a day to a day (both included)."""

    office = models.CharField(max_length=16, choices=Office.choices)
    holder = models.ForeignKey(User, on_delete=models.PROTECT, related_name="delegations_given")
    delegate = models.ForeignKey(User, on_delete=models.PROTECT, related_name="delegations_held")
    starts = models.DateField("From")
    ends = models.DateField("Until")
    created_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["-starts", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=models.F("starts")), name="delegation_days_in_order"),
            models.CheckConstraint(condition=~Q(holder=models.F("delegate")), name="no_delegation_to_oneself"),
            models.CheckConstraint(condition=Q(office__in=Office.values), name="delegation_office"),
        ]

    def __str__(self) -> str:
        return f"{self.get_office_display()}: {self.holder} → {self.delegate}, {self.starts} to {self.ends}"


class CommentQuerySet(models.QuerySet["Comment"]):
    """Reads of comments; whoever may see the thing may see what is said about it."""

    def on(self, thing: models.Model) -> "CommentQuerySet":
        """Comments on a thing, oldest first."""
        return (
            self.filter(object_type=type_label(thing), object_id=str(thing.pk))
            .select_related("author")
            .order_by("pk")
        )


class Comment(models.Model):
    """What somebody says about any thing of the house."""

    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="comments")
    text = models.TextField(max_length=10_000)
    at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="comment_lookup")]

    def __str__(self) -> str:
        return f"{self.author}: {self.text[:60]}"


class Mention(models.Model):
    """Somebody was named with @ in a comment."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mentions")
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "person"], name="one_mention_per_comment")]

    def __str__(self) -> str:
        return f"@{self.person}"


class Watch(models.Model):
    """Somebody follows a thing."""

    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="watches")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["object_type", "object_id", "person"], name="one_watch_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.person} follows {self.object_type} {self.object_id}"


class TokenQuerySet(models.QuerySet["Token"]):
    """Reads of tokens."""

    def visible_to(self, user: Any) -> "TokenQuerySet":
        """One's own."""
        return self.filter(person=user)

    def living(self) -> "TokenQuerySet":
        """Neither revoked nor expired, of people who may sign in."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now(), person__is_active=True)


class Token(models.Model):
    """A personal key to the API: only its SHA-256 is kept; it never does more than its person may."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField("Name", max_length=80)
    prefix = models.CharField(max_length=12)
    hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField("Expires")
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name
