"""Every list and detail page with 100,000 requests and 10,000 proposals, under 8 concurrent readers.

Prints p50, p95, the ratio of p95 to a reference page of the same run (the sign-in page, which reads
nothing), and whether 95 of 100 answers came within 200 ms. A measurement, not a test.
"""

import argparse
import http.client
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

READERS = 8
TARGET_MS = 200
REFERENCE = "/accounts/login/"


def main() -> None:
    """Build the data, serve it, read every page, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--proposals", type=int, default=10_000)
    parser.add_argument("--reads", type=int, default=25, help="reads of each page by each reader")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="lintel-bench-") as folder,
        served(folder, options) as (port, session),
    ):
        paths = pages(session["ids"])
        results = {REFERENCE: measure(port, REFERENCE, "", options.reads)}
        for path in paths:
            results[path] = measure(port, path, session["cookie"], options.reads)
    report(results, options)


def pages(ids: dict[str, int]) -> list[str]:
    """The pages people open most, first and deep ones."""
    request, proposal = ids["request"], ids["proposal"]
    return [
        "/",
        "/requests/",
        "/requests/?page=2000",
        "/requests/?q=newsletter",
        "/requests/?sort=title",
        f"/requests/{request}/",
        "/requests/figures/",
        "/proposals/",
        "/proposals/?sort=-wsjf",
        f"/proposals/{proposal}/",
        "/backlog/",
        "/board/",
        "/people/",
        "/imports/",
        "/ledger/",
        "/api/v1/requests",
    ]


@contextmanager
def served(folder: str, options: argparse.Namespace) -> Iterator[tuple[int, dict[str, Any]]]:
    """A house with the data in it, served by two processes on a free port of 127.0.0.1."""
    from tests.journeys.conftest import free_port, wait_for

    port = free_port()
    os.environ |= {
        "LINTEL_DATA_DIR": folder,
        "LINTEL_BASE_URL": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "lintel.config.settings",
    }
    lintel = [sys.executable, "-m", "lintel.config.cli"]
    subprocess.run([*lintel, "migrate"], check=True, stdout=subprocess.DEVNULL)
    began = time.perf_counter()
    filled = subprocess.run(
        [sys.executable, "-m", "benchmarks.filling", str(options.requests), str(options.proposals)],
        check=True,
        capture_output=True,
        text=True,
    )
    print(f"filled in {time.perf_counter() - began:.0f} s")
    log = Path(folder) / "server.log"
    with log.open("w") as out:
        server = subprocess.Popen(
            [*lintel, "serve", "--port", str(port), "--workers", "2", "--no-worker"], stdout=out, stderr=out
        )
        try:
            wait_for(f"http://127.0.0.1:{port}{REFERENCE}", server, log)
            yield port, json.loads(filled.stdout.splitlines()[-1])
        finally:
            server.terminate()
            server.wait(timeout=20)


def measure(port: int, path: str, cookie: str, reads: int) -> dict[str, Any]:
    """Milliseconds of every read by all readers together, after one warm-up each."""
    times: list[float] = []
    statuses: set[int] = set()
    start = threading.Barrier(READERS)

    def read() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for turn in range(reads + 1):
            if turn == 1:
                start.wait()
            began = time.perf_counter()
            connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
            answer = connection.getresponse()
            answer.read()
            if turn:
                times.append((time.perf_counter() - began) * 1000)
                statuses.add(answer.status)

    threads = [threading.Thread(target=read) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cuts = statistics.quantiles(times, n=100)
    return {"p50": cuts[49], "p95": cuts[94], "statuses": sorted(statuses), "reads": len(times)}


def report(results: dict[str, Any], options: argparse.Namespace) -> None:
    """The table."""
    reference = results[REFERENCE]["p95"]
    load = f"{options.requests} requests, {options.proposals} proposals, {READERS} readers"
    print(f"{load}, {os.cpu_count()} cores")
    print(f"{platform.machine()}, Python {platform.python_version()}, SQLite\n")
    print(f"{'page':34}{'p50 ms':>9}{'p95 ms':>9}{'× sign-in':>11}  within {TARGET_MS} ms")
    for path, figures in results.items():
        verdict = "yes" if figures["p95"] <= TARGET_MS else "NO"
        odd = "" if figures["statuses"] == [200] else f"  answers {figures['statuses']}"
        times = f"{figures['p50']:9.0f}{figures['p95']:9.0f}{figures['p95'] / reference:11.1f}"
        print(f"{path:34}{times}  {verdict}{odd}")
    if options.json:
        options.json.write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
