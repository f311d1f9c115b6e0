"""Lists of saved questions, and of what was asked."""

from lintel.insight.asking.models import QuestionAsked
from lintel.ui import tables


class QuestionTable(tables.Table):
    """Saved questions."""

    counted = "question,questions"

    title = tables.TitleColumn("Question", order_by=("title", "pk"))
    text = tables.Column("In words", orderable=False)
    audience = tables.Column("Seen by", orderable=False)
    owner = tables.PersonColumn("Kept by", orderable=False)
    version = tables.NumberColumn("Version", order_by=("version", "pk"))
    changed_at = tables.WhenColumn("Changed", order_by=("changed_at", "pk"))

    empty_title = "No question is kept yet."
    empty_text = "Ask something, and save the answer that you want to come back to."
    empty_url = "/insight/ask/"
    empty_label = "Ask"


TONES = {"answered": "good", "refused": "warning", "abandoned": "bad"}


class AskedTable(tables.Table):
    """What was asked, newest first."""

    counted = "question,questions"

    words = tables.TitleColumn("Question", orderable=False, url=lambda row: f"/insight/asked/{row.pk}/")
    person = tables.PersonColumn("Asked by", orderable=False)
    outcome = tables.StateColumn("What became of it", order_by=("outcome", "pk"), tones=TONES)
    reason = tables.Column("Why not", orderable=False)
    with_help = tables.Column("Help", orderable=False)
    milliseconds = tables.NumberColumn("Milliseconds", order_by=("milliseconds", "pk"))
    at = tables.WhenColumn("When", order_by=("at", "pk"))

    empty_title = "Nothing was asked yet."
    empty_text = "Every question is noted here, so that both sides see where people get stuck."
    empty_url = "/insight/ask/"
    empty_label = "Ask"

    def render_with_help(self, record: QuestionAsked) -> str:
        """In a word."""
        return "With help" if record.with_help else "Alone"

    def value_with_help(self, record: QuestionAsked) -> str:
        """The same in a file."""
        return self.render_with_help(record)
