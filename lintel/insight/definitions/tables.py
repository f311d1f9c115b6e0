"""The list of metrics."""

from typing import Any

from django.utils.safestring import SafeString

from lintel.insight.definitions.models import TONES, Metric
from lintel.ui import tables


class MetricTable(tables.Table):
    """Metrics as one looks for them."""

    counted = "metric,metrics"

    label = tables.TitleColumn("Metric", order_by=("label", "pk"))
    slug = tables.Column("Name in formulas", visible=False, orderable=False)
    description = tables.Column("What it says", orderable=False)
    unit = tables.Column("Unit", order_by=("unit", "pk"))
    better = tables.Column("Better", orderable=False)
    state = tables.StateColumn(
        "State", order_by=("state", "pk"), tones={str(state): tone for state, tone in TONES.items()}
    )
    turn = tables.TurnColumn()
    version = tables.NumberColumn("Version", order_by=("version", "pk"))
    changed_at = tables.WhenColumn("Changed", order_by=("changed_at", "pk"))

    empty_title = "There is no metric yet."
    empty_text = "Bring in a file of definitions, or draft the first metric; both offices then agree on it."
    empty_url = "/insight/metrics/document/"
    empty_label = "Bring in definitions"

    def render_description(self, value: str) -> str:
        """Only its beginning."""
        return value if len(value) <= 90 else value[:88].rsplit(" ", 1)[0] + " …"

    def value_description(self, value: str) -> str:
        """All of it in a file."""
        return value

    def render_better(self, record: Metric) -> SafeString | str:
        """In a word."""
        return {"up": "More", "down": "Less"}.get(record.better, "–")

    def value_better(self, record: Metric) -> Any:
        """The same in a file."""
        return record.better
