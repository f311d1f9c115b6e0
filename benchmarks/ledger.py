"""How long it takes to verify a ledger of 100,000 entries, beside merely hashing the same bytes."""

import argparse
import hashlib
import json
import sqlite3
import sys
import time
from pathlib import Path

from benchmarks.serving import LINTEL, empty_house, machine, run

WRITE = """
import datetime as dt, sys
import django; django.setup()
from benchmarks.filling.talk import Event, append_all
from tests.cast import make_user
by, start = make_user(), dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
append_all(
    Event(
        start + dt.timedelta(seconds=n), by, "request.answered", ("intake.request", str(n)),
        {"kind": "another_way", "reason": "capacity", "round": n % 3 + 1, "in_time": n % 7 > 0},
        [{"key": 1, "text": "c2VhbGVk" * 40}] if n % 3 == 0 else [],
    )
    for n in range(int(sys.argv[1]))
)
"""


def main() -> None:
    """Write the chain, verify it as an operator would, hash its bytes, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    options = parser.parse_args()
    with empty_house() as folder:
        run(folder, sys.executable, "-c", WRITE, str(options.entries))
        began = time.perf_counter()
        verdict = json.loads(run(folder, *LINTEL, "audit", "verify", "--json"))
        verified = time.perf_counter() - began
        began = time.perf_counter()
        run(folder, *LINTEL, "audit", "--help")
        start_up = time.perf_counter() - began
        bodies = stored_bodies(folder)
    if not verdict["whole"] or verdict["checked"] != options.entries:
        raise SystemExit(f"The ledger is not what was written: {verdict}")
    began = time.perf_counter()
    for body in bodies:
        hashlib.sha256(body.encode()).hexdigest()
    hashed = time.perf_counter() - began
    report(bodies, verified - start_up, start_up, hashed)


def stored_bodies(folder: Path) -> list[str]:
    """The texts that the chain is made of."""
    with sqlite3.connect(folder / "lintel.sqlite3") as connection:
        return [row[0] for row in connection.execute("SELECT body FROM audit_entry ORDER BY seq")]


def report(bodies: list[str], verified: float, start_up: float, hashed: float) -> None:
    """The table."""
    megabytes = sum(len(body.encode()) for body in bodies) / 1e6
    print(f"\nLedger: {len(bodies):,} entries, {megabytes:.0f} MB")
    print(machine() + "\n")
    print(f"{'':44}{'seconds':>10}{'ratio':>10}")
    print(f"{'hashing the same bytes with hashlib':44}{hashed:10.2f}{1:10.1f}")
    print(f"{'lintel audit verify':44}{verified:10.2f}{verified / hashed:10.1f}")
    print(f"{'starting the command, not counted above':44}{start_up:10.2f}")


if __name__ == "__main__":
    main()
