"""The lists of this chamber, as pages and as files."""

from typing import Any

import django_filters
from django.utils.safestring import SafeString

from lintel.digests.weekly.models import Channel, Delivery, DeliveryState, Digest, Scope
from lintel.people import texts
from lintel.ui.components import person_label, person_name, side_label, state_pill
from lintel.ui.formats import date_text
from lintel.ui.markup import markup
from lintel.ui.tables import Column, NumberColumn, StateColumn, Table, TitleColumn, WhenColumn

DELIVERY_TONES = {"queued": "waiting", "sent": "good", "failed": "bad"}


class DigestTable(Table):
    """The digests that one may read."""

    days = TitleColumn("Days", accessor="ends_on")
    scope = Column("For")
    size = NumberColumn("Things in it", orderable=False)
    made_at = WhenColumn("Made")

    counted = "digest,digests"
    empty_title = "No digest was made yet."
    empty_text = "Yours comes on the day that you choose; this page shows the last seven days at any time."
    empty_url = "/digests/preferences/"
    empty_label = "Choose when it comes"

    class Meta(Table.Meta):
        order_by = "-days"

    def render_days(self, record: Digest) -> SafeString:
        """First and last day, as the link that opens the row."""
        words = f"{date_text(record.starts_on)} to {date_text(record.last_day)}"
        return markup('<a class="row-link" href="{}" data-row>{}</a>', record.get_absolute_url(), words)

    def value_days(self, record: Digest) -> str:
        """As a file holds it."""
        return f"{record.starts_on}/{record.last_day}"

    def render_scope(self, record: Digest) -> SafeString | str:
        """You, a side, or everybody."""
        if record.scope == Scope.PERSON:
            return "You"
        return side_label("both" if record.scope == Scope.COMPANY else record.scope)

    def value_scope(self, record: Digest) -> str:
        """As a word."""
        return record.get_scope_display()


class DigestFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Find digests by whom they are for."""

    scope = django_filters.ChoiceFilter(
        choices=[("person", "You"), *Scope.choices[1:]], empty_label="Anybody", label="For"
    )

    class Meta:
        model = Digest
        fields: list[str] = []


class DeliveryTable(Table):
    """What went out to whom; addresses are masked."""

    digest = TitleColumn("Digest", url=lambda row: row.digest.get_absolute_url())
    to = Column("To", accessor="pk", orderable=False)
    state = StateColumn("State", tones=DELIVERY_TONES)
    why = Column("Why")
    attempts = NumberColumn("Tries")
    queued_at = WhenColumn("Queued")
    sent_at = WhenColumn("Sent")

    counted = "delivery,deliveries"
    empty_title = "Nothing was sent yet."
    empty_text = "Each mail and each post of a digest stands here with what became of it."

    class Meta(Table.Meta):
        order_by = "-queued_at"

    def render_to(self, record: Delivery) -> SafeString | str:
        """The person with a masked address, or the channel."""
        if record.person is None:
            return str(record.channel)
        masked = texts.masked(record.person.email)
        return markup('{} <span class="muted small">{}</span>', person_label(record.person), masked)

    def value_to(self, record: Delivery) -> str:
        """The same as text."""
        if record.person is None:
            return str(record.channel)
        return f"{person_name(record.person)} ({texts.masked(record.person.email)})"

    def value_digest(self, value: Any) -> str:
        """Its title."""
        return str(value)


class DeliveryFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Find deliveries by what became of them."""

    state = django_filters.ChoiceFilter(choices=DeliveryState.choices, empty_label="Anything", label="State")

    class Meta:
        model = Delivery
        fields: list[str] = []


class ChannelTable(Table):
    """Where digests are posted."""

    name = TitleColumn("Name")
    scope = Column("Whose digest")
    service = Column("Service")
    next_at = WhenColumn("Next")
    paused = Column("State", accessor="pk", orderable=False)

    counted = "channel,channels"
    empty_title = "Digests are posted nowhere yet."
    empty_text = (
        "A side’s or the company’s digest can stand in Slack, Teams, Matrix or another chat each week."
    )
    empty_url = "/digests/channels/new/"
    empty_label = "Add the first channel"

    class Meta(Table.Meta):
        order_by = "name"

    def render_scope(self, record: Channel) -> SafeString:
        """The side, or both."""
        return side_label("both" if record.scope == Scope.COMPANY else record.scope)

    def value_scope(self, record: Channel) -> str:
        """As a word."""
        return record.get_scope_display()

    def render_paused(self, record: Channel) -> SafeString:
        """Whether it posts."""
        return (
            state_pill("paused", "Paused", "quiet") if record.paused_at else state_pill("on", "Posts", "good")
        )

    def value_paused(self, record: Channel) -> str:
        """As a word."""
        return "Paused" if record.paused_at else "Posts"
