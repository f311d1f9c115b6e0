"""Reads of the portfolio."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from lintel.audit.sides import Office
from lintel.people.access import may_read
from lintel.portfolio.proposals.models.words import IN_BACKLOG, Awaits, State

if TYPE_CHECKING:
    # Named as texts in the bases below, which the linter does not see.
    from lintel.portfolio.proposals.models.board import BoardColumn, Reordering  # noqa: F401
    from lintel.portfolio.proposals.models.bundles import Bundle  # noqa: F401
    from lintel.portfolio.proposals.models.keys import Decision  # noqa: F401
    from lintel.portfolio.proposals.models.moves import Move  # noqa: F401
    from lintel.portfolio.proposals.models.proposal import Proposal
    from lintel.portfolio.proposals.models.templates import ProposalTemplate  # noqa: F401
    from lintel.portfolio.proposals.models.versions import (  # noqa: F401
        ProposalVersion,
        SectionOwner,
    )

PARTS = ("requirements", "efforts", "involvements", "benefits", "relations")
# Lists that came later: where they are empty the content does not name them, so that older hashes hold.
LATER = ("windows", "memberships")
LISTS = PARTS + LATER


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Reads of proposals."""

    def visible_to(self, user: Any) -> "ProposalQuerySet":
        """Everyone with a role reads what both sides plan; somebody without a role sees nothing."""
        return self.all() if may_read(user) else self.none()

    def awaiting_signature_of(self, office: Office | str) -> "ProposalQuerySet":
        """Those that wait for this office's key, for any purpose."""
        return self.filter(awaits__in=[str(office), Awaits.BOTH])

    def backlog(self) -> "ProposalQuerySet":
        """What is not yet begun, in the one order."""
        return self.filter(state__in=IN_BACKLOG).order_by("rank", "pk")

    def standing_after(self, other: "Proposal") -> "ProposalQuerySet":
        """Those behind another one in the order."""
        return self.filter(rank__gte=other.rank).exclude(rank=other.rank, pk__lte=other.pk)

    def under_way(self) -> "ProposalQuerySet":
        """What was laid before both offices or agreed to, and is neither done nor stopped."""
        return self.filter(state__in=(State.OFFERED, State.APPROVED, State.IN_WORK))

    def on_board(self) -> "ProposalQuerySet":
        """What both offices approved: ready, in work or done."""
        return self.filter(state__in=(State.APPROVED, State.IN_WORK, State.DONE))

    def owned_by(self, user: Any) -> "ProposalQuerySet":
        """Those whose owner on either side is this person."""
        return self.filter(Q(marketing_owner=user) | Q(it_owner=user))

    def seen_to_by(self, user: Any) -> "ProposalQuerySet":
        """Those of which this person owns a side or sees to a section."""
        named = self.model.objects.filter(section_owners__person=user).order_by().values("pk")
        return self.filter(Q(marketing_owner=user) | Q(it_owner=user) | Q(pk__in=named))

    def with_people(self) -> "ProposalQuerySet":
        """Owners come along, as lists need them."""
        return self.select_related("marketing_owner", "it_owner")

    def for_rows(self) -> "ProposalQuerySet":
        """Only what a row of the backlog shows."""
        return self.only("title", "state", "awaits", "wsjf", "rice")

    def for_cards(self) -> "ProposalQuerySet":
        """Only what a card of the board shows: the long texts would cost more than all the rest."""
        marketing, it = (
            ("marketing_owner__name", "marketing_owner__side"),
            ("it_owner__name", "it_owner__side"),
        )
        return self.with_people().only(
            "title", "ends_on", "moved_at", "state", "board_column", *marketing, *it
        )

    def with_parts(self) -> "ProposalQuerySet":
        """Everything that `content()` reads, in a fixed number of queries."""
        return self.with_people().prefetch_related(*LISTS)


class PartQuerySet(models.QuerySet[Any]):
    """Reads of a proposal's parts."""

    def visible_to(self, user: Any) -> "PartQuerySet":
        """Whoever sees the proposal sees its parts."""
        return self.all() if may_read(user) else self.none()


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Reads of decisions."""

    def visible_to(self, user: Any) -> "DecisionQuerySet":
        """Whoever sees proposals sees what was decided."""
        return self.all() if may_read(user) else self.none()

    def latest_taken(self) -> "DecisionQuerySet":
        """Newest first, with what a list of them shows."""
        return self.select_related(
            "proposal", "marketing_signature__signer", "it_signature__signer"
        ).order_by("-taken_at", "-pk")


class BoardColumnQuerySet(models.QuerySet["BoardColumn"]):
    """Reads of the board."""

    def visible_to(self, user: Any) -> "BoardColumnQuerySet":
        """Whoever sees proposals sees the board."""
        return self.all() if may_read(user) else self.none()


class ReorderingQuerySet(models.QuerySet["Reordering"]):
    """Reads of orderings."""

    def visible_to(self, user: Any) -> "ReorderingQuerySet":
        """Whoever sees the backlog sees how it was put in order."""
        return self.all() if may_read(user) else self.none()


class MoveQuerySet(models.QuerySet["Move"]):
    """Reads of moves."""

    def visible_to(self, user: Any) -> "MoveQuerySet":
        """Whoever sees proposals sees how they moved."""
        return self.all() if may_read(user) else self.none()


class VersionQuerySet(models.QuerySet["ProposalVersion"]):
    """Reads of versions."""

    def visible_to(self, user: Any) -> "VersionQuerySet":
        """Whoever sees the proposal sees what it was."""
        return self.all() if may_read(user) else self.none()

    def between(self, first: int, last: int) -> "VersionQuerySet":
        """Those after `first` and before `last`, newest first, with who made them."""
        return self.filter(number__gt=first, number__lt=last).select_related("by").order_by("-number")


class SectionOwnerQuerySet(models.QuerySet["SectionOwner"]):
    """Reads of who sees to which section."""

    def visible_to(self, user: Any) -> "SectionOwnerQuerySet":
        """Whoever sees the proposal sees who writes it."""
        return self.all() if may_read(user) else self.none()


class BundleQuerySet(models.QuerySet["Bundle"]):
    """Reads of bundles."""

    def visible_to(self, user: Any) -> "BundleQuerySet":
        """Whoever sees proposals sees what belongs together."""
        return self.all() if may_read(user) else self.none()

    def standing(self) -> "BundleQuerySet":
        """Those that were not dissolved."""
        return self.filter(dissolved_at=None)


class TemplateQuerySet(models.QuerySet["ProposalTemplate"]):
    """Reads of templates."""

    def visible_to(self, user: Any) -> "TemplateQuerySet":
        """Whoever sees proposals sees what they begin from."""
        return self.all() if may_read(user) else self.none()
