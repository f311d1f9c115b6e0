"""The list of concerns."""

from typing import Any

from django.utils import timezone

from lintel.charter.concerns.models import Concern
from lintel.charter.concerns.turns import TONES, turn_of
from lintel.ui import tables
from lintel.ui.components import side_label, turn_badge


class ConcernTable(tables.Table):
    """Concerns as one works with them."""

    title = tables.TitleColumn("Concern", order_by=("title", "-pk"))
    office = tables.SideColumn("Whose", order_by=("office", "-pk"))
    kind = tables.Column("About", order_by=("kind", "-pk"))
    turn = tables.TurnColumn("Whose word", accessor="pk", order_by=("waiting_since", "-pk"), orderable=True)
    state = tables.StateColumn("State", tones=TONES, order_by=("state", "-pk"))
    round = tables.NumberColumn("Round", order_by=("round", "-pk"))

    counted = "concern,concerns"
    empty_title = "Nobody has stated a concern."
    empty_text = (
        "Say what worries you. The other side plays it back in its own words until you are understood."
    )
    empty_url = "/concerns/new/"
    empty_label = "State a concern"

    def render_office(self, record: Concern) -> Any:
        """The side whose concern it is."""
        return side_label(record.office)

    def value_office(self, record: Concern) -> str:
        """Its name in a file."""
        return record.get_office_display()

    def render_turn(self, record: Concern) -> Any:
        """Whose word is missing, and for how long."""
        return turn_badge(turn_of(record, timezone.localdate()))

    def value_turn(self, record: Concern) -> str:
        """The same as text."""
        return turn_of(record, timezone.localdate()).label
