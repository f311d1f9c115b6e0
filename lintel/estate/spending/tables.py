"""Lists of savings and of seats, as pages and as files."""

from decimal import Decimal
from typing import Any

import django_filters
from django.db.models import DecimalField, ExpressionWrapper, F

from lintel.estate.inventory.models import Contract
from lintel.estate.spending.measuring import Taken, taken
from lintel.estate.spending.models import SAVING_TONES, Origin, Saving, SavingQuerySet, SavingState
from lintel.people.access import key_of
from lintel.people.authentication import user_of
from lintel.ui.components import Turn
from lintel.ui.filters import SearchFilter
from lintel.ui.formats import NOTHING, money_text
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


class SavingTable(Table):
    """Savings, those to be decided first on top."""

    title = TitleColumn("Saving")
    origin = Column("Found in")
    state = StateColumn("State", tones=SAVING_TONES)
    turn = TurnColumn()
    a_year = MoneyColumn("Estimate a year")
    taken = Column("Taken so far", accessor="pk", orderable=False, attrs={"td": {"class": "number"}})
    starts_on = WhenColumn("Shows from", style="date")
    decide_by = WhenColumn("Decide by", style="date")
    carried_by = PersonColumn("Carried by", order_by="carried_by__name")

    counted = "saving,savings"
    empty_title = "No saving was written down yet."
    empty_text = "Look at systems that do the same and at seats nobody uses, and write down what you find."
    empty_url = "/spending/overlaps/"
    empty_label = "Systems that do the same"

    class Meta(Table.Meta):
        order_by = "decide_by"

    def render_turn(self, value: Turn, record: Saving) -> Any:
        """Whose key is missing; nothing once it was dropped."""
        return NOTHING if record.state == SavingState.DROPPED else TurnColumn().render(value)

    def render_taken(self, record: Saving) -> str:
        """What costs show."""
        found = self._measured(record)
        if found is None:
            return NOTHING
        return "Nothing to measure by" if found.total is None else money_text(found.total, record.currency)

    def value_taken(self, record: Saving) -> Decimal | None:
        """The amount."""
        found = self._measured(record)
        return found.total if found else None

    def _measured(self, record: Saving) -> Taken | None:
        """Found for the whole page at once."""
        known: dict[int, Taken | None] = self.__dict__.setdefault("_known", {})
        if record.pk not in known:
            page = getattr(self, "page", None)
            rows = [row.record for row in page.object_list] if page is not None else [record]
            rows = rows if record in rows else [record]
            found = taken(rows)
            known |= {row.pk: found.get(row.pk) for row in rows}
        return known[record.pk]


class SavingFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Find savings by word, state, origin, and whose key is missing."""

    q = SearchFilter(fields=["title", "reason"], label="Word")
    state = django_filters.ChoiceFilter(choices=SavingState.choices, empty_label="Every state", label="State")
    origin = django_filters.ChoiceFilter(choices=Origin.choices, empty_label="Anywhere", label="Found in")
    turn = django_filters.ChoiceFilter(
        choices=[("me", "Mine")], empty_label="Anybody’s", label="Whose turn", method="by_turn"
    )

    class Meta:
        model = Saving
        fields: list[str] = []

    def by_turn(self, rows: SavingQuerySet, name: str, value: str) -> SavingQuerySet:
        """What waits for the key of this reader’s office."""
        key = key_of(user_of(self.request))
        return rows.awaiting(key.office) if key else rows.none()


def with_waste(rows: Any) -> Any:
    """Contracts `with_parts` and `unused_seats`, and the share of the cost of these, `wasted_a_year`."""
    kind: Any = DecimalField(max_digits=14, decimal_places=2)
    unused = F("seats") - F("seats_used")
    return rows.filter(seats__gt=0, seats_used__isnull=False, seats_used__lt=F("seats")).annotate(
        unused_seats=unused,
        wasted_a_year=ExpressionWrapper(F("a_year") * unused * Decimal("1.0") / F("seats"), kind),
    )


class SeatTable(Table):
    """Contracts with seats that nobody used at the last count."""

    title = TitleColumn("Contract")
    vendor = Column("Vendor", accessor="vendor__name")
    seats = NumberColumn("Bought")
    seats_used = NumberColumn("Used")
    unused_seats = NumberColumn("Unused")
    wasted_a_year = MoneyColumn("Unused, a year")
    notice_by = WhenColumn("Say no by", style="date", orderable=False)
    owner = PersonColumn("Kept by", order_by="owner__name")

    counted = "contract,contracts"
    empty_title = "No seat is known to be unused."
    empty_text = "Count seats on a contract’s page, or bring in a file of counts; what lies idle stands here."
    empty_url = "/estate/contracts/"
    empty_label = "Contracts"

    class Meta(Table.Meta):
        order_by = "-wasted_a_year"

    def value_wasted_a_year(self, record: Contract) -> Decimal | None:
        """To the cent."""
        return record.wasted(record.seats_used)  # type: ignore[attr-defined]  # annotated by `with_parts`
