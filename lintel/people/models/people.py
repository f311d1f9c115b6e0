"""People, where they stand, and what they may sign for."""

import datetime as dt
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from lintel.audit.sides import Office, Side
from lintel.ui.addresses import address


class Role(models.TextChoices):
    """What a person may do. Delegates are not a role but a dated row: see `Delegation`."""

    OFFICE_HOLDER = "office_holder", "Office holder"
    MEMBER = "member", "Member"
    ANALYST = "analyst", "Analyst"
    VIEWER = "viewer", "Viewer"
    NONE = "none", "No role yet"


def _reads(user: Any) -> bool:
    return bool(user.is_active and (user.role != Role.NONE or user.is_administrator))


class TeamQuerySet(models.QuerySet["Team"]):
    """Reads of teams."""

    def visible_to(self, user: Any) -> "TeamQuerySet":
        """Everybody with a role; a stranger sees none."""
        return self.all() if _reads(user) else self.none()


class Team(models.Model):
    """A team on one side of the house."""

    name = models.CharField(max_length=120)
    side = models.CharField(max_length=16, choices=Side.choices)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="team_name_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The people of this team."""
        return reverse("people:people") + f"?team={self.pk}"


class SpecialtyQuerySet(models.QuerySet["Specialty"]):
    """Reads of specialties."""

    def visible_to(self, user: Any) -> "SpecialtyQuerySet":
        """Everybody with a role; a stranger sees none."""
        return self.all() if _reads(user) else self.none()


class Specialty(models.Model):
    """A kind of specialist that work needs, such as data engineer or content designer."""

    name = models.CharField(max_length=120)
    side = models.CharField(max_length=16, choices=Side.choices)

    objects = SpecialtyQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "specialties"
        constraints = [models.UniqueConstraint(Lower("name"), name="specialty_name_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The people of this specialty."""
        return reverse("people:people") + f"?specialty={self.pk}"


class UserQuerySet(models.QuerySet["User"]):
    """Reads of people."""

    def visible_to(self, user: Any) -> "UserQuerySet":
        """Colleagues see each other; somebody without a role sees only themselves."""
        return self.all() if _reads(user) else self.filter(pk=user.pk)

    def active(self) -> "UserQuerySet":
        """People who may sign in."""
        return self.filter(is_active=True)

    def workers(self, side: str = "") -> "UserQuerySet":
        """Members and office holders of one side, or of both: whoever may own something."""
        sides = [side] if side else list(Office.values)
        return self.active().filter(side__in=sides, role__in=[Role.MEMBER, Role.OFFICE_HOLDER])


class UserManager(BaseUserManager["User"]):
    """Finds people by e-mail, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The person with this e-mail."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in. Side and role say what they may do; a delegation adds an office for a time."""

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
    # Raised to end every session at once: on deactivation, and by “sign out everywhere”.
    session_generation = models.PositiveIntegerField(default=0)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager.from_queryset(UserQuerySet)()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(Lower("email"), name="email_once"),
            models.UniqueConstraint(
                fields=["side"],
                condition=Q(role=Role.OFFICE_HOLDER, is_active=True),
                name="one_holder_per_office",
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.OFFICE_HOLDER) | Q(side__in=Office.values), name="office_has_a_side"
            ),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="side_known"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="role_known"),
        ]
        indexes = [models.Index(fields=["name", "id"], name="person_by_name")]

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
        return address("people:person", self.pk)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must match; differs after a new password and after sessions were ended.

        Django calls it for the present and for fallback secret keys, so this is the one place to widen.
        """
        return salted_hmac(
            "lintel.people.session",
            f"{self.session_generation}:{self.password}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """Reads of delegations."""

    def in_force(self, day: dt.date) -> "DelegationQuerySet":
        """Those that count on a day: both people still are what they were when the key was lent."""
        return self.filter(
            starts__lte=day,
            ends__gte=day,
            revoked_at=None,
            holder__is_active=True,
            holder__role=Role.OFFICE_HOLDER,
            holder__side=models.F("office"),
            delegate__is_active=True,
            delegate__role=Role.MEMBER,
            delegate__side=models.F("office"),
        )

    def visible_to(self, user: Any) -> "DelegationQuerySet":
        """Everybody with a role may know who stands in for whom."""
        return self.select_related("holder", "delegate") if _reads(user) else self.none()

    def open(self) -> "DelegationQuerySet":
        """Not revoked and not over: they count now or later."""
        return self.filter(revoked_at=None, ends__gte=timezone.now().date())

    def overlapping(self, starts: dt.date, ends: dt.date) -> "DelegationQuerySet":
        """Not revoked and sharing at least one day with these."""
        return self.filter(revoked_at=None, starts__lte=ends, ends__gte=starts)


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
            models.CheckConstraint(
                condition=Q(ends__gte=models.F("starts")), name="delegation_days_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(holder=models.F("delegate")), name="no_delegation_to_oneself"
            ),
            models.CheckConstraint(condition=Q(office__in=Office.values), name="delegation_office"),
        ]

    def __str__(self) -> str:
        return f"{self.get_office_display()}: {self.holder} → {self.delegate}, {self.starts} to {self.ends}"

    def get_absolute_url(self) -> str:
        """The page with all delegations."""
        return reverse("people:delegations")

    @property
    def state(self) -> str:
        """`revoked`, `over`, `planned` or `active`; days are counted in UTC."""
        today = timezone.now().date()
        if self.revoked_at:
            return "revoked"
        if self.ends < today:
            return "over"
        return "planned" if self.starts > today else "active"
