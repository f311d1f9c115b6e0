"""Measures matching beside bare Splink.

`python -m benchmarks.matching quality|speed|growth|ablation|incremental --records N`

`quality` takes labelled CSV files besides the generator (`--labelled FILE:ID:TRUTH`); every other command
makes its own people. Both sides run in a process of their own, one after the other, on the same cleaned
records and the same model, so that seconds and peak memory compare.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import csv

from benchmarks.people import people
from lintel.engines import matching
from lintel.engines.matching import (
    Config,
    Standing,
    evaluate,
    explain,
    scoring,
    training,
)
from lintel.engines.matching import (
    model as models,
)
from lintel.engines.matching import (
    state as states,
)

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CONFIG = Config(id_column="id", source_column="source", ignore=("truth",))
PAIRS = 1e6  # that bare Splink trains with: its own default for random pairs
LIMIT = 1_500  # seconds any child may take


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["quality", "speed", "growth", "ablation", "incremental", *CHILDREN])
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument(
        "--labelled", action="append", default=[], help="FILE[+FILE]:ID:TRUTH, TRUTH a column or /regex/"
    )
    options = parser.parse_args()
    if options.what in CHILDREN:
        CHILDREN[options.what](options.folder)
        return
    with tempfile.TemporaryDirectory() as folder:
        {
            "quality": lambda: quality(options.records, options.labelled),
            "speed": lambda: speed(options.records, options.folder or Path(folder)),
            "growth": lambda: [speed(n, Path(folder)) for n in (100_000, 1_000_000)],
            "ablation": lambda: ablation(options.records),
            "incremental": lambda: incremental(options.records, options.folder or Path(folder)),
        }[options.what]()


def quality(records: int, labelled: list[str]) -> None:
    """F1 without labels and without configuration, on the generator and on labelled files."""
    _head("data")
    for name, table in [(f"generator {records:,}", people(records)), *map(_labelled, labelled)]:
        _line(name, table, CONFIG)


def ablation(records: int) -> None:
    """What each guard adds: the same data with one guard fewer."""
    table = people(records)
    _head("guards")
    for name, guards, threshold in (
        ("all", ("conflict", "resplit"), None),
        ("without conflict veto", ("resplit",), None),
        ("without re-split", ("conflict",), None),
        ("without both", (), None),
        ("all, threshold p = 0.9", ("conflict", "resplit"), 3.17),
        ("without both, p = 0.9", (), 3.17),
    ):
        config = Config(
            id_column="id", source_column="source", ignore=("truth",), guards=guards, threshold=threshold
        )
        _line(name, table, config)


def speed(records: int, folder: Path) -> None:
    """Seconds and peak memory end to end, beside the bare Splink calls with the same model."""
    _people(records, folder)
    ours, bare = _child("ours", folder), _child("bare", folder)
    print(
        f"{records:,} records, {ours['pairs']:,} pairs compared, F1 {ours['f1']:.4f} (bare {bare['f1']:.4f})"
    )
    print("  ours ", {name: round(value, 1) for name, value in ours["seconds"].items()})
    print("  bare ", {name: round(value, 1) for name, value in bare["seconds"].items()})
    one, other = sum(ours["seconds"].values()), sum(bare["seconds"].values())
    print(f"  total {one:.1f} s against {other:.1f} s: ratio {one / other:.2f} (limit 1.15)")
    print(
        f"  processor {ours['cpu']:.1f} s against {bare['cpu']:.1f} s: ratio {ours['cpu'] / bare['cpu']:.2f} "
        "(steadier than the clock on a shared machine)"
    )
    print(f"  peak memory {ours['gib']:.2f} GiB against {bare['gib']:.2f} GiB (limit 4)")


def incremental(records: int, folder: Path) -> None:
    """1,000 new records against many, and one pair explained, both warm."""
    if not (folder / "state").exists():
        _people(records, folder)
        _child("ours", folder)
    print(json.dumps(_child("added", folder), indent=2))


def _people(records: int, folder: Path) -> None:
    """Makes the people once per folder and number."""
    path = folder / "people.parquet"
    if not path.exists() or pq.read_metadata(path).num_rows != records:
        pq.write_table(people(records), path)


def _ours(folder: Path) -> None:
    table = pq.read_table(folder / "people.parquet")
    known = table.slice(0, table.num_rows - 2_000)
    start, worked = perf_counter(), _cpu()
    result = matching.run(known, CONFIG, now=NOW)
    seconds, worked = perf_counter() - start, _cpu() - worked
    laps = {**result.seconds, "other": seconds - sum(result.seconds.values())}
    memory = _gib()
    result.state.save(folder / "state")
    quality = _quality(known, result.customers)
    _say(
        seconds=laps, cpu=worked, gib=memory, f1=quality.f1, pairs=result.pairs_compared,
        threshold=result.model.threshold,
    )  # fmt: skip


def _bare(folder: Path) -> None:
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
    _say(
        seconds=laps, cpu=worked, gib=memory, f1=_quality(pq.read_table(folder / "people.parquet"), found).f1
    )


def _added(folder: Path) -> None:
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


CHILDREN = {"ours": _ours, "bare": _bare, "added": _added}


def _child(name: str, folder: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.matching", name, "--folder", str(folder)],
        stdout=subprocess.PIPE, timeout=LIMIT, check=True, text=True,
    )  # fmt: skip
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _say(**answer: Any) -> None:
    print(json.dumps(answer))


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _gib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def _quality(table: pa.Table, customers: pa.Table, measure: Any = evaluate.pairwise) -> evaluate.Quality:
    wanted = pa.table({"source": table["source"], "source_record_id": table["id"], "truth": table["truth"]})
    both = customers.join(wanted, ["source", "source_record_id"])
    answer: evaluate.Quality = measure(both["truth"].to_pylist(), both["customer_id"].to_pylist())
    return answer


def _head(name: str) -> None:
    print(
        f"{name:<28}{'records':>9}{'precision':>11}{'recall':>9}{'F1':>9}"
        f"{'B³ F1':>9}{'threshold':>11}{'seconds':>9}"
    )


def _line(name: str, table: pa.Table, config: Config) -> None:
    start = perf_counter()
    result = matching.run(table, config, now=NOW)
    seconds = perf_counter() - start
    pairs, cubed = _quality(table, result.customers), _quality(table, result.customers, evaluate.b_cubed)
    print(
        f"{name:<28}{table.num_rows:>9,}{pairs.precision:>11.4f}{pairs.recall:>9.4f}{pairs.f1:>9.4f}{cubed.f1:>9.4f}"
        f"{result.model.threshold:>11.1f}{seconds:>9.1f}",
        flush=True,
    )


def _labelled(described: str) -> tuple[str, pa.Table]:

    files, identity, truth = described.split(":", 2)
    tables = []
    for file in files.split("+"):
        path = Path(file)
        text = "\n".join(
            ",".join(cell.strip() for cell in line.split(",")) for line in path.read_text().splitlines()
        )
        types = csv.ConvertOptions(
            strings_can_be_null=True, column_types={n: pa.string() for n in text.split("\n")[0].split(",")}
        )
        table = csv.read_csv(pa.BufferReader(text.encode()), convert_options=types)
        tables.append(table.append_column("source", pa.array([path.stem] * table.num_rows)))
    table = pa.concat_tables(tables)
    names = ["id" if name == identity else "truth" if name == truth else name for name in table.column_names]
    table = table.rename_columns(names)
    if truth.startswith("/"):
        table = table.append_column(
            "truth",
            pc.extract_regex(table["id"], f"(?P<truth>{truth.strip('/')})").combine_chunks().field("truth"),
        )
    return "+".join(Path(file).stem for file in files.split("+")), table


if __name__ == "__main__":
    main()
