"""Learns how much each agreement says, without labels: u from random pairs, m by expectation maximisation.

The model is Fellegi and Sunter's; expectation maximisation is Splink's. What is ours: which records are
sampled (by the hash of their key, so the order of rows and the number of threads do not matter), counting u
on all their pairs in one pass, which blocking rules train which comparisons, and what to do with a level that
was never seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from lintel.engines.matching import weights
from lintel.engines.matching.comparisons import Comparison, Level
from lintel.engines.matching.model import Block
from lintel.engines.matching.scoring import quiet, untrained
from lintel.engines.matching.sql import literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

RANDOM_PAIRS = 1e6
EM_PAIRS = 3e5
ROUNDS = (25, 6, 2)  # of expectation maximisation; the first is Splink’s own limit


@dataclass(frozen=True)
class Effort:
    """How many pairs training may look at; more is slower and hardly better."""

    random_pairs: float = RANDOM_PAIRS
    em_pairs: float = EM_PAIRS


def train(
    connection: DuckDBPyConnection,
    table: str,
    comparisons: Sequence[Comparison],
    blocks: Sequence[Block],
    records: int,
    *,
    seed: int,
    effort: Effort | None = None,
) -> tuple[Comparison, ...]:
    """The comparisons with m and u filled in."""
    effort = effort or Effort()
    sample = _sample(connection, table, records, effort.random_pairs, seed)
    probability = 1 / max(records, 2)
    random = _by_chance(connection, sample, comparisons)
    learnt = _learn(connection, table, _with_u(comparisons, random, probability), comparisons, blocks, effort)
    connection.execute(f"drop table {sample}")
    return tuple(
        _filled(comparison, random[comparison.field], learnt[comparison.field], effort)
        for comparison in comparisons
    )


def _learn(
    connection: DuckDBPyConnection, table: str, settings: Any, comparisons: Sequence[Comparison],
    blocks: Sequence[Block], effort: Effort,
) -> dict[str, list[float | None]]:  # fmt: skip
    """m of each level by expectation maximisation.

    Where hardly anything ever disagrees its numbers vanish after some rounds, and Splink refuses them; then
    fewer rounds are what can be learnt.
    """
    from splink import DuckDBAPI, Linker, block_on

    for rounds in ROUNDS:
        settings.max_iterations = rounds
        try:
            with quiet():
                api = DuckDBAPI(connection)
                linker = Linker(api.register(table), settings, log_level=None)
                for block in sessions(blocks, comparisons):
                    linker.training.estimate_parameters_using_expectation_maximisation(
                        block_on(*block.expressions),
                        estimate_without_term_frequencies=True,
                        max_pairs=effort.em_pairs if block.pairs > effort.em_pairs else None,
                    )
                return _levels(linker, comparisons)
        except ValueError as error:
            if "minimum allowed" not in str(error):
                raise
    raise ValueError("These records hardly ever disagree, so there is nothing to learn from them.")


def _sample(connection: DuckDBPyConnection, table: str, records: int, pairs: float, seed: int) -> str:
    rows = int((2 * pairs) ** 0.5) + 1
    connection.execute(
        f"create or replace temp table training_sample as select * from {table} "
        f"order by md5_number_lower(record || {literal(str(seed))}), record limit {min(rows, records)}"
    )
    return "training_sample"


def _by_chance(
    connection: DuckDBPyConnection, sample: str, comparisons: Sequence[Comparison]
) -> dict[str, list[float | None]]:
    """u of each level: the share of random pairs that show it, among those with both values."""
    connection.execute(
        f"create or replace temp table random_pairs as select l.rid as rid_l, r.rid as rid_r "
        f"from {sample} l join {sample} r on l.rid < r.rid"
    )
    seen = weights.agreements(connection, sample, comparisons, "random_pairs")
    connection.execute("drop table random_pairs")
    return {
        comparison.field: [count / sum(counts) if count else None for count in counts]
        for comparison, counts in zip(comparisons, seen, strict=True)
    }


def _with_u(
    comparisons: Sequence[Comparison], random: dict[str, list[float | None]], probability: float
) -> Any:
    settings: Any = untrained(comparisons, probability)
    for comparison, made in zip(comparisons, settings.comparisons, strict=True):
        for level, u in zip(made.create_comparison_levels()[1:], random[comparison.field], strict=True):
            if u is not None:
                level.configure(u_probability=u)
    return settings


def _levels(linker: Any, comparisons: Sequence[Comparison]) -> dict[str, list[float | None]]:
    """m of each level but the null one, as Splink holds it; None where it saw nothing."""
    body = linker.misc.save_model_to_json()
    found: dict[str, list[float | None]] = {}
    for comparison, item in zip(comparisons, body["comparisons"], strict=True):
        levels = [level for level in item["comparison_levels"] if not level.get("is_null_level")]
        found[comparison.field] = [_number(level.get("m_probability")) for level in levels]
    return found


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None


def sessions(blocks: Sequence[Block], comparisons: Sequence[Comparison]) -> list[Block]:
    """Rules to train with: small enough, and together leaving every comparison free at least twice."""
    fields = {comparison.field for comparison in comparisons}
    free = dict.fromkeys(fields, 0)
    chosen: list[Block] = []
    for block in sorted(blocks, key=lambda b: (len(b.expressions), b.pairs)):
        used = {
            field for field in fields if any(f'"{field}"' in expression for expression in block.expressions)
        }
        if block.pairs < 50 or (chosen and all(free[field] >= 2 for field in fields - used)):
            continue
        if any(
            used & {f for f in fields if any(f'"{f}"' in e for e in other.expressions)} for other in chosen
        ) and all(free[field] for field in fields):
            continue
        chosen.append(block)
        for field in fields - used:
            free[field] += 1
        if len(chosen) >= 3:
            break
    return chosen or list(blocks[:1])


def _filled(
    comparison: Comparison,
    random: list[float | None],
    learnt: list[float | None],
    effort: Effort,
) -> Comparison:
    """Fills what was never seen: a chance agreement gets the least that could have been seen, and a level
    seen neither by chance nor among matches says nothing."""
    least = 1 / effort.random_pairs
    levels: list[Level] = []
    for level, u, m in zip(comparison.levels, random, learnt, strict=True):
        by_chance = max(u or 0.0, least)
        among_matches = by_chance if m is None else max(m, 1e-6)
        levels.append(replace(level, m=rounded(among_matches), u=rounded(by_chance)))
    return replace(comparison, levels=tuple(levels))


def rounded(number: float) -> float:
    """Six significant digits: what parallel sums leave behind them is no knowledge, and would change the
    version."""
    return float(f"{number:.6g}")
