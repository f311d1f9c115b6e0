"""Measures matching beside bare Splink.

`python -m benchmarks.matching all|quality|speed|growth|ablation|incremental --records N`

`all`, the part of `make bench`, is growth up to N (1,000,000), what N takes in and explains, and quality and
ablation on at most 100,000 and 50,000. `quality` and `all` take labelled CSV files besides the generator
(`--labelled FILE:ID:TRUTH`); everything else makes its own people. Both sides run in a process of their own,
one after the other, on the same cleaned records and the same model, so that seconds and peak memory compare.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import csv

from benchmarks.people import people
from benchmarks.serving import machine
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
ROUNDS = 3
LIMIT = 1_500  # seconds any child may take


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = ["all", "quality", "speed", "growth", "ablation", "incremental"]
    parser.add_argument("what", choices=[*commands, *CHILDREN])
    parser.add_argument("--records", type=int, help="1,000,000 for all and growth, else 100,000")
    parser.add_argument("--folder", type=Path)
    parser.add_argument(
        "--labelled", action="append", default=[], help="FILE[+FILE]:ID:TRUTH, TRUTH a column or /regex/"
    )
    options = parser.parse_args()
    if options.what in CHILDREN:
        CHILDREN[options.what](options.folder)
        return
    records = options.records or (1_000_000 if options.what in ("all", "growth") else 100_000)
    with tempfile.TemporaryDirectory() as made:
        folder = options.folder or Path(made)
        {
            "all": lambda: everything(records, options.labelled, folder),
            "quality": lambda: quality(records, options.labelled),
            "speed": lambda: speed(records, folder),
            "growth": lambda: growth(records, folder),
            "ablation": lambda: ablation(records),
            "incremental": lambda: incremental(records, folder),
        }[options.what]()


def everything(records: int, labelled: list[str], folder: Path) -> None:
    """All tables, and at last what must hold beside what was seen."""
    print(f"\nMatching: {records:,} records of the generator, beside bare Splink in the same run")
    print(machine() + "\n")
    f1 = quality(min(records, 100_000), labelled)
    print()
    ablation(min(records, 50_000))
    print()
    sizes = growth(records, folder)
    print()
    added = incremental(records, folder)
    print(f"\n{'must hold':<58}{'limit':>9}{'seen':>9}")
    _verdict("pairwise F1, no labels, no configuration, at least", 0.92, f1, least=True)
    _verdict("seconds end to end beside bare Splink, at most", 1.15, sizes.ratio)
    _verdict("peak memory, GiB, at most", 4.0, sizes.gib)
    _verdict("1,000 new records, warm, seconds, at most", 3.0, added["add_1000_seconds"])
    _verdict("one pair explained, warm, ms, at most", 100.0, added["explain_median_ms"])


def _verdict(what: str, limit: float, seen: float, *, least: bool = False) -> None:
    holds = seen >= limit if least else seen <= limit
    print(f"{what:<58}{limit:>9.2f}{seen:>9.2f}  {'yes' if holds else 'NO'}", flush=True)


def growth(records: int, folder: Path) -> Speed:
    """A tenth of the records, then all: how the seconds grow."""
    few, many = speed(records // 10, folder), speed(records, folder)
    print(
        f"  10 times the records took {many.seconds / few.seconds:.1f} times the seconds "
        f"({many.cpu / few.cpu:.1f} times the processor's) and {many.gib / few.gib:.1f} times the memory"
    )
    return many


def quality(records: int, labelled: list[str]) -> float:
    """F1 without labels and configuration, on labelled files and on the generator, whose F1 is returned."""
    _head("data")
    seen = _line(f"generator {records:,}", people(records), CONFIG)
    for name, table in map(_labelled, labelled):
        _line(name, table, CONFIG)
    return seen


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


@dataclass(frozen=True)
class Speed:
    """Ours, and the ratio of seconds to bare Splink's."""

    seconds: float
    cpu: float
    gib: float
    ratio: float


def speed(records: int, folder: Path) -> Speed:
    """Seconds and peak memory end to end, beside the bare Splink calls with the same model.

    The clock of a shared machine wanders by a fifth within minutes, so both run in turn and medians count.
    """
    _people(records, folder)
    rounds = [(_child("ours", folder), _child("bare", folder)) for _ in range(ROUNDS)]
    ours, bare = (sorted(side, key=_clock)[ROUNDS // 2] for side in zip(*rounds, strict=True))
    print(
        f"{records:,} records, {ours['pairs']:,} pairs compared, F1 {ours['f1']:.4f} (bare {bare['f1']:.4f})"
    )
    print("  ours ", {name: round(value, 1) for name, value in ours["seconds"].items()})
    print("  bare ", {name: round(value, 1) for name, value in bare["seconds"].items()})
    clock = _ratio(rounds, "clock", _clock)
    _ratio(rounds, "processor", lambda side: side["cpu"])
    print(f"  peak memory {ours['gib']:.2f} GiB against {bare['gib']:.2f} GiB (limit 4)", flush=True)
    return Speed(_clock(ours), ours["cpu"], ours["gib"], clock)


def _clock(side: dict[str, Any]) -> float:
    return float(sum(side["seconds"].values()))


def _ratio(rounds: list[tuple[Any, Any]], name: str, seconds: Callable[[Any], float]) -> float:
    """Prints seconds and ratio of each round; the median of the ratios."""
    pairs = [(seconds(ours), seconds(bare)) for ours, bare in rounds]
    ratio = median(one / other for one, other in pairs)
    each = ", ".join(f"{one:.1f}/{other:.1f} = {one / other:.2f}" for one, other in pairs)
    print(f"  {name}, s: {each}; median {ratio:.2f} (limit for the clock 1.15)")
    return ratio


def incremental(records: int, folder: Path) -> dict[str, Any]:
    """1,000 new records against many, and one pair explained, both warm."""
    if not (folder / "state").exists():
        _people(records, folder)
        _child("ours", folder)
    seen = _child("added", folder)
    print(
        f"1,000 new records against {seen['records']:,}: {seen['add_1000_seconds']:.2f} s, "
        f"{seen['add_1000_processor_seconds']:.2f} s of the processor (limit 3)\n"
        f"  one pair explained: {seen['explain_median_ms']:.0f} ms, "
        f"{seen['explain_median_processor_ms']:.0f} ms of the processor (limit 100); "
        f"the first {seen['explain_first_ms']:.0f} ms\n"
        f"  state read in {seen['load_seconds']:.2f} s, peak memory {seen['gib']:.2f} GiB",
        flush=True,
    )
    return seen


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


def _line(name: str, table: pa.Table, config: Config) -> float:
    start = perf_counter()
    result = matching.run(table, config, now=NOW)
    seconds = perf_counter() - start
    pairs, cubed = _quality(table, result.customers), _quality(table, result.customers, evaluate.b_cubed)
    print(
        f"{name:<28}{table.num_rows:>9,}{pairs.precision:>11.4f}{pairs.recall:>9.4f}{pairs.f1:>9.4f}{cubed.f1:>9.4f}"
        f"{result.model.threshold:>11.1f}{seconds:>9.1f}",
        flush=True,
    )
    return pairs.f1


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
