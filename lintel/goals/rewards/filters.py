"""How the list of reward rules is narrowed."""

from typing import Any

import django_filters
from django.db.models import F, Q

from lintel.goals.rewards.models import RewardRuleQuerySet
from lintel.ui.filters import SearchFilter

MINE = [("me", "Waits for me"), ("own", "Goals I own")]
STANDS = [("signed", "Both signed"), ("open", "A signature is missing")]


class RewardFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """Words of the goal, whose, and whether both signed."""

    q = SearchFilter(fields=["goal__title"], label="Search goals")
    mine = django_filters.ChoiceFilter(
        label="Mine", method="by_whose", choices=MINE, empty_label="Everybody’s"
    )
    stands = django_filters.ChoiceFilter(
        label="Signatures", method="by_signatures", choices=STANDS, empty_label="Any"
    )

    def by_whose(self, rows: RewardRuleQuerySet, name: str, value: str) -> RewardRuleQuerySet:
        """What concerns the reader."""
        user: Any = self.request.user
        if value == "me":
            return rows.waiting_for(user)
        return rows.filter(Q(goal__owner_marketing=user) | Q(goal__owner_it=user))

    def by_signatures(self, rows: RewardRuleQuerySet, name: str, value: str) -> RewardRuleQuerySet:
        """Signed by both for the goal's present wording, or not."""
        whole = Q(awaits="", goal_version=F("goal__version"))
        return rows.filter(whole) if value == "signed" else rows.exclude(whole)
