"""Reads of promises and outcomes. Whoever sees proposals sees what was promised and what came of it."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, DateField, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import TruncDate

from lintel.people.access import may_read
from lintel.portfolio.proposals.models import Move, Origin, Stage, State

if TYPE_CHECKING:
    # Named as a text in the base below, which the linter does not see.
    from lintel.portfolio.outcomes.models.outcome import Outcome  # noqa: F401


class SeenQuerySet(models.QuerySet[Any]):
    """Reads of what belongs to a proposal."""

    def visible_to(self, user: Any) -> "SeenQuerySet":
        """Everyone with a role."""
        return self.all() if may_read(user) else self.none()


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    """Reads of outcomes."""

    def visible_to(self, user: Any) -> "OutcomeQuerySet":
        """Everyone with a role; of proposals whose approval stands no longer, too: the promise was given."""
        return self.all() if may_read(user) else self.none()

    def with_delivery(self) -> "OutcomeQuerySet":
        """`delivered_on` as both sides declared it, else as the board has it; nothing until it is done."""
        return self.annotate(  # type: ignore[no-redef]  # the model declares it for who reads a row
            board_on=Subquery(_finished(), output_field=DateField()),
            delivered_on=Case(
                When(confirmed_by__isnull=False, then=F("declared_on")),
                When(proposal__state=State.DONE, then=Subquery(_finished(), output_field=DateField())),
                output_field=DateField(),
            ),
        )

    def delivered(self, *, yes: bool = True) -> "OutcomeQuerySet":
        """Those that are delivered, or not; with their day."""
        return self.with_delivery().filter(delivered_on__isnull=not yes)  # type: ignore[misc]  # annotated above

    def for_rows(self) -> "OutcomeQuerySet":
        """What lists show, in a fixed number of queries."""
        return (
            self.with_delivery()
            .select_related("proposal__marketing_owner", "proposal__it_owner", "promise")
            .prefetch_related("promise__benefits__statement")
        )

    def next_first(self) -> "OutcomeQuerySet":
        """Open ones by the day on which somebody looks next, then those without a day, then closed ones."""
        return self.order_by(F("closed_at").desc(nulls_first=True), F("due_on").asc(nulls_last=True), "-pk")

    def due(self, day: dt.date) -> "OutcomeQuerySet":
        """Those that somebody should have looked at by this day."""
        return self.filter(closed_at=None, due_on__lte=day)

    def owned_by(self, user: Any) -> "OutcomeQuerySet":
        """Those whose proposal, or one of whose benefits, is this person's."""
        mine = self.model.objects.filter(
            Q(promise__benefits__arrangement__marketing_owner=user)
            | Q(promise__benefits__arrangement__it_owner=user)
        )
        return self.filter(
            Q(proposal__marketing_owner=user) | Q(proposal__it_owner=user) | Q(pk__in=mine.values("pk"))
        )


def _finished() -> Any:
    """The day on which the work came to a column that finishes, and has stood in such ones since."""
    moves = Move.objects.filter(origin=Origin.BOARD)
    later = moves.filter(proposal=OuterRef("proposal"), at__gt=OuterRef("at")).exclude(stage=Stage.DONE)
    done = moves.filter(proposal=OuterRef("proposal"), stage=Stage.DONE).filter(~Exists(later))
    return done.order_by("at", "pk").annotate(day=TruncDate("at")).values("day")[:1]
