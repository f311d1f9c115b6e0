"""A request of one side to the other, and the voices that join it."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lintel.audit.sides import Office, Side
from lintel.intake.models.types import RequestType
from lintel.people.access import key_of, may_read
from lintel.people.models import User
from lintel.ui.addresses import address

if TYPE_CHECKING:
    from lintel.intake.models.answers import Answer

SILENCE_ESCALATES_AFTER = dt.timedelta(days=7)


class State(models.TextChoices):
    """Where a request stands. There is no state “refused”."""

    DRAFT = "draft", "Draft"
    ASKED = "asked", "Asked"
    COUNTERED = "countered", "Asked again"
    ANSWERED = "answered", "Answered"
    SLEEPING = "sleeping", "Sleeps until a date"
    AGREED = "agreed", "Agreed"
    ESCALATED = "escalated", "With both offices"
    SETTLED = "settled", "Settled by both offices"
    WITHDRAWN = "withdrawn", "Withdrawn"


OPEN = (State.ASKED, State.COUNTERED, State.ANSWERED, State.SLEEPING, State.ESCALATED)


def awaits_answer(today: dt.date) -> Q:
    """An answer is owed: asked, asked again, or the date to come back to it has been reached.

    Written so that a database finds them by an index on the state.
    """
    asleep = Q(state=State.SLEEPING) & Q(answer_by__gt=today)
    return Q(state__in=[State.ASKED, State.COUNTERED, State.SLEEPING]) & ~asleep


class RequestQuerySet(models.QuerySet["Request"]):
    """Reads of requests. All that depends on the day is computed here from dates; nothing runs at night."""

    def visible_to(self, user: Any) -> "RequestQuerySet":
        """What has been asked, for everybody with a role; drafts for the asker and their office holder."""
        if not user.is_active:
            return self.none()
        if not may_read(user):
            return self.filter(asker=user)
        # Drafts are few: taken out by their ids, they leave the other filters free to use their indexes. The
        # state stands first, so that only drafts are looked up; each index carries it for that.
        return self.exclude(Q(state=State.DRAFT) & Q(pk__in=_drafts_of_others(user).values("pk")))

    def count_visible_to(self, user: Any) -> int:
        """How many `visible_to` finds among all: counting everything and the hidden reads far fewer rows."""
        if not user.is_active or not may_read(user):
            return self.visible_to(user).count()
        return Request.objects.count() - _drafts_of_others(user).count()

    def with_names(self) -> "RequestQuerySet":
        """With type and asker, so that a row costs no further query."""
        return self.select_related("type", "asker")

    def for_list(self) -> "RequestQuerySet":
        """With names and without the long texts, which a list does not show."""
        return self.with_names().defer("description", "details", "goal_served")

    def awaiting_answer(self, today: dt.date) -> "RequestQuerySet":
        """Those to which an answer is owed."""
        return self.filter(awaits_answer(today))

    def overdue(self, today: dt.date) -> "RequestQuerySet":
        """Silence: an answer is owed and its date has passed."""
        return self.filter(awaits_answer(today), answer_by__lt=today)

    def escalated_by_silence(self, today: dt.date) -> "RequestQuerySet":
        """Silence that has lasted so long that it is both offices' matter."""
        return self.overdue(today).filter(answer_by__lt=today - SILENCE_ESCALATES_AFTER)

    def answers_due(self, user: User, today: dt.date) -> "RequestQuerySet":
        """Those that the person's own side owes an answer to."""
        return self.awaiting_answer(today).filter(asked_office=user.side)

    def replies_due(self, user: User) -> "RequestQuerySet":
        """Answers that wait for the asker's reply, or for the holder of the asking side's office."""
        mine = Q(asker=user)
        if user.is_office_holder:
            mine |= Q(asking_side=user.side)
        return self.filter(mine, state=State.ANSWERED)

    def waiting_for(self, user: User, today: dt.date) -> "RequestQuerySet":
        """Everything that waits for this person: answers, replies, and settlements for who holds a key."""
        replies = Q(asker=user)
        if user.is_office_holder:
            replies |= Q(asking_side=user.side)
        mine = Q(state=State.ANSWERED) & replies
        answers = Q(asked_office=user.side)
        if key_of(user, today) is not None:
            mine |= Q(state=State.ESCALATED)
            answers |= Q(answer_by__lt=today - SILENCE_ESCALATES_AFTER)
        mine |= awaits_answer(today) & answers
        return self.filter(mine, state__in=OPEN)

    def disagreements(self) -> "RequestQuerySet":
        """Where the two sides have said different things and have not met yet."""
        return self.filter(state__in=[State.COUNTERED, State.ESCALATED])


def _drafts_of_others(user: User) -> RequestQuerySet:
    """Drafts that somebody with a role may not see."""
    hidden = Request.objects.filter(state=State.DRAFT).exclude(asker=user)
    return hidden.exclude(asking_side=user.side) if user.is_office_holder else hidden


