"""The lists of this chamber."""

from typing import Any

from django.utils import timezone

from lintel.goals.objectives import drawing
from lintel.goals.objectives.models import Goal, KeyResult
from lintel.goals.objectives.scoring import part_of
from lintel.goals.objectives.turns import HEALTH_TONES, turn_of
from lintel.ui import tables
from lintel.ui.components import Turn, person_label, person_name, state_pill, turn_badge
from lintel.ui.formats import number_text
from lintel.ui.markup import markup


class GoalTable(tables.Table):
    """Goals as one works with them."""

    title = tables.TitleColumn("Goal", order_by=("title", "-pk"))
    turn = tables.TurnColumn("Whose word", accessor="pk", order_by=("waiting_since", "-pk"), orderable=True)
    owners = tables.Column("Owners", accessor="pk", orderable=False, empty_values=())
    health = tables.StateColumn("Health", tones=HEALTH_TONES, order_by=("health", "-pk"))
    score = tables.Column("Score", order_by=("score", "-pk"), empty_values=())
    ends_on = tables.WhenColumn("Until", style="date", order_by=("ends_on", "-pk"))

    counted = "goal,goals"
    empty_title = "Nobody has set a goal."
    empty_text = "Write down what both sides want to reach. It counts once both owners carry its wording."
    empty_url = "/goals/new/"
    empty_label = "Write a goal"

    def render_turn(self, record: Goal) -> Any:
        """Whose word is missing, and for how long."""
        return turn_badge(self.turn_of(record))

    def value_turn(self, record: Goal) -> str:
        """The same as text."""
        return self.turn_of(record).label

    def turn_of(self, record: Goal) -> Turn:
        """Seen on the reader's own day."""
        return turn_of(record, timezone.localdate())

    def render_owners(self, record: Goal) -> Any:
        """Both, or who is missing."""
        return markup(
            '<span class="goal-owners">{}{}</span>',
            person_label(record.owner_marketing) if record.owner_marketing else _nobody("marketing"),
            person_label(record.owner_it) if record.owner_it else _nobody("IT"),
        )

    def value_owners(self, record: Goal) -> str:
        """Their names in a file."""
        return "; ".join(person_name(one) for one in (record.owner_marketing, record.owner_it) if one)

    def render_score(self, record: Goal) -> Any:
        """The bar and the figure; what is missing is said."""
        missing = markup('<span class="muted small goal-missing">{} missing</span>', record.results_missing)
        return markup(
            '<span class="goal-score">{}<span>{}</span></span> {}',
            drawing.bar(record.score, f"Score {drawing.percent(record.score)}"),
            drawing.percent(record.score),
            missing if record.results_missing else "",
        )

    def value_score(self, record: Goal) -> Any:
        """From 0 to 1."""
        return record.score


class ResultTable(tables.Table):
    """Key results of all goals."""

    name = tables.TitleColumn("Key result", order_by=("name", "-pk"))
    goal = tables.Column("Goal", order_by=("goal__title", "-pk"))
    metric = tables.Column("Metric", order_by=("metric", "-pk"))
    baseline = tables.NumberColumn("Baseline", orderable=False)
    target = tables.NumberColumn("Target", orderable=False)
    value = tables.Column("Measured", accessor="pk", orderable=False, empty_values=())
    progress = tables.Column("Progress", accessor="pk", orderable=False, empty_values=())
    ends_on = tables.WhenColumn("Until", style="date", order_by=("ends_on", "-pk"))

    counted = "key result,key results"
    empty_title = "No goal has a key result."
    empty_text = "Write a goal and bind it to metrics: they show whether it is reached."
    empty_url = "/goals/new/"
    empty_label = "Write a goal"

    def render_goal(self, record: KeyResult) -> Any:
        """Its goal."""
        return markup('<a href="{}">{}</a>', record.goal.get_absolute_url(), record.goal.title)

    def render_value(self, record: KeyResult) -> Any:
        """The newest value, or that it is missing."""
        found = record.measured
        if found is None or found.value is None:
            return state_pill("missing", "Value missing" if found else "Not measured yet", "warning")
        return number_text(found.value)

    def render_progress(self, record: KeyResult) -> Any:
        """How far it is from baseline to target."""
        share = part_of(record).progress
        return markup(
            '<span class="goal-score">{}<span>{}</span></span>',
            drawing.bar(share, f"{drawing.percent(share)} of the way"),
            drawing.percent(share),
        )


def _nobody(side: str) -> Any:
    return markup('<span class="muted">nobody in {}</span>', side)
