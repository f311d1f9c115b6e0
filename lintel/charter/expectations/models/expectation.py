"""An expectation in its present wording, and where it stands.

The constraints here are the product's promise: what counts was accepted by the other side in its present
wording.
"""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lintel.audit.sides import Office
from lintel.charter.expectations.models.words import APART, COUNTED, ON_THE_TABLE, State, Worded
from lintel.charter.expectations.wording import Comparison
from lintel.people.access import Key, may_read
from lintel.people.models import User
from lintel.ui.addresses import address
from lintel.ui.saying import days_since


class ExpectationQuerySet(models.QuerySet["Expectation"]):
    """Reads of expectations."""

    def visible_to(self, user: Any) -> "ExpectationQuerySet":
        """What was said, for everybody with a role; drafts for their author and the holder of that office."""
        if not user.is_active:
            return self.none()
        if not may_read(user):
            return self.filter(customer=user)
        own = Q(customer=user)
        if user.is_office_holder:
            own |= Q(customer_office=user.side)
        return self.filter(~Q(state=State.DRAFT) | own)

    def for_list(self) -> "ExpectationQuerySet":
        """With what a row shows, and without the long texts."""
        return self.select_related("customer", "performer", "measured").defer("details", "condition")

    def counted(self) -> "ExpectationQuerySet":
        """Those that the other side has accepted: they are measured."""
        return self.filter(state__in=COUNTED)

    def apart(self) -> "ExpectationQuerySet":
        """Those that were said and are not agreed: never averaged into anything."""
        return self.filter(state__in=APART)

    def waiting_for(self, user: User, key: Key | None) -> "ExpectationQuerySet":
        """Where this person's word is awaited: named in it, or holding the key of the office awaited."""
        named = Q(customer=user, customer_office=user.side) | Q(performer=user, performer_office=user.side)
        mine = Q(awaits=user.side) & named
        if key is not None:
            mine |= Q(awaits=key.office)
        return self.filter(mine).exclude(awaits="")

    def disagreements(self) -> "ExpectationQuerySet":
        """Where the two sides have said different things."""
        return self.filter(state__in=[State.COUNTERED, State.DECLINED])


class Expectation(Worded):
    """What the customer's side expects of the performer's, in its present wording, and where it stands."""

    commentable = True

    customer_office = models.CharField("Expected by", max_length=16, choices=Office.choices)
    performer_office = models.CharField("Expected of", max_length=16, choices=Office.choices)
    customer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="expectations")
    performer = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="expectations_performed"
    )
    state = models.CharField(max_length=16, choices=State.choices, default=State.DRAFT)
    # The wording that signatures are put to; `step` counts what was said, and is compared before each word.
    version = models.PositiveIntegerField(default=1)
    step = models.PositiveIntegerField(default=0)
    awaits = models.CharField("Waits for", max_length=16, choices=Office.choices, blank=True)
    waiting_since = models.DateTimeField(null=True)
    promised_for = models.DateField("Answer promised for", null=True)
    worded_office = models.CharField(max_length=16, choices=Office.choices)
    worded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    accepted_office = models.CharField(max_length=16, choices=Office.choices, blank=True)
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    accepted_version = models.PositiveIntegerField(null=True)
    accepted_at = models.DateTimeField(null=True)
    declared_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    declared_at = models.DateTimeField(null=True)
    satisfied_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    satisfied_at = models.DateTimeField(null=True)
    measured = models.ForeignKey("Measurement", on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    imported_from = models.CharField(max_length=40, blank=True)
    imported_key = models.CharField(max_length=120, blank=True)

    objects = ExpectationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="expectation_state_known"),
            models.CheckConstraint(
                condition=Q(customer_office__in=Office.values, performer_office__in=Office.values),
                name="expectation_offices_known",
            ),
            models.CheckConstraint(
                condition=~Q(customer_office=F("performer_office")), name="expectation_of_the_other_side"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="expectation_has_a_title"),
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFT, State.REVOKED]) | ~Q(condition="") | ~Q(metric=""),
                name="expectation_says_when_satisfied",
            ),
            models.CheckConstraint(
                condition=Q(metric="", comparison="", target=None)
                | (~Q(metric="") & Q(comparison__in=Comparison.values, target__isnull=False)),
                name="expectation_metric_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=COUNTED)
                | Q(
                    accepted_by__isnull=False,
                    accepted_at__isnull=False,
                    accepted_version=F("version"),
                    accepted_office__in=Office.values,
                ),
                name="what_counts_was_accepted_as_worded",
            ),
            models.CheckConstraint(
                condition=Q(accepted_by=None)
                | (~Q(accepted_by=F("worded_by")) & ~Q(accepted_office=F("worded_office"))),
                name="accepted_by_the_other_side",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SATISFIED)
                | Q(declared_by__isnull=False, satisfied_by__isnull=False, satisfied_at__isnull=False),
                name="satisfied_was_declared_before",
            ),
            models.CheckConstraint(
                condition=Q(satisfied_by=None) | ~Q(satisfied_by=F("declared_by")),
                name="satisfied_by_the_other_side",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=State.OFFERED, awaits=F("performer_office"), worded_office=F("customer_office")
                )
                | Q(
                    state=State.COUNTERED,
                    awaits=F("customer_office"),
                    worded_office=F("performer_office"),
                )
                | Q(state=State.DECLARED, awaits=F("customer_office"))
                | Q(state=State.REVOKED)  # until the side that did not revoke it has taken notice
                | (~Q(state__in=[*ON_THE_TABLE, State.DECLARED]) & Q(awaits="")),
                name="expectation_waits_for_the_right_side",
            ),
            models.CheckConstraint(
                condition=Q(awaits="") | Q(waiting_since__isnull=False), name="silence_has_a_beginning"
            ),
            models.UniqueConstraint(
                fields=["imported_from", "imported_key"],
                condition=~Q(imported_key=""),
                name="expectation_imported_once",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "performer_office"], name="expectation_of_state"),
            models.Index(fields=["awaits", "waiting_since"], name="expectation_waiting"),
            models.Index(fields=["metric"], name="expectation_of_metric"),
        ]

    def get_absolute_url(self) -> str:
        """The expectation's page."""
        return address("expectations:expectation", self.pk)

    def content(self) -> dict[str, Any]:
        """Everything that a word given on this wording covers."""
        return {
            **self.words(),
            "customer_office": self.customer_office,
            "performer_office": self.performer_office,
        }

    @property
    def counts(self) -> bool:
        """The other side has accepted the present wording."""
        return self.state in COUNTED

    @property
    def is_over(self) -> bool:
        """Nothing more can be said."""
        return self.state == State.REVOKED and not self.awaits

    def silent_days(self, today: dt.date) -> int:
        """For how long a word has been awaited; 0 when none is."""
        return days_since(self.waiting_since, today) if self.awaits else 0

    def promise_broken_days(self, today: dt.date) -> int:
        """How many days a promised answer is late; 0 where none was promised or it is not due."""
        if not self.awaits or self.promised_for is None:
            return 0
        return max((today - self.promised_for).days, 0)

    def late_days(self, today: dt.date) -> int:
        """How many days past its date an accepted expectation is that nobody has declared complete."""
        if self.state != State.ACCEPTED or self.due_on is None:
            return 0
        return max((today - self.due_on).days, 0)
