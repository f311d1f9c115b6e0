"""The lists of this chamber."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lintel.customers.profiles.lists import Row
from lintel.customers.sources.naming import called, names
from lintel.ui import tables


class CustomerTable(tables.Table):
    """Customers as one works with them; what the reader may not see is masked in the rows themselves."""

    name = tables.TitleColumn("Customer")
    email = tables.Column("E-mail", orderable=False)
    city = tables.Column("City")
    country = tables.Column("Country")
    records = tables.NumberColumn("Records")
    sources = tables.Column("Sources")
    last_seen = tables.WhenColumn("Last seen")

    empty_title = "Nobody is known yet."
    empty_text = (
        "Bring in a source with people; records of the same person are then joined into one customer."
    )
    empty_url = "/customers/sources/"
    empty_label = "Bring in a source"

    @cached_property
    def names(self) -> dict[str, str]:
        """What the sources are called; asked for once for all rows."""
        return names()

    def render_sources(self, value: list[str]) -> SafeString:
        """Their names, side by side."""
        return format_html('<span class="small">{}</span>', called(value, self.names))


class CustomerFile(tables.Table):
    """Customers as a file."""

    customer_id = tables.Column("Customer")
    given_name = tables.Column("Given name")
    family_name = tables.Column("Family name")
    full_name = tables.Column("Full name")
    email = tables.Column("E-mail")
    phone = tables.Column("Phone")
    city = tables.Column("City")
    country = tables.Column("Country")
    company = tables.Column("Company")
    language = tables.Column("Language")
    records = tables.NumberColumn("Records")
    sources = tables.Column("Sources")
    first_seen = tables.WhenColumn("First seen")
    last_seen = tables.WhenColumn("Last seen")

    def value_sources(self, record: Row) -> Any:
        """The slugs in one cell."""
        return ", ".join(record.sources)
