"""Draws a table's body quickly: what a column needs to know is found out once, not once a cell.

The table library looks up each method's signature for every cell, which took two thirds of the time of
a page of 25 rows. The rules are its own: empty values show the default, fields with choices their label.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.db import models
from django.forms.utils import flatatt
from django.utils.safestring import SafeString
from django_tables2.rows import BoundRow

from lintel.ui.markup import escaped, markup


@lru_cache(maxsize=2048)
def _wanted(method: Callable[..., Any]) -> tuple[str, ...]:
    """Names of the arguments that a render or value method asks for."""
    return tuple(name for name in inspect.signature(method).parameters if name != "self")


class Cells:
    """One column of one table: gives the drawn cell and the bare value of any record."""

    def __init__(self, bound: Any, table: Any) -> None:
        self.bound, self.table, self.column = bound, table, bound.column
        self.path = str(bound.accessor).split(bound.accessor.SEPARATOR)
        declared = self.column.attrs.get("td") or self.column.attrs.get("cell") or {}
        self.opening = markup("<td{}>", flatatt({**declared, "data-label": str(bound.header)}))
        self._labels: dict[tuple[type, str], str] = {}

    def _resolve(self, record: Any) -> Any:
        """The record's value, or the label of its choice; None where a relation is absent."""
        if callable(self.bound.accessor):
            return self.bound.accessor(record)
        value = record
        for part in self.path:
            if value is None:
                return None
            value = self._step(value, part)
        return value

    def _step(self, owner: Any, part: str) -> Any:
        if isinstance(owner, dict):
            return owner[part]
        if isinstance(owner, models.Model) and (label := self._label(owner, part)):
            return getattr(owner, label)()
        try:
            value = getattr(owner, part)
        except ObjectDoesNotExist:
            return None
        except AttributeError:
            if self.column.empty_values:
                raise
            return None  # the column draws itself from the record alone
        return value() if callable(value) else value

    def _label(self, owner: models.Model, last: str) -> str:
        """Name of the method that gives the label of a choice, or nothing."""
        key = (type(owner), last)
        if key not in self._labels:
            try:
                choices = getattr(owner._meta.get_field(last), "choices", None)
            except FieldDoesNotExist:
                choices = None
            self._labels[key] = f"get_{last}_display" if choices else ""
        return self._labels[key]

    def _method(self, method: Callable[..., Any]) -> Callable[[Any, Any], Any]:
        """A render or value method as a function of record and value, given only what it asks for."""
        names = _wanted(getattr(method, "__func__", method))
        fixed = {"column": self.column, "bound_column": self.bound, "table": self.table}
        given = {name: fixed[name] for name in names if name in fixed}
        record_too, value_too, row_too = (name in names for name in ("record", "value", "bound_row"))

        def call(record: Any, value: Any) -> Any:
            own = {"record": record} if record_too else {}
            if value_too:
                own["value"] = value
            if row_too:
                own["bound_row"] = BoundRow(record, table=self.table)
            return method(**own, **given)

        return call

    @cached_property
    def _render(self) -> Callable[[Any, Any], Any]:
        return self._method(self.bound.render)

    @cached_property
    def _export(self) -> Callable[[Any, Any], Any]:
        return self._method(self.bound.value)

    def html(self, record: Any) -> str:
        """The cell's content, escaped."""
        value = self._resolve(record)
        if value in self.column.empty_values:
            return escaped(self.bound.default)
        content = self._render(record, value)
        if self.bound.link:
            content = self.bound.link(content, value=value, record=record, bound_column=self.bound)
        return escaped(content)

    def value(self, record: Any) -> Any:
        """What an export holds."""
        value = self._resolve(record)
        return None if value in self.column.empty_values else self._export(record, value)


def body(table: Any, records: Iterable[Any]) -> SafeString:
    """All rows as HTML; each cell carries its column's name for narrow screens."""
    columns = [Cells(bound, table) for bound in table.columns]
    rows = (
        "<tr>" + "".join(f"{cells.opening}{cells.html(record)}</td>" for cells in columns) + "</tr>"
        for record in records
    )
    return SafeString("\n".join(rows))


def values(table: Any, records: Iterable[Any]) -> tuple[list[str], Iterator[list[Any]]]:
    """Header and rows of an export."""
    shown = [bound for bound in table.columns.iterall() if not bound.column.exclude_from_export]
    columns = [Cells(bound, table) for bound in shown]
    return [str(bound.header) for bound in shown], (
        [cells.value(record) for cells in columns] for record in records
    )
