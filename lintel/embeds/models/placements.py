"""A stay on the other side: who accepted it, what was learnt, how it went, and what it changed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lintel.audit.sides import Office
from lintel.embeds.models.postings import SHARE, SIDES, Kind, Posting
from lintel.people.access import may_read
from lintel.people.models import Specialty, Team, User
from lintel.ui.addresses import address
from lintel.ui.components import Turn, Word


class State(models.TextChoices):
    """Life of a placement."""

    PROPOSED = "proposed", "Proposed"
    ACCEPTED = "accepted", "Accepted by all three"
    RUNNING = "running", "Running"
    CLOSED = "closed", "Closed"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


TONES = {
    "proposed": "waiting", "accepted": "both", "running": "good", "closed": "quiet", "declined": "warning",
    "withdrawn": "quiet",
}  # fmt: skip
SPOKEN_FOR = (State.ACCEPTED, State.RUNNING)  # their days are gone from one side and there on the other
ACROSS = (State.RUNNING, State.CLOSED)  # who was on the other side, now or before
ENDED = (State.CLOSED, State.DECLINED, State.WITHDRAWN)


class Part(models.TextChoices):
    """Whose three words a placement needs."""

    PERSON = "person", "The person"
    GIVING = "giving", "Who lets them go"
    RECEIVING = "receiving", "Who takes them in"


class PlacementQuerySet(models.QuerySet["Placement"]):
    """Reads of placements."""

    def visible_to(self, user: Any) -> PlacementQuerySet:
        """Who is across is known to everybody with a role; learning log and check-ins are not: see access."""
        return self.all() if may_read(user) else self.none()

    def with_names(self) -> PlacementQuerySet:
        """Person and teams come along, as lists need them."""
        return self.select_related("person", "from_team", "to_team", "takes_from", "adds_to")

    def with_words(self) -> PlacementQuerySet:
        """With names and the acceptances, of which the turn is made."""
        return self.with_names().prefetch_related("acceptances")

    def spoken_for(self) -> PlacementQuerySet:
        """Accepted or running: they count in the roadmap."""
        return self.filter(state__in=SPOKEN_FOR)

    def due(self, day: dt.date) -> PlacementQuerySet:
        """Accepted by all three, and their first day has come: they begin."""
        return self.filter(state=State.ACCEPTED, starts_on__lte=day)

    def across_on(self, day: dt.date) -> PlacementQuerySet:
        """Running, and their last day is not over."""
        return self.filter(state=State.RUNNING, ends_on__gte=day)

    def over_on(self, day: dt.date) -> PlacementQuerySet:
        """Their last day is over, and nobody has said yet what stays."""
        return self.filter(state=State.RUNNING, ends_on__lt=day)

    def sharing_days(self, starts: dt.date, ends: dt.date) -> PlacementQuerySet:
        """At least one day in common with these."""
        return self.filter(starts_on__lte=ends, ends_on__gte=starts)


class Placement(models.Model):
    """One person works for a time and a share of the week on the other side. Three words carry it: the
    person's, and one of each side. Every edit raises `version`, so that earlier words fall away."""

    commentable = True

    need = models.ForeignKey(Posting, models.PROTECT, related_name="placements")
    offer = models.ForeignKey(
        Posting, models.PROTECT, null=True, blank=True, related_name="placements_of_offer"
    )
    person = models.ForeignKey(User, models.PROTECT, related_name="placements")
    kind = models.CharField("Kind of stay", max_length=12, choices=Kind.choices)
    from_side = models.CharField(max_length=16, choices=SIDES)
    to_side = models.CharField(max_length=16, choices=SIDES)
    from_team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    to_team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField("From")
    ends_on = models.DateField("Until")
    share = models.PositiveSmallIntegerField("Share of a week (%)", validators=SHARE)
    learning = models.TextField("What is to be learnt", max_length=2000)
    takes_from = models.ForeignKey(
        Specialty, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="Takes days from",
        help_text="The specialty that has fewer days in the roadmap meanwhile.",
    )  # fmt: skip
    adds_to = models.ForeignKey(
        Specialty, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Adds days to",
        help_text="The specialty that has more days in the roadmap. Empty for somebody who only learns.",
    )  # fmt: skip
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    reason = models.TextField("Why", max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    began_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    at_start = models.JSONField(default=dict, blank=True)  # the figures that only the day itself can tell

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="placement_state_known"),
            models.CheckConstraint(
                condition=Q(from_side__in=Office.values, to_side__in=Office.values)
                & ~Q(from_side=F("to_side")),
                name="placement_goes_across",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="placement_days_in_order",
                violation_error_message="It ends before it starts: change one of the two days.",
            ),
            models.CheckConstraint(
                condition=Q(share__gte=5, share__lte=100), name="placement_share_of_a_week"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.DECLINED, State.WITHDRAWN]) | ~Q(reason=""),
                name="placement_refusal_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ACROSS) | Q(began_on__isnull=False), name="placement_across_began"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["state", "starts_on"], name="placement_by_state")]

    def __str__(self) -> str:
        return f"{self.person} at {self.to_name}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return address("embeds:placement", self.pk)

    @property
    def to_name(self) -> str:
        """Where the person goes."""
        return str(self.to_team or self.get_to_side_display())

    @property
    def from_name(self) -> str:
        """Where the person comes from."""
        return str(self.from_team or self.get_from_side_display())

    @property
    def tone(self) -> str:
        """How the state is coloured."""
        return TONES[self.state]

    def is_over(self, day: dt.date) -> bool:
        """Its last day is over, and nobody has said yet what stays."""
        return self.state == State.RUNNING and self.ends_on < day

    @property
    def given(self) -> set[str]:
        """The parts whose word stands."""
        return {one.part for one in self.acceptances.all() if one.version == self.version}

    @property
    def turn(self) -> Turn:
        """Whose word is missing: the side that lets somebody go speaks with two voices."""
        if self.state in (State.DECLINED, State.WITHDRAWN):
            return Turn(Word.NOT_NEEDED, Word.NOT_NEEDED, "Nobody is asked")
        leaving = {Part.PERSON, Part.GIVING} <= self.given
        words = {
            self.from_side: Word.GIVEN if leaving else Word.MISSING,
            self.to_side: Word.GIVEN if Part.RECEIVING in self.given else Word.MISSING,
        }
        return Turn(words[Office.MARKETING], words[Office.IT])

    def content(self) -> dict[str, Any]:
        """What the three accept."""
        return {
            "need": self.need_id, "person": self.person_id, "kind": str(self.kind),
            "from": [str(self.from_side), self.from_team_id], "to": [str(self.to_side), self.to_team_id],
            "starts_on": self.starts_on, "ends_on": self.ends_on, "share": self.share,
            "learning": self.learning, "takes_from": self.takes_from_id, "adds_to": self.adds_to_id,
        }  # fmt: skip


