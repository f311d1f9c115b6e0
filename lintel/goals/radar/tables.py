"""Findings as one works with them, the looks, and what was declared to pull apart."""

from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString

from lintel.goals.radar.models import Asked, Finding, MetricTension, Scan, Severity
from lintel.goals.radar.registry import detector_of
from lintel.ui import cells, tables
from lintel.ui.components import side_label, state_pill
from lintel.ui.markup import markup

TONES = {Severity.HIGH: "bad", Severity.MEDIUM: "warning", Severity.LOW: "neutral"}
STATES = {"open": ("Open", "waiting"), "snoozed": ("Put off", "quiet"), "gone": ("Gone", "good")}
GROUPS = {Severity.HIGH: "High", Severity.MEDIUM: "Medium", Severity.LOW: "Low"}


class FindingTable(tables.Table):
    """Findings, the gravest first; in that order they stand in groups."""

    summary = tables.TitleColumn("What was found", order_by=("summary", "-pk"))
    detector = tables.Column("Detector", order_by=("detector", "-pk"))
    severity = tables.Column("Severity", order_by=("-severity", "-first_seen", "-pk"))
    side = tables.Column("Asks", order_by=("side", "-pk"))
    state = tables.Column("State", accessor="pk", orderable=False)
    first_seen = tables.WhenColumn("Seen first", order_by=("first_seen", "pk"))

    counted = "finding,findings"
    empty_title = "Nothing was found that does not fit."
    empty_text = "Everything is looked over once a day: goals, expectations, words and work of both sides."
    empty_url = "/goals/radar/detectors/"
    empty_label = "What is looked for"

    @property
    def body(self) -> SafeString:
        """The rows, under a heading for each severity while they are in that order."""
        rows = self.paginated_rows.data
        if self.order_by:
            return cells.body(self, rows)
        parts = []
        for severity, group in groupby(rows, key=lambda row: row.severity):
            parts.append(
                markup(
                    '<tr class="radar-group" data-severity="{}">'
                    '<th colspan="{}" scope="rowgroup">{}</th></tr>',
                    severity, len(self.columns.columns), GROUPS[Severity(severity)],
                )
            )  # fmt: skip
            parts.append(cells.body(self, group))
        return SafeString("\n".join(parts))

    def render_detector(self, record: Finding) -> str:
        """Its title."""
        return title_of(record)

    def value_detector(self, record: Finding) -> str:
        """The same in a file."""
        return title_of(record)

    def render_severity(self, record: Finding) -> Any:
        """As a pill."""
        return severity_pill(record.severity)

    def value_severity(self, record: Finding) -> str:
        """In words."""
        return record.get_severity_display()

    def render_side(self, record: Finding) -> Any:
        """Whom it asks first."""
        return side_label(record.side)

    def value_side(self, record: Finding) -> str:
        """In words."""
        return Asked(record.side).label

    def render_state(self, record: Finding) -> Any:
        """Open, put off or gone."""
        return state_of(record)

    def value_state(self, record: Finding) -> str:
        """In words."""
        return STATES[record.state_on(timezone.localdate())][0]


class ScanTable(tables.Table):
    """Looks, newest first."""

    at = tables.WhenColumn("Looked")
    new = tables.NumberColumn("New")
    back = tables.NumberColumn("There again")
    gone = tables.NumberColumn("Gone")
    high = tables.NumberColumn("High")
    medium = tables.NumberColumn("Medium")
    low = tables.NumberColumn("Low")
    snoozed = tables.NumberColumn("Put off")
    things = tables.NumberColumn("Looked over")
    pairs = tables.NumberColumn("Pairs")
    by = tables.PersonColumn("By", system=True, orderable=False)

    counted = "look,looks"
    empty_title = "Nobody has looked yet."
    empty_text = "Everything is looked over once a day, and whenever somebody asks for it."

    class Meta(tables.Table.Meta):
        """In the order of time."""

        model = Scan
        fields = ("at", "new", "back", "gone", "high", "medium", "low", "snoozed", "things", "pairs", "by")


class TensionTable(tables.Table):
    """Declarations."""

    first = tables.TitleColumn("One metric", order_by=("first", "-pk"))
    second = tables.Column("The other", order_by=("second", "-pk"))
    moves = tables.Column("How they pull", order_by=("moves", "-pk"))
    office = tables.SideColumn("Declared by", order_by=("office", "-pk"))
    by = tables.PersonColumn("Who", order_by=("by__name", "-pk"))
    at = tables.WhenColumn("When", order_by=("at", "pk"))
    withdrawn_at = tables.WhenColumn("Taken back", order_by=("withdrawn_at", "-pk"))

    counted = "declaration,declarations"
    empty_title = "Nobody has declared that metrics pull on each other."
    empty_text = "Say it where you know it: the radar then shows every goal that asks for both."
    empty_url = "/goals/radar/tensions/new/"
    empty_label = "Declare it"

    def render_office(self, record: MetricTension) -> Any:
        """The side."""
        return side_label(record.office)

    def value_office(self, record: MetricTension) -> str:
        """Its name in a file."""
        return Asked(record.office).label


def title_of(row: Finding) -> str:
    """The detector's title, or its key where a later version no longer has it."""
    known = detector_of(row.detector)
    return known.title if known else "A detector that is no longer used"


def severity_pill(severity: int) -> SafeString:
    """High, medium or low."""
    known = Severity(severity)
    return state_pill(f"severity-{known.value}", str(known.label), TONES[known])


def state_of(row: Finding) -> SafeString:
    """Open, put off or gone."""
    slug = row.state_on(timezone.localdate())
    label, tone = STATES[slug]
    return state_pill(slug, label, tone)
