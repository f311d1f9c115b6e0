"""Lists whose rows come from elsewhere than the database: same page, filters, sorting, pager and files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django import forms
from django.core.paginator import EmptyPage, PageNotAnInteger
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_tables2.data import TableData

from lintel.ui import cells, exports
from lintel.ui.lists import LIST_TEMPLATE, PER_PAGE, fragment_of, wants_fragment
from lintel.ui.tables import Table

Order = Sequence[tuple[str, bool]]  # column, descending


class Rows(Protocol):
    """Rows that can be counted, cut into pages and read through in an order."""

    def count(self) -> int:
        """How many there are."""

    def page(self, start: int, stop: int, order: Order) -> list[Any]:
        """Those from `start` up to `stop`."""

    def every(self, order: Order) -> Iterator[Any]:
        """All of them, streamed."""


@dataclass
class Bar:
    """A filter bar: a form that was read from the address, whatever then narrows the rows."""

    form: forms.Form

    @property
    def data(self) -> Any:
        """What was asked for."""
        return self.form.data

    @property
    def in_use(self) -> bool:
        """True when a field narrows the list."""
        return any(any(self.data.getlist(name)) for name in self.form.fields)


class _Data(TableData):  # type: ignore[misc]  # the library ships no types
    """Hands the table's wishes on to the rows; nothing is read before it is shown."""

    def __init__(self, rows: Rows) -> None:
        super().__init__(rows)
        self.order: list[tuple[str, bool]] = []
        self._count: int | None = None

    def order_by(self, aliases: Any) -> None:
        """Remember the order; the rows sort themselves."""
        self.order = [(alias.bare, alias.is_descending) for alias in aliases]

    def __len__(self) -> int:
        if self._count is None:
            self._count = self.data.count()
        return self._count

    def __getitem__(self, key: slice) -> list[Any]:
        found: list[Any] = self.data.page(key.start or 0, key.stop, self.order)
        return found


def rows_page(
    request: HttpRequest,
    rows: Rows,
    *,
    table: type[Table],
    bar: Bar | None = None,
    template: str = LIST_TEMPLATE,
    context: dict[str, Any] | None = None,
    export_name: str = "",
) -> HttpResponseBase:
    """The list as a page or its fragment; as a file for `?export=csv|xlsx` where `export_name` names one."""
    shown = table(_Data(rows))
    shown.request = request
    if wanted := request.GET.get("sort", ""):
        shown.order_by = wanted
    kind = request.GET.get("export", "")
    if export_name and kind in {"csv", "xlsx"}:
        return as_file(shown, kind, export_name)
    _paginate(request, shown)
    given = {
        "table": shown,
        "filter": bar,
        "filtered": bool(bar and bar.in_use),
        "count": shown.paginator.count,
        "list_path": request.path,
        "no_export": not export_name,
        **(context or {}),
    }
    response = render(request, fragment_of(template) if wants_fragment(request) else template, given)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def as_file(table: Table, kind: str, name: str) -> HttpResponseBase:
    """All rows in the table's order, as `csv` or `xlsx`."""
    header, lines = cells.values(table, table.data.data.every(table.data.order))
    respond = exports.csv_response if kind == "csv" else exports.xlsx_response
    return respond(name, header, lines)


def _paginate(request: HttpRequest, table: Table) -> None:
    """The page asked for, the last one beyond the end."""
    try:
        table.paginate(page=request.GET.get("page", 1), per_page=PER_PAGE)
    except PageNotAnInteger:
        table.page = table.paginator.page(1)
    except EmptyPage:
        table.page = table.paginator.page(table.paginator.num_pages)