class Request(models.Model):
    """What somebody asks of the other side, and where it stands. Its rounds hang on it as `Answer`s."""

    commentable = True

    title = models.CharField("What do you need?", max_length=200)
    description = models.TextField("What for, and how will you know that it is done?", max_length=10_000)
    type = models.ForeignKey(RequestType, on_delete=models.PROTECT, related_name="requests")
    asker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="requests")
    asking_side = models.CharField(max_length=16, choices=Side.choices)
    asked_office = models.CharField("Asked", max_length=16, choices=Office.choices)
    goal_served = models.CharField("Which goal does it serve?", max_length=300, blank=True)
    needed_from = models.DateField("Needed from", null=True, blank=True)
    needed_until = models.DateField("Needed until", null=True, blank=True)
    details = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=16, choices=State.choices, default=State.DRAFT)
    round = models.PositiveSmallIntegerField(default=1)
    answer_by = models.DateField("Answer by", null=True)
    version = models.PositiveIntegerField(default=1)
    vote_count = models.PositiveIntegerField("Voices", default=0)
    created_at = models.DateTimeField(default=timezone.now)
    asked_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField(null=True)
    # The next three repeat what the moments say: figures group by them, and SQLite cuts dates only in Python.
    asked_month = models.DateField(null=True)
    agreed_month = models.DateField(null=True)
    agreed_after_days = models.PositiveIntegerField(null=True)
    imported_from = models.CharField(max_length=40, blank=True)
    imported_key = models.CharField(max_length=120, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="request_state_known"),
            models.CheckConstraint(condition=Q(asked_office__in=Office.values), name="request_office_known"),
            models.CheckConstraint(condition=Q(asking_side__in=Side.values), name="request_side_known"),
            models.CheckConstraint(
                condition=~Q(asking_side=F("asked_office")), name="request_to_the_other_side"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="request_has_a_title"),
            models.CheckConstraint(
                condition=Q(needed_from=None) | Q(needed_until=None) | Q(needed_until__gte=F("needed_from")),
                name="request_window_in_order",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT)
                | Q(state=State.WITHDRAWN)
                | Q(answer_by__isnull=False, asked_at__isnull=False, asked_month__isnull=False),
                name="asked_means_answer_by",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.AGREED, State.SETTLED])
                | Q(agreed_at__isnull=False, agreed_month__isnull=False, agreed_after_days__isnull=False),
                name="agreed_means_when",
            ),
            models.UniqueConstraint(
                fields=["imported_from", "imported_key"],
                condition=~Q(imported_key=""),
                name="request_imported_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["state", "asked_office", "answer_by", "asking_side", "asker"], name="request_waiting"
            ),
            models.Index(fields=["state", "-id"], name="request_of_state"),
            models.Index(fields=["asker", "-id", "state"], name="request_of_asker"),
            models.Index(fields=["asking_side", "-id", "state"], name="request_of_side"),
            models.Index(fields=["asked_office", "-id", "state"], name="request_of_office"),
            models.Index(fields=["type", "-id", "state"], name="request_of_type"),
            models.Index(fields=["title", "-id", "state"], name="request_by_title"),
            models.Index(fields=["answer_by", "-id", "state"], name="request_by_date"),
            models.Index(fields=["vote_count", "-id", "state"], name="request_by_voices"),
            models.Index(fields=["asked_office", "asked_month"], name="request_figures_asked"),
            models.Index(
                fields=["asked_office", "agreed_month", "agreed_after_days"], name="request_figures_agreed"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The request's page."""
        return address("intake:request", self.pk)

    @property
    def asking_office(self) -> Office | None:
        """The office behind the asker, or None when another department asks."""
        return Office(self.asking_side) if self.asking_side in Office.values else None

    def is_awaiting_answer(self, today: dt.date) -> bool:
        """The row's own form of `awaits_answer`."""
        if self.state == State.SLEEPING:
            return self.answer_by is not None and self.answer_by <= today
        return self.state in {State.ASKED, State.COUNTERED}

    def state_label(self, today: dt.date) -> str:
        """The state in words; what slept until its date is awake on that day."""
        if self.state == State.SLEEPING and self.is_awaiting_answer(today):
            return "Answer due again"
        return self.get_state_display()

    def days_overdue(self, today: dt.date) -> int:
        """How many days the silence has lasted past the date; 0 when none is owed."""
        if self.answer_by is None or not self.is_awaiting_answer(today):
            return 0
        return max((today - self.answer_by).days, 0)

    def is_escalated_by_silence(self, today: dt.date) -> bool:
        """The silence is both offices' matter by now."""
        return self.days_overdue(today) > SILENCE_ESCALATES_AFTER.days

    def is_with_both_offices(self, today: dt.date) -> bool:
        """Escalated by somebody, or by silence."""
        return self.state == State.ESCALATED or self.is_escalated_by_silence(today)

    def latest_answer(self) -> "Answer | None":
        """The answer of the newest round that has one."""
        return self.answers.select_related("lead_alternative", "by").order_by("-round").first()


class Vote(models.Model):
    """Somebody else needs the same: a voice instead of a duplicate."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="votes")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="request_votes")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "person"], name="one_voice_per_person")]

    def __str__(self) -> str:
        return f"{self.person} also needs: {self.request}"
