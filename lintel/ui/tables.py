"""The base of every table and the columns that know people, sides, states, times, money and turns.

A column draws a cell with `render` and gives the export a bare value with `value`, so that a file holds
numbers and dates and the page holds marks and pills.
"""

from typing import Any

import django_tables2
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from lintel.ui import cells, components, formats
from lintel.ui.markup import markup


class Table(django_tables2.Table):  # type: ignore[misc]  # the library ships no types
    """Our template, 25 rows a page, and `empty` as what to say when there are no rows at all.

    Subclasses may set `empty_title`, `empty_text`, `empty_url` and `empty_label`,
    and `counted`: what one row is, and several.
    """

    counted = "row,rows"
    empty_title = "Nothing here yet."
    empty_text = ""
    empty_url = ""
    empty_label = ""

    class Meta:
        """Subclasses that set an order write `class Meta(Table.Meta)`."""

        template_name = "ui/table.html"
        default = formats.NOTHING

    def __init__(self, *args: Any, **options: Any) -> None:
        # The library would replace the class's text by that of its Meta.
        super().__init__(*args, **{"empty_text": type(self).empty_text, **options})

    @property
    def body(self) -> SafeString:
        """The rows of the current page as HTML."""
        return cells.body(self, self.paginated_rows.data)


class Column(django_tables2.Column):  # type: ignore[misc]  # the library ships no types
    """A column whose exported value is the cell's own value."""

    number = False

    def __init__(self, verbose_name: str | Promise | None = None, **options: Any) -> None:
        if self.number:
            options.setdefault("attrs", {"td": {"class": "number"}, "th": {"class": "number"}})
        super().__init__(verbose_name, **options)

    def value(self, value: Any) -> Any:
        """What the export holds."""
        return value


class TitleColumn(Column):
    """The cell that opens the row: a link to the record, which `j` and `k` walk along."""

    def render(self, value: Any, record: Any) -> SafeString:
        """The link; `url` may be given as a function of the record."""
        return markup('<a class="row-link" href="{}" data-row>{}</a>', self.address(record), value)

    def __init__(self, verbose_name: str | Promise | None = None, *, url: Any = None, **options: Any) -> None:
        super().__init__(verbose_name, **options)
        self.url = url

    def address(self, record: Any) -> str:
        """Where the row opens."""
        return str(self.url(record) if self.url else record.get_absolute_url())


class PersonColumn(Column):
    """A person with the mark of their side; select the relation, or each row costs a query.

    `system=True` says that nobody means Lintel itself, as in the ledger; else nobody is a dash.
    """

    empty_values = ("",)

    def __init__(
        self, verbose_name: str | Promise | None = None, *, system: bool = False, **options: Any
    ) -> None:
        super().__init__(verbose_name, **options)
        self.system = system

    def render(self, value: Any) -> SafeString | str:
        """Name and mark."""
        return formats.NOTHING if value is None and not self.system else components.person_label(value)

    def value(self, value: Any) -> str:
        """The name."""
        return "" if value is None and not self.system else components.person_name(value)


class SideColumn(Column):
    """Marketing, IT or other; the accessor gives the slug."""

    def render(self, record: Any, value: Any) -> SafeString:
        """Mark and name."""
        return components.side_label(self.slug(record, value))

    def value(self, value: Any) -> str:
        """The name."""
        return components.SIDES.get(str(value), str(value))

    def slug(self, record: Any, value: Any) -> str:
        """Fields with choices hand over their label; the slug is looked up from it."""
        known = {label: slug for slug, label in components.SIDES.items()}
        return known.get(str(value), str(value))


class StateColumn(Column):
    """A pill; `tones` maps a slug to neutral, quiet, good, waiting, warning, bad, marketing, it or both."""

    def __init__(
        self,
        verbose_name: str | Promise | None = None,
        *,
        tones: dict[str, str] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(verbose_name, **options)
        self.tones = tones or {}

    def render(self, record: Any, bound_column: Any, value: Any) -> SafeString:
        """The label as a pill in the tone of its slug."""
        slug = str(bound_column.accessor.resolve(record))
        return components.state_pill(slug, value, self.tones.get(slug, ""))


class WhenColumn(Column):
    """A moment or a date; `style="date"` shows the date itself."""

    def __init__(self, verbose_name: str | Promise | None = None, *, style: str = "", **options: Any) -> None:
        super().__init__(verbose_name, **options)
        self.style = style

    def render(self, value: Any) -> SafeString:
        """How long ago or ahead, with the exact moment in the title."""
        return formats.when(value, self.style)


class NumberColumn(Column):
    """A plain number at the right edge."""

    number = True

    def render(self, value: Any) -> str:
        """With thousands apart."""
        return formats.number_text(value)


class MoneyColumn(Column):
    """An amount; `currency` is a code or the name of the record's field that holds it."""

    number = True

    def __init__(
        self, verbose_name: str | Promise | None = None, *, currency: str = "currency", **options: Any
    ) -> None:
        super().__init__(verbose_name, **options)
        self.currency = currency

    def render(self, value: Any, record: Any) -> str:
        """With its currency."""
        code = self.currency if self.currency.isupper() else getattr(record, self.currency, "")
        return formats.money_text(value, code)


class TurnColumn(Column):
    """Whose turn it is; the accessor gives a `Turn`."""

    def __init__(self, verbose_name: str | Promise | None = "Whose turn", **options: Any) -> None:
        super().__init__(verbose_name, **({"orderable": False} | options))

    def render(self, value: components.Turn) -> SafeString:
        """The badge."""
        return components.turn_badge(value)

    def value(self, value: components.Turn) -> str:
        """Its text."""
        return value.label
