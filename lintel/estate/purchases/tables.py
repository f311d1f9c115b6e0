"""The lists of this chamber, as pages and as files."""

import django_filters
from django.utils.safestring import SafeString

from lintel.estate.purchases.models import Option, Purchase, State
from lintel.estate.purchases.models.purchase import PurchaseQuerySet
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.components import person_label, person_name, turn_badge
from lintel.ui.filters import SearchFilter
from lintel.ui.formats import NOTHING
from lintel.ui.markup import markup
from lintel.ui.tables import Column, NumberColumn, Table, TitleColumn, WhenColumn


class PurchaseTable(Table):
    """All dossiers."""

    title = TitleColumn("Purchase")
    turn = Column("Whose turn", accessor="pk", order_by=("place", "awaits", "-pk"), empty_values=())
    owners = Column("Seen to by", accessor="pk", orderable=False, empty_values=())
    options_count = NumberColumn("Options")
    chosen = Column("Proposed or decided", accessor="chosen__name")
    decide_by = WhenColumn("Decide by", style="date")

    counted = "purchase,purchases"
    empty_title = "Nothing is being bought."
    empty_text = (
        "Begin with what is needed. Then both sides compare what could be had: by what matters to each, with "
        "evidence, cost over the years, risk and the way out."
    )
    empty_url = "/purchases/new/"
    empty_label = "Open a purchase"

    class Meta(Table.Meta):
        order_by = "turn"

    def render_turn(self, record: Purchase) -> SafeString:
        """Whose key is missing."""
        return turn_badge(record.turn)

    def value_turn(self, record: Purchase) -> str:
        """The same as words."""
        return record.turn.label

    def render_owners(self, record: Purchase) -> SafeString | str:
        """One of each side."""
        people = [person_label(one) for one in record.owners if one]
        return (
            markup('<span class="purchase-owners">{}</span>', markup("{}" * len(people), *people))
            if people
            else NOTHING
        )

    def value_owners(self, record: Purchase) -> str:
        """Their names in a file."""
        return "; ".join(person_name(one) for one in record.owners if one)


class PurchaseFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Find dossiers."""

    q = SearchFilter(fields=["title", "need", "options__name"], label="Title, need or option")
    state = django_filters.ChoiceFilter(choices=State.choices, empty_label="Every state", label="State")
    mine = django_filters.ChoiceFilter(
        choices=[("me", "Mine")], empty_label="Everybody’s", label="Seen to by", method="filter_mine"
    )

    class Meta:
        model = Purchase
        fields: list[str] = []

    def filter_mine(self, rows: PurchaseQuerySet, name: str, value: str) -> PurchaseQuerySet:
        """Those that the reader sees to."""
        user: User = user_of(self.request)
        return rows.filter(marketing_owner=user) | rows.filter(it_owner=user)


class RejectedTable(Table):
    """What was decided against, and why."""

    name = TitleColumn("Option")
    by_whom = Column("Vendor", accessor="by_whom", orderable=False)
    purchase = Column("It was for", accessor="purchase__title")
    why = Column("What spoke against it", orderable=False)
    decided = WhenColumn("When", accessor="purchase__changed_at")

    counted = "option,options"
    empty_title = "Nothing was decided against yet."
    empty_text = (
        "Options that lose stand here with what spoke against them, so that nobody starts from nothing."
    )

    class Meta(Table.Meta):
        order_by = "-decided"


class RejectedFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Find what was decided against."""

    q = SearchFilter(
        fields=["name", "vendor_name", "vendor__name", "why_not", "purchase__title"],
        label="Name, vendor or reason",
    )

    class Meta:
        model = Option
        fields: list[str] = []
