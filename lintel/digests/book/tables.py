"""The list of editions."""

from django.utils.safestring import SafeString

from lintel.digests.book.models import Edition
from lintel.ui.components import turn_badge
from lintel.ui.tables import Column, PersonColumn, Table, TitleColumn, WhenColumn


class EditionTable(Table):
    """Editions, the newest first."""

    number = TitleColumn("Edition")
    note = Column("What it is for")
    turn = Column("Keys", accessor="pk", order_by=("awaits", "-number"), empty_values=())
    day = WhenColumn("Of", style="date")
    taken_by = PersonColumn("Kept by")
    signed_at = WhenColumn("Signed by both")

    counted = "edition,editions"
    empty_title = "No edition was kept yet."
    empty_text = (
        "The book itself is always of today. Keep an edition when both offices should sign what it says."
    )
    empty_url = "/book/"
    empty_label = "Open the book"

    class Meta(Table.Meta):
        order_by = "-number"

    def render_turn(self, record: Edition) -> SafeString:
        """Whose key is missing."""
        return turn_badge(record.turn)

    def value_turn(self, record: Edition) -> str:
        """The same as words."""
        return record.turn.label
