"""The lists of this room."""

from typing import Any

from django.utils import timezone

from lintel.intake.exporting import COLUMNS, Value
from lintel.intake.models import Request, State
from lintel.intake.turns import turn_of
from lintel.ui import tables
from lintel.ui.components import Turn, state_pill, turn_badge

TONES: dict[str, str] = {
    State.DRAFT: "quiet",
    State.ASKED: "waiting",
    State.COUNTERED: "warning",
    State.ANSWERED: "waiting",
    State.SLEEPING: "quiet",
    State.AGREED: "good",
    State.ESCALATED: "bad",
    State.SETTLED: "good",
    State.WITHDRAWN: "quiet",
}


class RequestTable(tables.Table):
    """Requests as one works with them."""

    title = tables.TitleColumn("Request", order_by=("title", "-pk"))
    type = tables.Column("Type", orderable=False)
    asker = tables.PersonColumn("Asked by", orderable=False)
    state = tables.StateColumn("State", tones=TONES, order_by=("state", "-pk"))
    turn = tables.TurnColumn(accessor="pk")
    answer_by = tables.WhenColumn("Answer by", style="date", order_by=("answer_by", "-pk"))
    vote_count = tables.NumberColumn("Voices", order_by=("vote_count", "-pk"))

    counted = "request,requests"
    empty_title = "Nobody has asked for anything yet."
    empty_text = "Ask the other side; every request gets an answer-by date at once."
    empty_url = "/requests/new/"
    empty_label = "Ask for something"

    def render_state(self, record: Request) -> Any:
        """Where it stands on the reader's own day."""
        label = record.state_label(timezone.localdate())
        return state_pill(record.state, label, TONES[record.state])

    def render_turn(self, record: Request) -> Any:
        """Whose turn it is, and how long the silence has lasted."""
        return turn_badge(self.turn_of(record))

    def turn_of(self, record: Request) -> Turn:
        """Seen on the reader's own day."""
        return turn_of(record, timezone.localdate())


class RequestFile(tables.Table):
    """Requests as a file that can be brought in again; made of the importer's own fields."""


def _reader_of(read: Value) -> Any:
    """What the file holds in one column, as its reader may see it."""

    def value(self: RequestFile, record: Request) -> Any:
        return read(record, self.request.user)

    return value


for _name, _label, _read in COLUMNS:
    RequestFile.base_columns[_name] = tables.Column(_label, accessor="pk", empty_values=(), orderable=False)
    setattr(RequestFile, f"value_{_name}", _reader_of(_read))
