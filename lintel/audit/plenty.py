"""Many small rows at once: what a model's instances would cost more than the database does."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connections, models, router


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows of plain numbers and texts, given in the order of `columns` (names of fields; a
    relation is given by the other row's key); constraints hold as ever, defaults of the model do not.

    For rows that only join others and of which there are tens of thousands: an instance costs thirty times
    what its row does (see `benchmarks/same_page.py`).
    """
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    fields = {field.name: field for field in model._meta.concrete_fields}
    names = ", ".join(quote(str(fields[name].column)) for name in columns)
    places = ", ".join(["%s"] * len(columns))
    # Only names of the model's own table and columns are written into the statement.
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(rows))