class AcceptanceQuerySet(models.QuerySet["Acceptance"]):
    """Reads of acceptances."""

    def standing(self) -> AcceptanceQuerySet:
        """Those of the present version; what was accepted before an edit no longer counts."""
        return self.filter(version=F("placement__version")).select_related("by", "on_behalf_of")


class Acceptance(models.Model):
    """One of the three words: who gave it, to which wording, for which part."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="acceptances")
    part = models.CharField(max_length=10, choices=Part.choices)
    version = models.PositiveIntegerField()
    content_hash = models.CharField(max_length=64)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = AcceptanceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["placement", "version", "part"], name="one_word_per_part"),
            models.UniqueConstraint(fields=["placement", "version", "by"], name="one_word_per_person"),
            models.CheckConstraint(condition=Q(part__in=Part.values), name="acceptance_part_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()}: {self.by}"


class LearningNote(models.Model):
    """What somebody learnt on the other side, written when it happened."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="notes")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    text = models.TextField("What you learnt", max_length=4000)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Mood(models.TextChoices):
    """How it goes, as one of the three sees it."""

    WELL = "well", "Goes well"
    MIXED = "mixed", "Mixed"
    STUCK = "stuck", "Stuck"


MOOD_TONES = {"well": "good", "mixed": "waiting", "stuck": "warning"}


class CheckIn(models.Model):
    """One of the three says how it goes."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="check_ins")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=Part.choices)
    at = models.DateTimeField(default=timezone.now)
    mood = models.CharField("How does it go?", max_length=8, choices=Mood.choices)
    text = models.TextField("In a sentence or two", max_length=2000)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=Q(mood__in=Mood.values), name="check_in_mood_known")]

    def __str__(self) -> str:
        return f"{self.get_mood_display()}: {self.text[:60]}"

    @property
    def tone(self) -> str:
        """How the mood is coloured."""
        return MOOD_TONES[self.mood]


class Closing(models.Model):
    """The end of a stay, in words and with figures from before it and from its last weeks, as they were."""

    placement = models.OneToOneField(Placement, models.PROTECT, related_name="closing")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    words = models.TextField("What stays", max_length=4000, help_text="What was learnt, and what goes on.")
    figures = models.JSONField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"End of {self.placement}"
