"""Every list and the longest detail pages with 100,000 requests and 10,000 proposals.

Prints for each page the median for one reader alone, then p50 and p95 for 8 readers at once, the ratio of
that p95 to a reference page of the same run (the sign-in page, which reads nothing), and whether 95 of 100
answers came within 200 ms. A measurement, not a test.
"""

import argparse
import http.client
import json
import statistics
import threading
import time
from pathlib import Path
from typing import Any

from benchmarks.serving import empty_house, fill, machine, served

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
    with empty_house() as folder:
        session = fill(folder, options.requests, options.proposals)
        with served(folder, REFERENCE) as port:
            paths = [REFERENCE, *pages(session["ids"], options.requests, options.proposals)]
            results = {path: measure(port, path, session["cookie"], options.reads) for path in paths}
    report(results, options)


def pages(ids: dict[str, int], requests: int, proposals: int) -> list[str]:
    """The pages people open most, first and deep ones, wide and narrow filters."""
    request, proposal = ids["request"], ids["proposal"]
    return [
        "/",
        "/requests/",
        f"/requests/?page={requests // 50}",
        f"/requests/?page={requests // 25}",
        "/requests/?q=newsletter",
        "/requests/?sort=title",
        "/requests/?state=open",
        "/requests/?mine=me",
        "/requests/?silence=overdue",
        "/requests/new/",
        f"/requests/{request}/",
        "/requests/similar/?title=Newsletter+sign-ups+in+the+CRM",
        "/requests/figures/",
        "/proposals/",
        f"/proposals/?page={proposals // 50}",
        "/proposals/?sort=-wsjf",
        f"/proposals/{proposal}/",
        "/backlog/",
        f"/backlog/?page={proposals // 200}",
        "/board/",
        "/people/",
        "/people/1/",
        "/mentions/",
        "/imports/",
        "/ledger/",
        "/api/v1/requests",
        "/api/v1/proposals",
    ]


def measure(port: int, path: str, cookie: str, reads: int) -> dict[str, Any]:
    """Milliseconds of every read: one reader alone, then all together, after one warm-up each."""
    headers = {} if path == REFERENCE else {"Cookie": cookie}
    alone, status = _read(port, path, headers, reads, threading.Barrier(1))
    start = threading.Barrier(READERS)
    times: list[float] = []
    statuses = set(status)

    def reader() -> None:
        taken, answers = _read(port, path, headers, reads, start)
        times.extend(taken)
        statuses.update(answers)

    threads = [threading.Thread(target=reader) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cuts = statistics.quantiles(times, n=100)
    return {
        "alone": statistics.median(alone),
        "p50": cuts[49],
        "p95": cuts[94],
        "statuses": sorted(statuses),
        "reads": len(times),
    }


def _read(
    port: int, path: str, headers: dict[str, str], reads: int, start: threading.Barrier
) -> tuple[list[float], set[int]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    times: list[float] = []
    statuses: set[int] = set()
    for turn in range(reads + 1):
        if turn == 1:
            start.wait()
        began = time.perf_counter()
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        if turn:
            times.append((time.perf_counter() - began) * 1000)
            statuses.add(answer.status)
    connection.close()
    return times, statuses


def report(results: dict[str, Any], options: argparse.Namespace) -> None:
    """The table."""
    reference = results[REFERENCE]["p95"]
    print(f"\nPages: {options.requests:,} requests, {options.proposals:,} proposals")
    print(machine())
    print(f"\n{'':60}{'1 reader':>10}{f'{READERS} readers at once':>30}")
    print(f"{'page':60}{'p50 ms':>10}{'p50 ms':>10}{'p95 ms':>10}{'x sign-in':>10}  p95 <= {TARGET_MS} ms")
    for path, figures in results.items():
        verdict = "yes" if figures["p95"] <= TARGET_MS else "NO"
        odd = "" if figures["statuses"] == [200] else f"  answers {figures['statuses']}"
        times = f"{figures['alone']:10.0f}{figures['p50']:10.0f}{figures['p95']:10.0f}"
        print(f"{path:60}{times}{figures['p95'] / reference:10.1f}  {verdict}{odd}")
    if options.json:
        options.json.write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
