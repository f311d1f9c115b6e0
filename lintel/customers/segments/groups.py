"""Segments as the groups of customers that journeys may be asked for, and what other rooms say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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

FEW = 10  # below that a number would point at persons


def choices(user: User) -> list[tuple[str, str]]:
    """Key and name of each segment in use."""
    rows = Segment.objects.visible_to(user).in_use().values_list("pk", "name")
    return [(str(key), name) for key, name in rows]


def sizes(segments: list[Segment]) -> dict[int, str]:
    """How large each of these is by its last count, in words; one query."""
    rows: Any = Segment.objects.filter(pk__in=[one.pk for one in segments]).with_size()
    return {pk: _size(size) for pk, size in rows.values_list("pk", "size")}


def _size(size: int | None) -> str:
    if size is None:
        return "not counted yet"
    return f"{size:,} customers" if size >= FEW else f"fewer than {FEW} customers"


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
