"""How fast a million sign-ins become sums through `lintel imports run`, and how much memory that takes.

Beside it, in the same run, a loop that only reads the same lines with `json.loads`.
"""

import argparse
import datetime as dt
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.serving import LINTEL, ROOT, empty_house, environment, machine, run

PEOPLE = """
import django; django.setup()
from tests.cast import make_cast
make_cast()
"""
BY = "ada.petrova@example.org"
APPS = [f"Tool {first}{second}" for first in "ABCDEFGHIJ" for second in "KLMNOPQRST"]
KNOWN = ("nele.vogt", "tomas.okafor", "emil.roth", "ana.sousa")


def main() -> None:
    """Look through two smaller logs and the large one: the table shows whether memory grows with the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=1_000_000)
    options = parser.parse_args()
    print(f"\nFound tools: up to {options.lines:,} lines of Okta’s System Log through `lintel imports run`")
    print(machine() + "\n")
    print(
        "cpu s is the command's own time on a processor, whatever else the machine does; cpu/s its lines.\n"
    )
    titles = ("lines", "file MB", "json s", "import s", "cpu s", "lines/s", "cpu/s", "peak MB")
    print("".join(f"{title:>11}" for title in titles))
    for lines in (max(options.lines // 100, 1), max(options.lines // 10, 1), options.lines):
        with empty_house() as folder:
            run(folder, sys.executable, "-c", PEOPLE)
            file = folder / "okta.jsonl"
            write(file, lines)
            print_line(lines, file, read(file), *bring(folder, file, lines))


def write(file: Path, lines: int) -> None:
    """Sign-ins of a year by 2,000 people to 100 tools, one in thirty failed, one in ten of no tool."""
    dice, start = random.Random(7), dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    step = dt.timedelta(days=365) / lines
    with file.open("w", encoding="utf-8") as out:
        for number in range(lines):
            who = dice.randrange(2_000)
            email = f"{KNOWN[who]}@example.org" if who < len(KNOWN) else f"person.{who}@example.org"
            out.write(json.dumps(_event(number, start + number * step, email, dice)) + "\n")


def _event(number: int, at: dt.datetime, email: str, dice: random.Random) -> dict[str, object]:
    app, plain = dice.choice(APPS), number % 10 == 0
    return {
        "actor": {"id": f"00u{number % 2000:x}", "type": "User", "alternateId": email, "displayName": email},
        "client": {"userAgent": {"rawUserAgent": "Mozilla/5.0", "os": "Windows 11", "browser": "EDGE"},
                   "zone": "null", "device": "Computer", "ipAddress": "192.0.2.17"},
        "authenticationContext": {"externalSessionId": f"idx{number:x}"},
        "displayMessage": "User single sign on to app",
        "eventType": "user.session.start" if plain else "user.authentication.sso",
        "outcome": {"result": "FAILURE" if number % 30 == 1 else "SUCCESS", "reason": None},
        "published": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"), "severity": "INFO",
        "uuid": f"{number:08x}-0000-4000-8000-000000000000", "version": "0",
        "target": None if plain else [
            {"id": f"0oa{app}", "type": "AppInstance", "alternateId": app, "displayName": app},
            {"id": f"0ua{number:x}", "type": "AppUser", "alternateId": email, "displayName": email},
        ],
    }  # fmt: skip


def read(file: Path) -> float:
    """Seconds to pass over every line with `json.loads`."""
    began = time.perf_counter()
    with file.open(encoding="utf-8") as handle:
        for line in handle:
            json.loads(line)
    return time.perf_counter() - began


def bring(folder: Path, file: Path, lines: int) -> tuple[float, float, float]:
    """Seconds for the whole command (each line is judged twice), those on a processor, and the peak of its
    memory in MB."""
    words = [*LINTEL, "imports", "run", str(file), "--as", BY, "--importer", "shadow-okta", "--json"]
    began = time.perf_counter()
    command = subprocess.Popen(words, env=environment(folder), cwd=ROOT, stdout=subprocess.PIPE)
    assert command.stdout
    said = command.stdout.read()
    _, status, usage = os.wait4(command.pid, 0)  # the memory of this process and not of another child
    seconds = time.perf_counter() - began
    command.returncode = os.waitstatus_to_exitcode(status)
    if command.returncode or json.loads(said)["good_count"] != lines:
        raise SystemExit(f"Not every line came in: {said.decode()}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def print_line(lines: int, file: Path, reading: float, seconds: float, cpu: float, peak: float) -> None:
    """One size."""
    size = file.stat().st_size / 1e6
    print(
        f"{lines:11,}{size:11.1f}{reading:11.2f}{seconds:11.1f}{cpu:11.1f}"
        f"{lines / seconds:11,.0f}{lines / cpu:11,.0f}{peak:11.0f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
