"""What goes in and out of the API of rewards."""

import datetime as dt
from decimal import Decimal
from typing import Annotated

from ninja import Field, Schema
from pydantic import ConfigDict

from lintel.audit.signatures import hash_of
from lintel.goals.rewards.models import MOST_MONEY, RewardRule
from lintel.goals.rewards.paying import pays
from lintel.goals.rewards.terms import Terms
from lintel.goals.rewards.turns import turn_of

ScoreMark = Annotated[Decimal, Field(ge=0, le=1, max_digits=5, decimal_places=4)]
RewardAmount = Annotated[Decimal, Field(ge=0, lt=MOST_MONEY, max_digits=14, decimal_places=2)]
RuleStep = Annotated[int, Field(ge=0, le=2**31 - 1, description="The last step that was read.")]


class RewardIn(Schema):
    """The terms of a rule; the amounts are what each of the two owners gets."""

    model_config = ConfigDict(extra="forbid")

    threshold: ScoreMark
    target: ScoreMark
    stretch: ScoreMark
    pays_at_threshold: RewardAmount
    pays_at_target: RewardAmount
    pays_at_stretch: RewardAmount
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "EUR"
    step: RuleStep = 0

    def terms(self) -> Terms:
        """As the action takes them."""
        return Terms(**self.model_dump(exclude={"step"}))


class RewardWordIn(Schema):
    """An owner's signature on the rule that was read."""

    model_config = ConfigDict(extra="forbid")

    step: RuleStep
    content_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class RewardOut(Schema):
    """A goal's rule, whose signature is missing, and what it pays each owner today."""

    goal_id: int
    threshold: Decimal
    target: Decimal
    stretch: Decimal
    pays_at_threshold: Decimal
    pays_at_target: Decimal
    pays_at_stretch: Decimal
    currency: str
    version: int
    step: int
    content_hash: str
    in_force: bool
    whose_word: str
    score: Decimal | None
    pays_today: Decimal | None

    @staticmethod
    def resolve_content_hash(row: RewardRule) -> str:
        """What a signature is put to."""
        return hash_of(row)

    @staticmethod
    def resolve_whose_word(row: RewardRule) -> str:
        """In a few words."""
        return turn_of(row).label

    @staticmethod
    def resolve_score(row: RewardRule) -> Decimal | None:
        """The goal's, from 0 to 1."""
        return row.goal.score

    @staticmethod
    def resolve_pays_today(row: RewardRule) -> Decimal | None:
        """For that score."""
        return pays(row, row.goal.score)


class PaidOut(Schema):
    """What the present rule would have paid at one moment."""

    at: dt.datetime
    score: Decimal | None
    without_value: int
    amount: Decimal | None


class SimulationOut(Schema):
    """What it would pay if; nothing is written."""

    score: Decimal | None
    without_value: int
    amount: Decimal | None
    currency: str
