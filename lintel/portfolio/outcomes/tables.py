"""The list of promises and outcomes."""

from decimal import Decimal
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.safestring import SafeString

from lintel.portfolio.outcomes.models import Found, Outcome
from lintel.portfolio.outcomes.models.words import FOUND_TONES
from lintel.portfolio.outcomes.standing import why_not_yet
from lintel.ui import tables
from lintel.ui.components import state_pill
from lintel.ui.formats import money_text
from lintel.ui.markup import markup


def range_of(row: Outcome) -> tuple[Decimal, Decimal, Decimal] | None:
    """The promised benefits of all periods together; nothing where none were promised."""
    benefits = list(row.promise.benefits.all())
    if not benefits:
        return None
    low, likely, high = (
        sum((getattr(one, name) for one in benefits), Decimal(0)) for name in ("low", "likely", "high")
    )
    return low, likely, high


def where(row: Outcome) -> tuple[str, str, str]:
    """Where it stands: slug, label and tone."""
    if row.closed_at is not None:
        return "closed", "Closed by both", "good"
    if row.due_on is not None and row.due_on <= timezone.localdate():
        return "due", "Due to be looked at", "warning"
    if row.delivered_on is None:
        return "open", "Not delivered yet", "quiet"
    return "delivered", "Delivered", "both"


class OutcomeTable(tables.Table):
    """Approved proposals, those first that somebody has to look at next."""

    proposal = tables.TitleColumn("Proposal", order_by=("proposal__title", "-pk"))
    state = tables.Column("Where it stands", accessor="pk", orderable=False, empty_values=())
    delivered_on = tables.WhenColumn("Delivered", style="date")
    promised = tables.Column("Promised benefits", accessor="pk", orderable=False, empty_values=())
    found = tables.Column("What was found", empty_values=())
    due_on = tables.WhenColumn("Next look", style="date")

    counted = "outcome,outcomes"
    empty_title = "Nothing was promised yet."
    empty_text = (
        "When both offices approve a proposal, its promise is kept here, and later stands beside what came."
    )
    empty_url = "/proposals/"
    empty_label = "Open the proposals"

    def render_state(self, record: Outcome) -> SafeString:
        """A pill."""
        return state_pill(*where(record))

    def value_state(self, record: Outcome) -> str:
        """The same as text."""
        return where(record)[1]

    def render_promised(self, record: Outcome) -> Any:
        """The range, in the proposal's currency."""
        found = range_of(record)
        if found is None:
            return "—"
        low, high = (money_text(one, record.promise.currency) for one in (found[0], found[2]))
        return markup('<span class="nowrap">{}</span> – <span class="nowrap">{}</span>', low, high)

    def value_promised(self, record: Outcome) -> str:
        """The same as a file holds it."""
        found = range_of(record)
        return f"{found[0]}/{found[1]}/{found[2]} {record.promise.currency}" if found else ""

    def render_found(self, record: Outcome) -> Any:
        """What was measured, or why nothing was."""
        if record.found and record.found != Found.NOT_YET:
            return state_pill(record.found, Found(record.found).label, FOUND_TONES[record.found])
        why = why_not_yet(record) or "It was tried; the page says why there is no figure."
        return markup('<span class="muted small">{}</span>', why)

    def value_found(self, record: Outcome) -> str:
        """The same as text."""
        if record.found and record.found != Found.NOT_YET:
            return str(Found(record.found).label)
        return why_not_yet(record)

    def order_due_on(self, rows: Any, descending: bool) -> tuple[Any, bool]:
        """Those without a day come last either way."""
        by = F("due_on").desc(nulls_last=True) if descending else F("due_on").asc(nulls_last=True)
        return rows.order_by(by, "-pk"), True
