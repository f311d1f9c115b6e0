"""The list of reward rules."""

from decimal import Decimal
from typing import Any

from lintel.goals.objectives.drawing import percent
from lintel.goals.rewards.models import RewardRule
from lintel.goals.rewards.paying import pays
from lintel.goals.rewards.turns import turn_of
from lintel.ui import tables
from lintel.ui.components import turn_badge
from lintel.ui.formats import NOTHING, money_text


class RewardTable(tables.Table):
    """What goals pay, for those who may know."""

    goal = tables.TitleColumn("Goal", order_by=("goal__title", "-pk"))
    turn = tables.TurnColumn("Signatures", accessor="pk", order_by=("awaits", "-pk"), orderable=True)
    score = tables.Column("Score", accessor="pk", orderable=False, empty_values=())
    today = tables.Column("Pays each owner today", accessor="pk", orderable=False, empty_values=())
    pays_at_target = tables.MoneyColumn("At the target", order_by=("pays_at_target", "-pk"))
    pays_at_stretch = tables.MoneyColumn("At the stretch", order_by=("pays_at_stretch", "-pk"))

    counted = "reward rule,reward rules"
    empty_title = "No goal has a reward rule that you may see."
    empty_text = "The two owners of a goal write one rule for both of them, on the goal’s page."
    empty_url = "/goals/?mine=own"
    empty_label = "Goals I own"

    def render_turn(self, record: RewardRule) -> Any:
        """Whose signature is missing."""
        return turn_badge(turn_of(record))

    def value_turn(self, record: RewardRule) -> str:
        """The same as text."""
        return turn_of(record).label

    def render_score(self, record: RewardRule) -> str:
        """In hundredths."""
        return percent(record.goal.score)

    def value_score(self, record: RewardRule) -> Decimal | None:
        """From 0 to 1."""
        return record.goal.score

    def render_today(self, record: RewardRule) -> str:
        """With its currency; nothing without a score."""
        amount = pays(record, record.goal.score)
        return NOTHING if amount is None else money_text(amount, record.currency)

    def value_today(self, record: RewardRule) -> Decimal | None:
        """The bare amount."""
        return pays(record, record.goal.score)
