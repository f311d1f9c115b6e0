"""The lists of this chamber."""

from typing import Any

from django.utils import timezone

from lintel.charter.expectations.models import Expectation
from lintel.charter.expectations.turns import TONES, turn_of
from lintel.ui import tables
from lintel.ui.components import Turn, side_label, state_pill, turn_badge
from lintel.ui.formats import number_text


class ExpectationTable(tables.Table):
    """Expectations as one works with them."""

    title = tables.TitleColumn("Expectation", order_by=("title", "-pk"))
    customer_office = tables.SideColumn("Expected by", order_by=("customer_office", "-pk"))
    turn = tables.TurnColumn("Whose word", accessor="pk", order_by=("waiting_since", "-pk"), orderable=True)
    state = tables.StateColumn("State", tones=TONES, order_by=("state", "-pk"))
    due_on = tables.WhenColumn("By when", style="date", order_by=("due_on", "-pk"))
    measured = tables.Column("Measured", orderable=False, empty_values=())

    counted = "expectation,expectations"
    empty_title = "Nobody has said what they expect."
    empty_text = (
        "Write down what you expect of the other side. It counts once they have accepted its wording."
    )
    empty_url = "/expectations/new/"
    empty_label = "Say what you expect"

    def render_customer_office(self, record: Expectation) -> Any:
        """The side that expects."""
        return side_label(record.customer_office)

    def value_customer_office(self, record: Expectation) -> str:
        """Its name in a file."""
        return record.get_customer_office_display()

    def render_turn(self, record: Expectation) -> Any:
        """Whose word is missing, and for how long."""
        return turn_badge(self.turn_of(record))

    def value_turn(self, record: Expectation) -> str:
        """The same as text."""
        return self.turn_of(record).label

    def turn_of(self, record: Expectation) -> Turn:
        """Seen on the reader's own day."""
        return turn_of(record, timezone.localdate())

    def render_measured(self, record: Expectation) -> Any:
        """The newest value with its verdict; what does not count is not measured."""
        if not record.counts:
            return state_pill("apart", "Not counted", "quiet")
        if not record.metric:
            return state_pill("words", "In words", "quiet")
        found = record.measured
        if found is None:
            return state_pill("missing", "Not measured yet", "warning")
        if found.value is None:
            return state_pill("missing", "Value missing", "warning")
        shown = number_text(found.value)
        return (
            state_pill("met", f"{shown}: met", "good")
            if found.met
            else state_pill("unmet", f"{shown}: not met", "bad")
        )

    def value_measured(self, record: Expectation) -> Any:
        """The value, if it counts and there is one."""
        found = record.measured if record.counts else None
        return found.value if found else None
