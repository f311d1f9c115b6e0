"""The lists of roadmaps and of their plans."""

from typing import Any

from lintel.portfolio.roadmaps.models import Plan, Roadmap
from lintel.portfolio.roadmaps.turns import turn_of
from lintel.ui import tables
from lintel.ui.components import turn_badge
from lintel.ui.formats import NOTHING, date_text, number_text


class RoadmapTable(tables.Table):
    """All roadmaps."""

    title = tables.TitleColumn("Roadmap")
    span = tables.Column("From – until", accessor="pk", order_by=("starts_on", "-pk"), empty_values=())
    held = tables.Column("Proposals", orderable=False)
    published = tables.Column("Published plan", orderable=False)
    changed_at = tables.WhenColumn("Changed")

    counted = "roadmap,roadmaps"
    empty_title = "No roadmap yet."
    empty_text = (
        "A roadmap says which proposals are done when, so that both departments’ days and money suffice: "
        "with a proof, or with how much better another plan could be at the most."
    )
    empty_url = "/roadmaps/new/"
    empty_label = "Begin one"

    def render_span(self, record: Roadmap) -> str:
        """Its first and last day."""
        return f"{date_text(record.starts_on)} – {date_text(record.ends_on)}"

    def value_span(self, record: Roadmap) -> str:
        """The same as a file holds it."""
        return f"{record.starts_on.isoformat()}/{record.ends_on.isoformat()}"

    class Meta(tables.Table.Meta):
        order_by = "-changed_at"


class PlanTable(tables.Table):
    """The plans of one roadmap."""

    name = tables.TitleColumn("Plan")
    turn = tables.TurnColumn("Keys", accessor="pk", order_by=("state", "awaits", "-pk"), orderable=True)
    kind = tables.Column("Found by")
    items = tables.Column("Proposals")
    marketing = tables.Column("Worth to marketing")
    it = tables.Column("Worth to IT")
    gap = tables.Column("At most better by")
    chance = tables.Column("Chance that it holds")
    at = tables.WhenColumn("Found")

    counted = "plan,plans"
    empty_title = "No plan yet."
    empty_text = "Have the best one looked for, on the roadmap’s page."

    def render_turn(self, record: Plan) -> Any:
        """Whose key is missing."""
        return turn_badge(turn_of(record))

    def value_turn(self, record: Plan) -> str:
        """The same as text."""
        return turn_of(record).label

    def render_kind(self, record: Plan) -> str:
        """In words."""
        mark = f" ({record.get_mark_display()})" if record.mark else ""
        return f"{record.get_kind_display()}{mark}"

    def render_marketing(self, value: float) -> str:
        """To the tenth."""
        return number_text(value, 1)

    def render_it(self, value: float) -> str:
        """To the tenth."""
        return number_text(value, 1)

    def render_gap(self, value: float | None) -> str:
        """In per cent; nothing when it is proven the best."""
        return NOTHING if value is None else "proven the best" if value < 1e-6 else f"{value:.1%}"

    def render_chance(self, value: float) -> str:
        """In per cent."""
        return f"{value:.0%}"

    class Meta(tables.Table.Meta):
        order_by = "-at"
