"""The list of segments."""

from typing import Any

from lintel.customers.profiles.small import in_words, protected
from lintel.ui import tables


class SegmentTable(tables.Table):
    """Segments as one works with them; `identified` is set by the view."""

    identified = False

    name = tables.TitleColumn("Segment", order_by=("name", "pk"))
    sentence = tables.Column("Who", orderable=False)
    size = tables.NumberColumn("Customers", order_by=("size", "pk"))
    counted_at = tables.WhenColumn("Counted", order_by=("counted_at", "pk"))
    owner = tables.PersonColumn("Made by", orderable=False)

    empty_title = "There is no segment yet."
    empty_text = "Put conditions together, see at once how many belong, and export who may be contacted."
    empty_url = "/customers/segments/new/"
    empty_label = "Make a segment"

    def render_size(self, value: int) -> str:
        """Protected where it is small."""
        return in_words(protected(value, identified=self.identified))

    def value_size(self, value: int) -> Any:
        """The same in a file."""
        return self.render_size(value)


class ClearedSegmentTable(SegmentTable):
    """For who may see small numbers."""

    identified = True
