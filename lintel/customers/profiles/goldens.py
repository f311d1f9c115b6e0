"""Writing the golden records of all customers, after a matching or when a rule or a value changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lintel.audit.models import Run
from lintel.audit.runs import Outcome, Progress, run_kind
from lintel.customers.profiles import survivorship
from lintel.customers.profiles.rules import overrides_in_force, rules_in_force
from lintel.customers.profiles.survivorship import Rules
from lintel.customers.profiles.trust import trust
from lintel.customers.shapes import GOLDEN
from lintel.ui.problems import Stale
from lintel.warehouse import reading, writing
from lintel.warehouse.actions import snapshot
from lintel.warehouse.writing import Sealed

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

KIND = "customers.golden"
TITLE = "Golden records brought up to date"
MOST_TRIES = 3


def seal(connection: DuckDBPyConnection) -> Sealed:
    """A new state of the golden records, not yet published, from the tables that `connection` shows."""
    survivorship.prepare(connection, trust(), overrides_in_force())
    query = survivorship.golden(rules_in_force())
    return writing.of_query(GOLDEN.name, connection, query, source="golden records")


@run_kind(KIND, resumable=True)
def _build(progress: Progress) -> Outcome:
    """The run: read, decide, publish; begun again when a matching came between."""
    for tries in range(1, MOST_TRIES + 1):
        try:
            return _once(progress)
        except Stale:
            if tries == MOST_TRIES:
                raise
    raise AssertionError("unreachable")


def _once(progress: Progress) -> Outcome:
    run = Run.objects.get(pk=progress.run.pk)
    with reading.connect(*survivorship.DATASETS, hold=f"run {run.pk}") as connection:
        progress.report(0, 1, "Deciding which values survive")
        sealed = seal(connection)
    try:
        snapshot.publish([sealed], by=run.created_by, run=run)
    except Stale:
        writing.discard([sealed])
        raise
    return Outcome({"customers": sealed.rows}, "/customers/")


def difference(rules: Rules) -> dict[str, int]:
    """How many golden values each field would change under other rules, by field; overrides stay."""
    with reading.connect(*survivorship.DATASETS) as connection:
        survivorship.prepare(connection, trust(), overrides_in_force())
        columns = {
            field.name: " or ".join(f"a.{name} is distinct from b.{name}" for name in field.attributes)
            for field in survivorship.FIELDS.values()
        }
        counts = ", ".join(f"count(*) filter (where {said})" for said in columns.values())
        row = connection.execute(
            f"select {counts} from ({survivorship.golden(rules_in_force())}) a "
            f"join ({survivorship.golden(rules)}) b using (customer_id)"
        ).fetchone()
    return dict(zip(columns, map(int, row or ()), strict=False))
