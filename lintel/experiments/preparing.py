"""The long work of an import of units, before the transaction that publishes it."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from lintel.experiments.datasets import UNITS
from lintel.experiments.models import Experiment, Load
from lintel.imports.contract import REST, ROW, Context
from lintel.ui.problems import Problem
from lintel.warehouse import reading, writing
from lintel.warehouse.writing import Sealed


@dataclass(frozen=True)
class Prepared:
    """The new state with a file's units in it."""

    experiment: Experiment
    sealed: Sealed
    rows: int
    columns: tuple[str, ...]

    def forget(self) -> None:
        """Remove the files; nobody will read them."""
        writing.discard([self.sealed])


@dataclass(frozen=True)
class Returned:
    """The state without a file's units; None when none of them is there any more."""

    load: Load
    sealed: Sealed | None
    rows: int

    def forget(self) -> None:
        """Remove the files; nobody will read them."""
        if self.sealed:
            writing.discard([self.sealed])


def experiment_of(options: Any, by: Any) -> Experiment:
    """The experiment that a file is for. Errors: `Problem`."""
    number = str(options.get("experiment") or "")
    found = None
    if number.isdecimal() and len(number) < 19:
        rows = Experiment.objects.visible_to(by) if by else Experiment.objects.all()
        found = rows.filter(pk=int(number)).first()
    if found is None:
        raise Problem(
            f"There is no experiment {number[:20]}.",
            way_out="Give the number that stands on the experiment’s page.",
            field="experiment",
        )
    return found


def pseudonym(experiment: int) -> str:
    """The key by which an experiment's units are hashed: known to this installation alone."""
    return hmac.new(
        settings.SECRET_KEY.encode(), f"experiment {experiment}".encode(), hashlib.sha256
    ).hexdigest()


# The outcomes keep numbers alone: whatever a column holds of texts stays outside.
NORMAL = f"""
select $experiment::bigint as experiment, sha256($key || unit) as unit, variant, "at",
       (select json_group_object(k, try_cast(json_extract_string({REST}, '$."' || k || '"') as double))
        from (select unnest(json_keys({REST}::json)) as k)) as outcomes,
       $load::bigint as load
from read_parquet($path)
"""


def prepare(rows: Path, context: Context) -> Prepared:
    """The state with the good rows of a file added. Errors: `Problem`."""
    experiment = experiment_of(context.options, context.by)
    batch: Any = context.batch
    with (
        reading.connect() as connection,
        writing.draft(UNITS.name, source=f"import {batch.pk}", append=True) as work,
    ):
        said = {
            "experiment": experiment.pk, "key": pseudonym(experiment.pk), "load": batch.pk, "path": str(rows)
        }  # fmt: skip
        work.write_query(connection, NORMAL, said)
        found = connection.execute(
            f"select distinct unnest(json_keys({REST}::json)) as k from read_parquet($path) order by k",
            {"path": str(rows)},
        ).fetchall()
        count = connection.execute(
            f"select count({ROW}) from read_parquet($path)",
            {"path": str(rows)},
        ).fetchone()
        return Prepared(
            experiment, work.seal(), int(count[0]) if count else 0, tuple(row[0] for row in found)
        )


def returned(batch: Any) -> Returned:
    """The state without what a batch brought. Errors: `Problem` when it was taken back already."""
    load = Load.objects.filter(batch=batch, undone_at=None).select_related("experiment").first()
    if load is None:
        raise Problem("These units were taken back already.", way_out="Reload the page.")
    now = reading.current(UNITS.name).get(UNITS.name)
    if now is None:
        return Returned(load, None, 0)
    with reading.connect(UNITS.name) as connection:
        mine = {"load": batch.pk}
        row = connection.execute("select count(*) from experiments.units where load = $load", mine).fetchone()
        source = f"undo of import {batch.pk}"
        sealed = writing.without(connection, now, "load = $load", parameters=mine, source=source)
    return Returned(load, sealed, int(row[0]) if row else 0)
