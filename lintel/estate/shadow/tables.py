"""The lists of this chamber, as pages and as files."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.safestring import SafeString

from lintel.estate.shadow.access import may_end_clearance
from lintel.estate.shadow.models import (
    Amnesty,
    DataKind,
    LogFile,
    LogKind,
    Match,
    NameClearance,
    Outcome,
    Sighting,
    Tool,
    ToolState,
)
from lintel.estate.shadow.models.tool import TOOL_TONES, ToolQuerySet
from lintel.people.access import key_of
from lintel.people.authentication import user_of
from lintel.ui.components import Turn, state_pill
from lintel.ui.filters import SearchFilter
from lintel.ui.formats import NOTHING
from lintel.ui.markup import markup
from lintel.ui.tables import (
    Column,
    MoneyColumn,
    NumberColumn,
    PersonColumn,
    StateColumn,
    Table,
    TitleColumn,
    TurnColumn,
    WhenColumn,
)

DAYS = {"open": ("Open", "good"), "active": ("Counts", "good"), "planned": ("Planned", "waiting"),
        "over": ("Over", "quiet"), "ended": ("Ended", "quiet")}  # fmt: skip


def _days(state: str) -> SafeString:
    label, tone = DAYS[state]
    return state_pill(state, label, tone)


class ToolTable(Table):
    """Tools, those that were seen last on top."""

    name = TitleColumn("Tool")
    state = StateColumn("State", tones=TOOL_TONES)
    turn = TurnColumn()
    holds = Column("Holds", orderable=False)
    last_on = WhenColumn("Last seen", style="date")
    uses = NumberColumn("Uses")
    people = NumberColumn("People a month")
    spent = MoneyColumn("Twelve months")

    counted = "tool,tools"
    empty_title = "No tool was found or named yet."
    empty_text = "Bring in a log of sign-ins or expenses, or name a tool that you use."
    empty_url = "/shadow/name/"
    empty_label = "Name a tool"

    class Meta(Table.Meta):
        order_by = "-last_on"

    def render_turn(self, value: Turn, record: Tool) -> Any:
        """Whose word is missing; nothing once there is an answer."""
        if record.state in (ToolState.KNOWN, ToolState.ASIDE):
            return NOTHING
        return TurnColumn().render(value)


class ToolFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Find tools by word, state, data, team, and whose turn it is."""

    q = SearchFilter(fields=["name", "domain", "purpose"], label="Name or word")
    state = django_filters.ChoiceFilter(
        choices=[("open", "Without an answer"), *ToolState.choices], empty_label="Every state",
        label="State", method="by_state",
    )  # fmt: skip
    match = django_filters.ChoiceFilter(choices=Match.choices, empty_label="Any", label="In the inventory")
    data = django_filters.ChoiceFilter(
        choices=DataKind.choices, empty_label="Anything", label="Holds", method="by_data"
    )
    team = django_filters.ChoiceFilter(choices=[], empty_label="Every team", label="Team", method="by_team")
    named = django_filters.ChoiceFilter(
        choices=[("named", "By somebody who uses it"), ("logs", "Only by logs")], empty_label="Either way",
        label="Named", method="by_named",
    )  # fmt: skip
    turn = django_filters.ChoiceFilter(
        choices=[("me", "Mine")], empty_label="Anybody’s", label="Whose turn", method="by_turn"
    )

    class Meta:
        model = Tool
        fields: list[str] = []

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        teams = Sighting.objects.exclude(team="").order_by("team").values_list("team", flat=True).distinct()
        self.filters["team"].extra["choices"] = [(team, team) for team in teams[:200]]

    def by_state(self, rows: ToolQuerySet, name: str, value: str) -> ToolQuerySet:
        """One state, or all that want an answer."""
        return rows.open() if value == "open" else rows.filter(state=value)

    def by_data(self, rows: ToolQuerySet, name: str, value: str) -> ToolQuerySet:
        """As confirmed; as guessed where nobody said."""
        return rows.filter(Q(data_kind=value) | Q(data_kind="", guess=value))

    def by_team(self, rows: ToolQuerySet, name: str, value: str) -> ToolQuerySet:
        """Tools that a team uses."""
        return rows.filter(Exists(Sighting.objects.filter(tool=OuterRef("pk"), team=value)))

    def by_named(self, rows: ToolQuerySet, name: str, value: str) -> ToolQuerySet:
        """Whether somebody named it."""
        return rows.filter(named_at__isnull=value == "logs")

    def by_turn(self, rows: ToolQuerySet, name: str, value: str) -> ToolQuerySet:
        """What waits for this reader’s key, or for a second look of theirs."""
        user = user_of(self.request)
        key = key_of(user)
        mine = Outcome.objects.to_follow_up(user, timezone.localdate()).filter(tool=OuterRef("pk"))
        signs = Q(state=ToolState.PROPOSED, awaits__in=[key.office, "both"]) if key else Q(pk__in=[])
        return rows.filter(signs | Q(Exists(mine)))


