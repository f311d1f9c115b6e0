"""Backlog sessions: who takes part, what is scored, what each said in each round, and what both agreed."""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lintel.audit.sides import Office
from lintel.people.access import may_read
from lintel.people.models import User
from lintel.portfolio.proposals.models import IMPACTS, Proposal, Reordering
from lintel.portfolio.sessions.words import LIVING, TONES, ItemState, State, asked
from lintel.ui.addresses import address


class SessionQuerySet(models.QuerySet["BacklogSession"]):
    """Reads of sessions."""

    def visible_to(self, user: Any) -> "SessionQuerySet":
        """Everyone with a role knows of them; the scores have a door of their own."""
        return self.all() if may_read(user) else self.none()

    def waiting_for(self, user: Any) -> "SessionQuerySet":
        """Where this person's scores are missing, or values of the other side wait for their word."""
        scores = Participant.objects.owing_scores(user).filter(session=models.OuterRef("pk"))
        values = Item.objects.awaiting_word_of(user).filter(session=models.OuterRef("pk"))
        marked = self.annotate(owes_scores=models.Exists(scores), owes_word=models.Exists(values))
        return marked.filter(Q(owes_scores=True) | Q(owes_word=True))

    def counted(self) -> "SessionQuerySet":
        """With the facilitator, how many proposals they are about and how many of those are settled."""
        settled = Q(items__state=ItemState.SETTLED)
        return self.select_related("facilitator").annotate(
            proposals=models.Count("items"), settled=models.Count("items", filter=settled)
        )


class BacklogSession(models.Model):
    """Both sides score some proposals, each without seeing the other's scores, and then talk about them.

    `stamp` rises with everything that another browser has to show, and `items_stamp` is its value when
    something about a proposal last changed. Giving scores raises neither, only having finished does: the page
    does not tell when somebody scores.
    """

    title = models.CharField("Name", max_length=120)
    with_rice = models.BooleanField("Also score reach, impact, confidence and effort", default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    facilitator = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="Facilitator")
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    stamp = models.PositiveIntegerField(default=1)
    items_stamp = models.PositiveIntegerField(default=1)
    reordering = models.ForeignKey(Reordering, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = SessionQuerySet.as_manager()
    commentable = True

    class Meta:
        ordering = ["-pk"]
        verbose_name = "backlog session"
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="session_has_title"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="session_state_known"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The session's page."""
        return address("sessions:session", self.pk)

    @property
    def is_living(self) -> bool:
        """Neither closed nor abandoned."""
        return self.state in LIVING

    @property
    def tone(self) -> str:
        """How the state is coloured."""
        return TONES[State(self.state)]

    @property
    def asked(self) -> tuple[str, ...]:
        """The names of what is scored here."""
        return asked(self.with_rice)


class ParticipantQuerySet(models.QuerySet["Participant"]):
    """Reads of participants."""

    def owing_scores(self, user: Any) -> "ParticipantQuerySet":
        """Where this person's scores are missing in a session that is being scored."""
        return self.filter(person=user, finished=False, session__state=State.SCORING)


class Participant(models.Model):
    """Somebody takes part for one side; `finished` says that all that is asked of them now is scored."""

    session = models.ForeignKey(BacklogSession, models.CASCADE, related_name="participants")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    side = models.CharField(max_length=9, choices=Office.choices)
    finished = models.BooleanField(default=False)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="session_invited_once"),
            models.CheckConstraint(condition=Q(side__in=Office.values), name="session_side_known"),
        ]

    def __str__(self) -> str:
        return f"Participant {self.pk}"

    def get_absolute_url(self) -> str:
        """The session."""
        return address("sessions:session", self.session_id)


class ItemQuerySet(models.QuerySet["Item"]):
    """Reads of what is scored."""

    def awaiting_word_of(self, user: Any) -> "ItemQuerySet":
        """Where the other side has put values forward, and this person may agree for their own."""
        mine = Q(session__participants__person=user)
        given = (
            Q(settlement__marketing_by=None) if user.side == Office.MARKETING else Q(settlement__it_by=None)
        )
        revealed = Q(state=ItemState.REVEALED, session__state__in=LIVING, settlement__isnull=False)
        return self.filter(mine & given & revealed)


class Item(models.Model):
    """One proposal in a session. Its title is kept as it was, should the proposal be taken back later."""

    session = models.ForeignKey(BacklogSession, models.CASCADE, related_name="items")
    proposal = models.ForeignKey(Proposal, models.SET_NULL, null=True, related_name="session_items")
    title = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=ItemState.choices, default=ItemState.SCORING)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "proposal"], name="session_scores_once"),
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="session_item_state_known"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its place on the session's page."""
        return f"{address('sessions:session', self.session_id)}#item-{self.pk}"


class Round(models.Model):
    """One round of blind scores on one proposal. `early` says that it was revealed before all had scored."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField(default=1)
    revealed_at = models.DateTimeField(null=True)
    revealed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    early = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="session_round_once"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(revealed_at=None), name="session_one_round_is_open"
            ),
        ]

    def __str__(self) -> str:
        return f"Round {self.number}"


def _size(label: str) -> Any:
    return models.PositiveSmallIntegerField(label, null=True, blank=True, validators=[MaxValueValidator(20)])


class Values(models.Model):
    """What can be said about a proposal; null is not said, and 0 of the first four “I cannot say”."""

    business_value = _size("Business value")
    time_criticality = _size("Time criticality")
    risk_opportunity = _size("Risk reduction or opportunity")
    job_size = _size("Job size")
    reach = models.PositiveIntegerField("Reach", null=True, blank=True, validators=[MaxValueValidator(10**9)])
    impact = models.DecimalField(
        "Impact", max_digits=3, decimal_places=2, null=True, blank=True, choices=IMPACTS
    )
    confidence = models.PositiveSmallIntegerField(
        "Confidence", null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    effort = models.DecimalField(
        "Effort", max_digits=6, decimal_places=1, null=True, blank=True,
        validators=[MinValueValidator(Decimal("0.1"))],
    )  # fmt: skip

    class Meta:
        abstract = True


class ScoreQuerySet(models.QuerySet["Score"]):
    """The only door to scores."""

    def visible_to(self, user: Any) -> "ScoreQuerySet":
        """One's own, and those of revealed rounds; nobody else's before, whatever rights one has."""
        if not may_read(user):
            return self.none()
        return self.filter(Q(round__revealed_at__isnull=False) | Q(participant__person=user))


class Score(Values):
    """What one person said about one proposal in one round."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="scores")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="scores")

    objects = ScoreQuerySet.as_manager()

    class Meta:
        ordering = ["participant_id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "participant"], name="session_score_once"),
        ]

    def __str__(self) -> str:
        return f"Score {self.pk}"  # never its values: they are blind


class Settlement(Values):
    """The values that one side put forward; with the other side's word they stand in the proposal.

    `step` rises with each wording, so that nobody agrees to values that were replaced meanwhile.
    """

    item = models.OneToOneField(Item, models.CASCADE, related_name="settlement")
    marketing_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    it_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    step = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(marketing_by=None) | Q(it_by=None) | ~Q(marketing_by=F("it_by")),
                name="session_nobody_agrees_for_both",
            ),
        ]

    def __str__(self) -> str:
        return f"Values of {self.item}"

    @property
    def agreed(self) -> bool:
        """Somebody of each side stands behind these values."""
        return self.marketing_by_id is not None and self.it_by_id is not None
