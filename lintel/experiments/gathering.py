"""Units in the warehouse as sums per variant and day: nothing about one unit leaves here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING, Any

from lintel.engines.evidence.moments import Arm, Moments, joined
from lintel.experiments.datasets import UNITS
from lintel.experiments.models import Experiment
from lintel.ui.problems import Problem
from lintel.warehouse import reading

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LEAST = 10  # units of a variant below which nothing is shown


@dataclass(frozen=True)
class Gathered:
    """The variants in the plan's order, as they stand and at the end of each day, and what was left out."""

    arms: tuple[Arm, ...]
    by_day: Mapping[dt.date, tuple[Arm, ...]]
    crossed: int
    strange: int
    snapshot: str

    @property
    def units(self) -> int:
        """Units that were given a variant of the plan."""
        return sum(arm.assigned for arm in self.arms)


# Of a unit's rows the latest load counts; one that was given two variants is nobody's.
LATEST = """
create temp table latest as
select unit, arg_max(variant, load) as variant, min("at") as "at", arg_max(outcomes, load) as outcomes,
       count(distinct variant) > 1 as crossed
from experiments.units where experiment = $experiment group by unit
"""


def gather(experiment: Experiment) -> Gathered:
    """The sums of an experiment. Errors: `Problem` when a variant has too few units to be shown."""
    found = reading.current(UNITS.name)
    columns = list(dict.fromkeys(name for row in experiment.measures.all() for name in row.columns))
    names = [variant.name for variant in experiment.variants.all()]
    with reading.connect(UNITS.name) as connection:
        connection.execute(LATEST, {"experiment": experiment.pk})
        crossed = _one(connection, "select count(*) from latest where crossed")
        unplanned = "select count(*) from latest where not crossed and not list_contains($names, variant)"
        strange = _one(connection, unplanned, {"names": names})
        rows = _sums(connection, columns)
    by_day = _cumulated(experiment, names, columns, rows)
    days = sorted(by_day)
    arms = by_day[days[-1]] if days else tuple(_empty(experiment))
    few = [arm.name for arm in arms if arm.moments.count < LEAST]
    if few:
        raise Problem(
            f"Fewer than {LEAST} units with outcomes are in {' and '.join(few)}.",
            way_out="Bring in a file with more; so few are not shown, so that nobody can be recognised.",
        )
    snapshot = found[UNITS.name].key if UNITS.name in found else ""
    return Gathered(arms, by_day, crossed, strange, snapshot)


def _sums(connection: DuckDBPyConnection, columns: Sequence[str]) -> list[dict[str, Any]]:
    """One row for each variant and day. Columns are reached by parameters, never by pasted names."""
    paths = {f"c{place}": f'$."{name}"' for place, name in enumerate(columns)}
    cells = "".join(f", try_cast(json_extract_string(outcomes, ${key}) as double) as {key}" for key in paths)
    whole = " and ".join(f"{key} is not null" for key in paths) or "true"
    means = "".join(f", avg({key}) filter (whole) as m_{key}" for key in paths)
    spread = "".join(
        f", covar_samp({one}, {other}) filter (whole) as s_{one}_{other}"
        for one, other in combinations_with_replacement(paths, 2)
    )
    query = (
        f"with cells as (select variant, (\"at\" at time zone 'UTC')::date as day{cells} from latest "
        f"where not crossed), marked as (select *, {whole} as whole from cells) "
        f"select variant, day, count(*) as assigned, count(*) filter (whole) as counted{means}{spread} "
        "from marked group by variant, day order by day"
    )
    found: list[dict[str, Any]] = connection.execute(query, paths).to_arrow_table().to_pylist()
    return found


def _cumulated(
    experiment: Experiment, names: Sequence[str], columns: Sequence[str], rows: Sequence[dict[str, Any]]
) -> dict[dt.date, tuple[Arm, ...]]:
    """The variants as they stood at the end of each day; other variants are left out."""
    found: dict[dt.date, tuple[Arm, ...]] = {}
    standing = {arm.name: arm for arm in _empty(experiment)}
    by_day: dict[dt.date, list[dict[str, Any]]] = {}
    for row in rows:
        if row["variant"] in standing:
            by_day.setdefault(row["day"], []).append(row)
    for day in sorted(by_day):
        for row in by_day[day]:
            arm = standing[row["variant"]]
            parts = [part for part in (arm.moments, _moments(row, columns)) if part.count]
            sums = joined(parts) if parts else arm.moments
            standing[arm.name] = Arm(arm.name, arm.share, arm.assigned + row["assigned"], sums)
        found[day] = tuple(standing[name] for name in names)
    return found


def _moments(row: Mapping[str, Any], columns: Sequence[str]) -> Moments:
    named = {f"c{place}": name for place, name in enumerate(columns)}
    spread: dict[tuple[str, str], float] = {}
    for one, other in combinations_with_replacement(named, 2):
        first, second = sorted((named[one], named[other]))
        spread[first, second] = float(row[f"s_{one}_{other}"] or 0.0)  # a single unit has no spread
    means = {name: float(row[f"m_{key}"] or 0.0) for key, name in named.items()}
    return Moments(int(row["counted"]), means, spread)


def _empty(experiment: Experiment) -> list[Arm]:
    return [Arm(row.name, row.share, 0, Moments(0, {}, {})) for row in experiment.variants.all()]


def _one(connection: DuckDBPyConnection, query: str, parameters: Mapping[str, Any] | None = None) -> int:
    row = connection.execute(query, dict(parameters or {})).fetchone()
    return int(row[0]) if row else 0