class LogTable(Table):
    """Files that were looked through."""

    file = TitleColumn("File", accessor="batch__file_name", orderable=False)
    kind = Column("Kind")
    source = Column("Log")
    first_at = WhenColumn("From", style="date")
    last_at = WhenColumn("Until", style="date")
    lines = NumberColumn("Lines")
    telling = NumberColumn("That name a tool")
    tools = NumberColumn("Tools")
    by = PersonColumn("Brought in by", order_by="by__name", system=True)
    at = WhenColumn("Brought in")

    counted = "log,logs"
    empty_title = "No log was looked through yet."
    empty_text = "Bring in sign-ins, expenses or visited addresses. Lines become sums by team; none is kept."
    empty_url = "/imports/"
    empty_label = "Bring in a log"

    class Meta(Table.Meta):
        order_by = "-at"


class LogFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Narrow the files."""

    kind = django_filters.ChoiceFilter(choices=LogKind.choices, empty_label="Every kind", label="Kind")

    class Meta:
        model = LogFile
        fields: list[str] = []


class AmnestyTable(Table):
    """Weeks in which people name their tools."""

    title = TitleColumn("Called")
    starts = WhenColumn("First day", style="date")
    ends = WhenColumn("Last day", style="date")
    named = NumberColumn("Tools named")
    state = Column("State", accessor="pk", orderable=False)

    counted = "amnesty,amnesties"
    empty_title = "There was no amnesty yet."
    empty_text = "In an amnesty people name the tools they use, and are thanked for it. The offices open one."

    class Meta(Table.Meta):
        order_by = "-starts"

    def render_state(self, record: Amnesty) -> SafeString:
        """Whether it holds today."""
        return _days(record.state_on(timezone.localdate()))

    def value_state(self, record: Amnesty) -> str:
        """The same as a word."""
        return DAYS[record.state_on(timezone.localdate())][0]


class NameClearanceTable(Table):
    """Who may see who uses tools."""

    person = PersonColumn("Who", order_by="person__name")
    reason = Column("What for", orderable=False)
    given_by = PersonColumn("Given by", order_by="given_by__name", system=True)
    starts = WhenColumn("From", style="date")
    ends = WhenColumn("Until", style="date")
    state = Column("State", accessor="pk", orderable=False)
    end = Column("End", accessor="pk", orderable=False, exclude_from_export=True)

    counted = "person,people"
    empty_title = "Nobody sees names."
    empty_text = "Everybody sees teams. An office holder lets somebody else see names, for a reason."

    class Meta(Table.Meta):
        order_by = "-ends"

    def render_state(self, record: NameClearance) -> SafeString:
        """Whether it counts today."""
        return _days(record.state_on(timezone.localdate()))

    def value_state(self, record: NameClearance) -> str:
        """The same as a word."""
        return DAYS[record.state_on(timezone.localdate())][0]

    def render_end(self, record: NameClearance) -> SafeString | str:
        """A link to the page that ends it, for those who may."""
        over = record.state_on(timezone.localdate()) in ("over", "ended")
        if over or not may_end_clearance(self.request.user, record):
            return NOTHING
        return markup('<a href="/shadow/clearances/{}/end/">End<span class="visually-hidden"> {}</span></a>',
                      record.pk, record.person)  # fmt: skip
