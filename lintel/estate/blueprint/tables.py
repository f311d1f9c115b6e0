"""The lists of this chamber, as pages and as files."""

from __future__ import annotations

import django_filters
from django.utils.safestring import SafeString

from lintel.audit.sides import OFFICES
from lintel.estate.blueprint.models import Amendment, AmendmentState, Plateau, Version, VersionState
from lintel.estate.blueprint.turns import AMENDMENT_TONES, VERSION_TONES, turn_of, turn_of_amendment
from lintel.ui.components import turn_badge
from lintel.ui.filters import SearchFilter
from lintel.ui.markup import markup
from lintel.ui.tables import Column, NumberColumn, PersonColumn, SideColumn, StateColumn, Table, TitleColumn
from lintel.ui.tables import WhenColumn as When


class PlateauTable(Table):
    """The plateaus in the order in which they are reached."""

    name = TitleColumn("Plateau")
    day = When("Reached on", style="date")
    planned = NumberColumn("Changes", accessor="planned")
    carried_out = NumberColumn("Carried out", accessor="carried_out")
    note = Column("What is reached then", orderable=False)

    counted = "plateau,plateaus"
    empty_title = "There is no plateau yet."
    empty_text = "Put in the estate as it stands today, then the steps, then how it shall be."
    empty_url = "/blueprint/plateaus/new/"
    empty_label = "Put in the first plateau"

    class Meta(Table.Meta):
        order_by = "day"


class PlateauFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Find plateaus by word."""

    q = SearchFilter(fields=["name", "note"], label="Name or word")

    class Meta:
        model = Plateau
        fields: tuple[str, ...] = ()


class AmendmentTable(Table):
    """What was suggested."""

    title = TitleColumn("Suggestion")
    side = SideColumn("From")
    made_by = PersonColumn("By")
    made_at = When("When")
    state = StateColumn("State", tones=AMENDMENT_TONES)
    turn = Column("Whose turn", accessor="pk", orderable=False)

    counted = "suggestion,suggestions"
    empty_title = "Nobody suggested a change yet."
    empty_text = "Say what should be different and why; the other side accepts it, or offers something else."
    empty_url = "/blueprint/suggestions/new/"
    empty_label = "Suggest a change"

    class Meta(Table.Meta):
        order_by = "-made_at"

    def render_turn(self, record: Amendment) -> SafeString:
        """Who has to answer."""
        return turn_badge(turn_of_amendment(record))

    def value_turn(self, record: Amendment) -> str:
        """The same in words."""
        return turn_of_amendment(record).label


class AmendmentFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Find suggestions by word, state and side."""

    q = SearchFilter(fields=["title", "reason"], label="Title or word")
    state = django_filters.ChoiceFilter(choices=AmendmentState.choices, empty_label="Any", label="State")
    side = django_filters.ChoiceFilter(
        choices=[(one.value, one.label) for one in OFFICES], empty_label="Either side", label="From"
    )

    class Meta:
        model = Amendment
        fields: tuple[str, ...] = ()


class VersionTable(Table):
    """Every version, the newest first."""

    number = Column("Version")
    note = Column("What is new in it", orderable=False)
    made_by = PersonColumn("By")
    made_at = When("Frozen")
    state = StateColumn("State", tones=VERSION_TONES)
    turn = Column("Keys", accessor="pk", orderable=False)

    counted = "version,versions"
    empty_title = "There is no version yet."
    empty_text = "Once the plateaus are as both sides want them, freeze them: then both offices can sign."
    empty_url = "/blueprint/plateaus/"
    empty_label = "See the plateaus"

    class Meta(Table.Meta):
        order_by = "-number"

    def render_number(self, record: Version) -> SafeString:
        """The version’s name opens it."""
        return markup('<a class="row-link" href="{}" data-row>{}</a>', record.get_absolute_url(), record)

    def render_turn(self, record: Version) -> SafeString:
        """Whose key is missing."""
        return turn_badge(turn_of(record))

    def value_turn(self, record: Version) -> str:
        """The same in words."""
        return turn_of(record).label


class VersionFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Find versions by state."""

    state = django_filters.ChoiceFilter(choices=VersionState.choices, empty_label="Any", label="State")

    class Meta:
        model = Version
        fields: tuple[str, ...] = ()
