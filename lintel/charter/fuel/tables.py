"""The list of disparities that became innovations."""

from typing import Any

from lintel.charter.fuel.models import Disparity
from lintel.ui import tables
from lintel.ui.components import state_pill
from lintel.ui.formats import NOTHING, money_text


class DisparityTable(tables.Table):
    """Each with what became of it; `told` is filled by the view for the rows of the page."""

    title = tables.TitleColumn("What came of it", order_by=("title", "-pk"))
    raised_by = tables.PersonColumn("Begun by", orderable=False)
    raised_at = tables.WhenColumn("Begun", order_by=("raised_at", "-pk"))
    stands = tables.Column("Proposal", accessor="pk", orderable=False)
    returned = tables.Column("What it returned", accessor="pk", orderable=False)

    counted = "disparity,disparities"
    empty_title = "No disagreement has become a proposal yet."
    empty_text = "Open an expectation on which you disagree, and make a proposal of both sides out of it."
    empty_url = "/expectations/?state=disagreed"
    empty_label = "See where we disagree"

    def _told(self, record: Disparity) -> Any:
        return getattr(record, "told", None)

    def render_stands(self, record: Disparity) -> Any:
        """The proposal's state."""
        told = self._told(record)
        if told is None:
            return NOTHING
        return state_pill("work", told.state, "good" if told.approved else "waiting")

    def value_stands(self, record: Disparity) -> str:
        """The same as text."""
        told = self._told(record)
        return told.state if told else ""

    def render_returned(self, record: Disparity) -> str:
        """What was promised and what came in; a figure that is missing shows as missing."""
        told = self._told(record)
        if told is None or told.promised is None:
            return "Nothing promised yet"
        promised = f"{money_text(told.promised, told.currency)} promised"
        if told.actual is None:
            return f"{promised}, not measured yet"
        return f"{money_text(told.actual, told.currency)} of {promised}"

    def value_returned(self, record: Disparity) -> Any:
        """What came in."""
        told = self._told(record)
        return told.actual if told else None
