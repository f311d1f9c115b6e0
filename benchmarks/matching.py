"""Measures matching beside bare Splink.

`python -m benchmarks.matching all|quality|speed|growth|ablation|incremental --records N`

`all`, the part of `make bench`, is growth up to N (1,000,000), what N takes in and explains, and quality and
ablation on at most 100,000 and 50,000. `quality` and `all` take labelled CSV files besides the generator
(`--labelled FILE:ID:TRUTH`); everything else makes its own people. Both sides run in a process of their own,
one after the other, on the same cleaned records and the same model, so that seconds and peak memory compare.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import csv

from benchmarks.matching_sides import CHILDREN, CONFIG, NOW, child, quality_of
from benchmarks.people import people
from benchmarks.serving import machine
from lintel.engines import matching
from lintel.engines.matching import Config, evaluate

ROUNDS = 3


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
    rounds = [(child("ours", folder), child("bare", folder)) for _ in range(ROUNDS)]
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
        child("ours", folder)
    seen = child("added", folder)
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


def _head(name: str) -> None:
    print(
        f"{name:<28}{'records':>9}{'precision':>11}{'recall':>9}{'F1':>9}"
        f"{'B³ F1':>9}{'threshold':>11}{'seconds':>9}"
    )


def _line(name: str, table: pa.Table, config: Config) -> float:
    start = perf_counter()
    result = matching.run(table, config, now=NOW)
    seconds = perf_counter() - start
    pairs, cubed = quality_of(table, result.customers), quality_of(table, result.customers, evaluate.b_cubed)
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
