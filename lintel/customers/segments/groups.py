"""Segments as the groups of customers that journeys may be asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from lintel.customers.consent import relation
from lintel.customers.segments import definition
from lintel.customers.segments.compiling import ACTS, BASE
from lintel.customers.segments.counting import compiled
from lintel.customers.segments.models import Segment
from lintel.people.models import User
from lintel.warehouse import reading

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def choices(user: User) -> list[tuple[str, str]]:
    """Key and name of each segment in use."""
    rows = Segment.objects.visible_to(user).in_use().values_list("pk", "name")
    return [(str(key), name) for key, name in rows]


def write(connection: DuckDBPyConnection, key: str, user: User) -> None:
    """Make the temporary table `chosen_group` of the segment's customers, as of now."""
    segment = Segment.objects.visible_to(user).in_use().get(pk=int(key))
    query = compiled(definition.read(segment.definition), timezone.now())
    said = "select schema_name || '.' || view_name from duckdb_views() where not internal"
    shown = {row[0] for row in connection.execute(said).fetchall()}
    absent = [name for name in (*BASE, *ACTS) if name not in shown]
    reading.show(connection, absent, reading.current(*absent))
    if query.needs_consent:
        relation.prepare(connection)
    connection.execute(f"create or replace temp table chosen_group as {query.sql}", query.parameters)
