"""What `benchmarks.matching` measures in processes of their own, so that seconds and peak memory compare."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from lintel.engines import matching
from lintel.engines.matching import Config, Standing, evaluate, explain, scoring, training
from lintel.engines.matching import model as models
from lintel.engines.matching import state as states

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CONFIG = Config(id_column="id", source_column="source", ignore=("truth",))
PAIRS = 1e6  # that bare Splink trains with: its own default for random pairs
LIMIT = 1_500  # seconds any child may take


def ours(folder: Path) -> None:
    """Our whole matching, from records to customers; keeps its state for the others."""
    table = pq.read_table(folder / "people.parquet")
    known = table.slice(0, table.num_rows - 2_000)
    start, worked = perf_counter(), _cpu()
    result = matching.run(known, CONFIG, now=NOW)
    seconds, worked = perf_counter() - start, _cpu() - worked
    laps = {**result.seconds, "other": seconds - sum(result.seconds.values())}
    memory = _gib()
    result.state.save(folder / "state")
    quality = quality_of(known, result.customers)
    _say(
        seconds=laps, cpu=worked, gib=memory, f1=quality.f1, pairs=result.pairs_compared,
        threshold=result.model.threshold,
    )  # fmt: skip


def bare(folder: Path) -> None:
    """What a person with Splink would call, with our model in hand and our cleaned records as input."""
    from splink import DuckDBAPI, Linker, block_on
    from splink.clustering import cluster_pairwise_predictions_at_threshold

    from lintel.engines.matching.bench import connect

    model = models.load(folder / "state" / "model.json")
    clean = pq.read_table(folder / "state" / "records.parquet")
    clean = clean.drop([name for name in clean.column_names if name.startswith("tf_")])
    connection = connect("2500MB", None)
    connection.register("arrow", clean)
    connection.execute("create table clean as select * from arrow")
    laps: dict[str, float] = {}
    with scoring.quiet():
        start, worked = perf_counter(), _cpu()
        api = DuckDBAPI(connection)
        linker = Linker(
            api.register("clean"), scoring.untrained(model.comparisons, 1 / model.records), log_level=None
        )
        linker.training.estimate_u_using_random_sampling(max_pairs=PAIRS, seed=1, min_count_per_level=None)
        for block in training.sessions(model.blocks, model.comparisons):
            linker.training.estimate_parameters_using_expectation_maximisation(
                block_on(*block.expressions),
                estimate_without_term_frequencies=True,
                max_pairs=PAIRS,
            )
        laps["train"], start = perf_counter() - start, perf_counter()
        linker = Linker(api.register("clean"), scoring.settings(model), log_level=None)
        predicted = linker.inference.predict(threshold_match_weight=model.threshold, warning_mode="never")
        laps["predict"], start = perf_counter() - start, perf_counter()
        clusters = cluster_pairwise_predictions_at_threshold(
            "clean", predicted.physical_name, api, "rid", threshold_match_weight=model.threshold
        )
        laps["cluster"], worked = perf_counter() - start, _cpu() - worked
    found = connection.execute(
        "select source, source_record_id, cast(cluster_id as varchar) as customer_id "
        f"from {clusters.physical_name} join clean using (rid)"
    ).to_arrow_table()
    memory = _gib()
    seen = quality_of(pq.read_table(folder / "people.parquet"), found)
    _say(seconds=laps, cpu=worked, gib=memory, f1=seen.f1)


def added(folder: Path) -> None:
    """1,000 new records against what `ours` kept, once cold and once warm, and pairs explained."""
    table = pq.read_table(folder / "people.parquet")
    state = states.load(folder / "state")
    start = perf_counter()
    with Standing(state) as standing:
        loaded = perf_counter() - start
        standing.add(table.slice(table.num_rows - 2_000, 1_000), CONFIG, now=NOW)
        start, worked = perf_counter(), _cpu()
        change = standing.add(table.slice(table.num_rows - 1_000, 1_000), CONFIG, now=NOW)
        added, worked = perf_counter() - start, _cpu() - worked
        keys = state.records["record"]
        times, processor = [], []
        for row in state.pairs.slice(0, 11).to_pylist():
            start, before = perf_counter(), _cpu()
            explain.pair(standing.bench, keys[row["rid_l"]].as_py(), keys[row["rid_r"]].as_py())
            times.append(perf_counter() - start)
            processor.append(_cpu() - before)
    _say(
        load_seconds=loaded, add_1000_seconds=added, add_1000_processor_seconds=worked,
        laps=dict(change.seconds), records=state.records.num_rows,
        explain_first_ms=times[0] * 1000, explain_median_ms=sorted(times[1:])[5] * 1000,
        explain_median_processor_ms=sorted(processor[1:])[5] * 1000, gib=_gib(),
    )  # fmt: skip


CHILDREN = {"ours": ours, "bare": bare, "added": added}


def child(name: str, folder: Path) -> dict[str, Any]:
    """One of the above in a process of its own, and what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.matching", name, "--folder", str(folder)],
        stdout=subprocess.PIPE, timeout=LIMIT, check=True, text=True,
    )  # fmt: skip
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def quality_of(table: pa.Table, customers: pa.Table, measure: Any = evaluate.pairwise) -> evaluate.Quality:
    """How well customers were found, beside the column `truth`."""
    wanted = pa.table({"source": table["source"], "source_record_id": table["id"], "truth": table["truth"]})
    both = customers.join(wanted, ["source", "source_record_id"])
    answer: evaluate.Quality = measure(both["truth"].to_pylist(), both["customer_id"].to_pylist())
    return answer


def _say(**answer: Any) -> None:
    print(json.dumps(answer))


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _gib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
