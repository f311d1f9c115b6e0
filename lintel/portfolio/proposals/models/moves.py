"""Every move of work on its way, kept as a row: what flow is reckoned from."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lintel.portfolio.proposals.models.board import BoardColumn
from lintel.portfolio.proposals.models.proposal import Proposal
from lintel.portfolio.proposals.models.querysets import MoveQuerySet


class Stage(models.TextChoices):
    """How far work is after a move, whatever the columns are called."""

    CREATED = "created", "Created in the tracker"
    READY = "ready", "Ready to begin"
    WORK = "work", "In work"
    DONE = "done", "Done"
    LEFT = "left", "Off the board"


class Origin(models.TextChoices):
    """Where a move is known from."""

    BOARD = "board", "Moved here"
    IMPORT = "import", "Said by the tracker"


class Move(models.Model):
    """One step of one proposal. Names of columns are kept as they were; a column may be renamed or removed.

    A row with the origin `import` was not moved here: it is what an imported file says about its date.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="moves")
    stage = models.CharField(max_length=8, choices=Stage.choices)
    before = models.CharField(max_length=60, blank=True)
    after = models.CharField(max_length=60, blank=True)
    column = models.ForeignKey(BoardColumn, models.SET_NULL, null=True, related_name="+")
    origin = models.CharField(max_length=6, choices=Origin.choices, default=Origin.BOARD)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = MoveQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["proposal", "at"], name="move_proposal"),
            models.Index(fields=["origin", "at"], name="move_origin"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="move_stage_known"),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="move_origin_known"),
            models.UniqueConstraint(
                fields=["proposal", "stage"], condition=Q(origin="import"), name="move_imported_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.get_stage_display()}"
