"""One function behind every list: filter, sort, page, export, and the HTMX fragment of the same template."""

from collections.abc import Callable, Sequence
from typing import Any

import django_filters
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property

from lintel.ui import cells, exports
from lintel.ui.tables import Table

PER_PAGE = 25
LIST_TEMPLATE = "ui/list.html"
CHUNK = 1000
Read = Callable[[QuerySet[Any]], Any]
Remember = Callable[[QuerySet[Any], Read], Any]


def count(rows: QuerySet[Any]) -> int:
    """How many rows there are."""
    return rows.count()


def keys(rows: QuerySet[Any]) -> tuple[Any, ...]:
    """Their primary keys, in order."""
    return tuple(rows.values_list("pk", flat=True))


def at_once(rows: QuerySet[Any], read: Read) -> Any:
    """Counts, or finds the keys, each time it is asked to."""
    return read(rows)


class Pages(Paginator[Any]):
    """Pages of a list, counted by `total`."""

    def __init__(self, rows: Any, per_page: int, total: Callable[[], int]) -> None:
        super().__init__(rows, per_page)
        self.total = total

    @cached_property
    def count(self) -> int:
        """How many rows there are."""
        return self.total()


def list_page(
    request: HttpRequest,
    queryset: QuerySet[Any],
    *,
    table: type[Table],
    filterset: type[django_filters.FilterSet] | None = None,
    template: str = LIST_TEMPLATE,
    context: dict[str, Any] | None = None,
    export_name: str = "list",
    total: Callable[[], int] | None = None,
    remember: Remember = at_once,
) -> HttpResponseBase:
    """The list as a page, as its fragment when HTMX asks for the table, or as a file for `?export=csv|xlsx`.

    The template extends `ui/list.html`, or draws `{% filter_bar %}` and
    `{% partialdef table inline %}{% list_table %}{% endpartialdef %}` itself. It costs one query for the
    count, one for the keys and one for the rows, besides what the filters' choices and `prefetch_related`
    need. `total` counts the unfiltered rows where that can be had more cheaply than by counting them;
    `remember` may know the count and a page's keys from the last time.
    """
    bar = filterset(request.GET, queryset=queryset, request=request) if filterset else None
    rows = bar.qs if bar is not None else queryset
    wanted = request.GET.get("export", "")
    if wanted in {"csv", "xlsx"}:
        return _export(request, rows, table, export_name, wanted)
    shown = _ordered(request, table(rows))
    counted = None if _in_use(bar) else total
    _paginate(request, shown, counted or (lambda: remember(rows.order_by(), count)))
    _load(shown, queryset, remember)
    response = render(
        request,
        fragment_of(template) if wants_fragment(request) else template,
        {
            "table": shown,
            "filter": bar,
            "filtered": _in_use(bar),
            "count": shown.paginator.count,
            "list_path": request.path,
            **(context or {}),
        },
    )
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _ordered(request: HttpRequest, table: Table) -> Table:
    """Sort as asked, and rows that are alike by their key: else a row may stand on two pages or on none."""
    table.request = request
    if wanted := request.GET.get("sort", ""):
        table.order_by = wanted
    rows = table.data.data
    order = list(rows.query.order_by or rows.model._meta.ordering)
    if not {"pk", "-pk"} & set(order) and not rows.query.combinator and not rows.query.distinct_fields:
        table.data.data = rows.order_by(*order, "pk")
    return table


def _paginate(request: HttpRequest, table: Table, total: Callable[[], int]) -> None:
    """The page asked for, the last one beyond the end. The size is ours: nobody asks for a million rows."""
    wanted = request.GET.get("page", 1)
    try:
        table.paginate(Pages, page=wanted, per_page=PER_PAGE, total=total)
    except PageNotAnInteger:
        table.page = table.paginator.page(1)
    except EmptyPage:
        table.page = table.paginator.page(table.paginator.num_pages)


def _load(table: Table, source: QuerySet[Any], remember: Remember) -> None:
    """Read the rows of the table's page from `source`, which the filters have not narrowed."""
    shown = table.page.object_list
    start, stop = shown.data.query.low_mark, shown.data.query.high_mark
    rows = table.data.data
    if rows.query.combinator or rows.query.distinct_fields or rows.query.values_select:
        shown.data = list(rows[start:stop])
    else:
        shown.data = in_order(source, keys_between(rows, start, stop, table.paginator.count, remember))


def keys_between(
    rows: QuerySet[Any], start: int, stop: int, total: int, remember: Remember = at_once
) -> tuple[Any, ...]:
    """The keys of some of `total` rows, read from the nearer end. A database sorts and passes over keys in an
    index, but would carry whole rows with their joins and long texts."""
    if start > total // 2:
        nearer: tuple[Any, ...] = remember(rows.reverse()[total - stop : total - start], keys)
        return nearer[::-1]
    found: tuple[Any, ...] = remember(rows[start:stop], keys)
    return found


def in_order(rows: QuerySet[Any], chosen: Sequence[Any]) -> list[Any]:
    """The rows with these keys, in the order of the keys, without those that are gone or hidden by now."""
    found = {row.pk: row for row in rows.order_by().filter(pk__in=chosen)} if chosen else {}
    return [found[key] for key in chosen if key in found]


def _in_use(bar: Any) -> bool:
    """True when a filter narrows the list; then an empty list means “no match”."""
    return bar is not None and any(any(bar.data.getlist(name)) for name in bar.form.fields)


def wants_fragment(request: HttpRequest) -> bool:
    """HTMX asks for the table itself; a page restored from history is asked for as a whole."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and htmx.target == "list" and not htmx.history_restore_request


def fragment_of(template: str) -> str:
    """The page's own `table` partial, or the common one where the page adds nothing to it."""
    try:
        get_template(f"{template}#table")
    except TemplateDoesNotExist:
        return f"{LIST_TEMPLATE}#table"
    return f"{template}#table"


def _export(
    request: HttpRequest, rows: QuerySet[Any], table: type[Table], name: str, kind: str
) -> HttpResponse | HttpResponseBase:
    """All filtered rows in the chosen order, read in chunks so that memory stays flat."""
    ordered = _ordered(request, table(rows))
    header, lines = cells.values(ordered, ordered.data.data.iterator(chunk_size=CHUNK))
    respond = exports.csv_response if kind == "csv" else exports.xlsx_response
    return respond(name, header, lines)
