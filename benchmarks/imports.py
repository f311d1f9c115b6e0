"""How long a CSV of 100,000 requests takes through `lintel imports run`, and how much memory it holds.

Beside it, in the same run, merely reading that file with the csv module.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.filling.texts import Writer
from benchmarks.serving import LINTEL, ROOT, empty_house, environment, machine, run

PEOPLE = """
import django; django.setup()
from lintel.intake.actions import request_type
from tests.cast import make_cast
make_cast()
request_type.install_defaults(by=None)
"""
ASKERS = ("nele.vogt@example.org", "emil.roth@example.org", "mara.lindqvist@example.org")
BY = "mara.lindqvist@example.org"


def main() -> None:
    """Import two smaller files and the large one: the table shows whether memory grows with the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    options = parser.parse_args()
    sizes = [max(options.rows // 100, 1), max(options.rows // 10, 1), options.rows]
    print_head(options.rows)
    for rows in sizes:
        with empty_house() as folder:
            run(folder, sys.executable, "-c", PEOPLE)
            file = folder / "requests.csv"
            write(file, rows)
            print_line(rows, file, *read(file), *bring(folder, file, rows))


def write(file: Path, rows: int) -> None:
    """A file as the requests list exports it, with texts of every length."""
    writer = Writer(7)
    with file.open("w", newline="", encoding="utf-8") as handle:
        out = csv.writer(handle)
        out.writerow(
            ["Key", "Title", "Description", "Type", "Asked office", "Asker", "Needed from", "Needed until"]
        )
        for number in range(rows):
            out.writerow(
                [
                    f"BENCH-{number}",
                    writer.title(),
                    writer.text(),
                    "Integration",
                    "IT office",
                    writer.chance.choice(ASKERS),
                    "2027-01-15",
                    "2027-06-30",
                ]
            )


def read(file: Path) -> tuple[float]:
    """Seconds to pass over every row with the csv module."""
    began = time.perf_counter()
    with file.open(newline="", encoding="utf-8") as handle:
        for _ in csv.reader(handle):
            pass
    return (time.perf_counter() - began,)


def bring(folder: Path, file: Path, rows: int) -> tuple[float, float]:
    """Seconds for the whole command, and the peak of its memory in MB."""
    words = [*LINTEL, "imports", "run", str(file), "--as", BY, "--importer", "requests", "--json"]
    began = time.perf_counter()
    command = subprocess.Popen(words, env=environment(folder), cwd=ROOT, stdout=subprocess.PIPE)
    assert command.stdout
    said = command.stdout.read()
    _, status, usage = os.wait4(command.pid, 0)  # the memory of this process and not of another child
    seconds = time.perf_counter() - began
    command.returncode = os.waitstatus_to_exitcode(status)
    if command.returncode or json.loads(said)["created_count"] != rows:
        raise SystemExit(f"Not every row came in: {said.decode()}")
    return seconds, usage.ru_maxrss / 1024


def print_head(rows: int) -> None:
    """What is measured, and on what."""
    print(f"\nImports: a CSV of up to {rows:,} requests through `lintel imports run`")
    print(machine() + "\n")
    print(
        f"{'rows':>10}{'file MB':>10}{'csv s':>10}{'import s':>10}{'ratio':>10}{'rows/s':>10}{'peak MB':>10}"
    )


def print_line(rows: int, file: Path, reading: float, seconds: float, peak: float) -> None:
    """One size."""
    size = file.stat().st_size / 1e6
    print(
        f"{rows:10,}{size:10.1f}{reading:10.2f}{seconds:10.1f}{seconds / reading:10.0f}"
        f"{rows / seconds:10.0f}{peak:10.0f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
