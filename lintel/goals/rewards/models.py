"""One reward rule for a goal, the same for both owners: there is one row, and it names neither.

Both sign it; an edit of the rule or of the goal's wording voids both signatures.
"""

from decimal import Decimal
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lintel.audit.sides import OFFICES, Office
from lintel.goals.objectives.models import Awaits, Goal
from lintel.people.access import may_administer
from lintel.people.models import User
from lintel.ui.addresses import address

REWARD = "reward"  # the purpose of the two owners' signatures on a rule
MOST_MONEY = Decimal(10) ** 12
CURRENCY = RegexValidator(r"^[A-Z]{3}\Z", "Use the three letters of the currency, such as EUR.")


class RewardRuleQuerySet(models.QuerySet["RewardRule"]):
    """Reads of reward rules."""

    def visible_to(self, user: Any) -> "RewardRuleQuerySet":
        """For the two owners of the goal, the holders of the two offices, and administrators; nobody else."""
        if not user.is_active:
            return self.none()
        if user.is_office_holder or may_administer(user):
            return self.all()
        return self.filter(Q(goal__owner_marketing=user) | Q(goal__owner_it=user))

    def for_list(self) -> "RewardRuleQuerySet":
        """With the goal and its owners, as rows need them."""
        return self.select_related("goal__owner_marketing", "goal__owner_it")

    def waiting_for(self, user: Any) -> "RewardRuleQuerySet":
        """Those of owned goals that wait for this owner's signature."""
        moved = ~Q(goal_version=F("goal__version"))
        as_marketing = Q(goal__owner_marketing=user) & (Q(awaits__in=["marketing", "both"]) | moved)
        as_it = Q(goal__owner_it=user) & (Q(awaits__in=["it", "both"]) | moved)
        return self.filter(as_marketing | as_it, goal__state="owned")


class RewardRule(models.Model):
    """What each owner is paid for a goal's score: nothing below the threshold, and straight lines between
    threshold, target and stretch. The amounts are what each of the two owners gets."""

    goal = models.OneToOneField(Goal, models.PROTECT, related_name="reward")
    threshold = models.DecimalField("Threshold", max_digits=5, decimal_places=4, default=Decimal("0.4"))
    target = models.DecimalField("Target", max_digits=5, decimal_places=4, default=Decimal("0.7"))
    stretch = models.DecimalField("Stretch", max_digits=5, decimal_places=4, default=Decimal(1))
    pays_at_threshold = models.DecimalField("Paid at the threshold", max_digits=14, decimal_places=2)
    pays_at_target = models.DecimalField("Paid at the target", max_digits=14, decimal_places=2)
    pays_at_stretch = models.DecimalField("Paid at the stretch", max_digits=14, decimal_places=2)
    currency = models.CharField("Currency", max_length=3, validators=[CURRENCY], default="EUR")
    version = models.PositiveIntegerField(default=1)
    step = models.PositiveIntegerField(default=0)
    # The goal's wording that the signatures speak of: with another one, both are void.
    goal_version = models.PositiveIntegerField()
    awaits = models.CharField(max_length=10, choices=Awaits.choices, default=Awaits.BOTH, blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    objects = RewardRuleQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    threshold__gte=0, target__gt=F("threshold"), stretch__gt=F("target"), stretch__lte=1
                ),
                name="reward_scores_rise",
            ),
            models.CheckConstraint(
                condition=Q(
                    pays_at_threshold__gte=0,
                    pays_at_target__gte=F("pays_at_threshold"),
                    pays_at_stretch__gte=F("pays_at_target"),
                    pays_at_stretch__lt=MOST_MONEY,
                ),
                name="reward_amounts_rise",
            ),
            models.CheckConstraint(condition=Q(awaits__in=Awaits.values), name="reward_awaits_known"),
        ]

    def __str__(self) -> str:
        return f"Reward for “{self.goal}”"

    def get_absolute_url(self) -> str:
        """The reward's page."""
        return address("rewards:reward", self.goal_id)

    def content(self) -> dict[str, Any]:
        """What an owner's signature covers: the rule, and the wording of the goal that it pays for."""
        names = ("threshold", "target", "stretch", "pays_at_threshold", "pays_at_target", "pays_at_stretch")
        return {
            "goal": self.goal_id,
            "goal_version": self.goal.version,
            "currency": self.currency,
            **{name: f"{getattr(self, name).normalize():f}" for name in names},
        }

    @property
    def awaited(self) -> list[Office]:
        """The offices whose owner has not signed the rule for the goal's present wording."""
        if self.goal_version != self.goal.version:
            return list(OFFICES)
        return [one for one in OFFICES if self.awaits in {one, Awaits.BOTH}]

    @property
    def in_force(self) -> bool:
        """Both signed it, for the wording that both own."""
        return not self.awaited and self.goal.state in {"owned", "closed"}
