"""A house of its own to measure: migrated, filled, served, and thrown away."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

LINTEL = [sys.executable, "-m", "lintel.config.cli"]
ROOT = Path(__file__).resolve().parents[1]


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path, port: int = 8000) -> dict[str, str]:
    """What a process of that house is started with; always SQLite in that folder."""
    found = os.environ | {
        "LINTEL_DATA_DIR": str(folder),
        "LINTEL_BASE_URL": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "lintel.config.settings",
    }
    found.pop("DATABASE_URL", None)
    return found


def run(folder: Path, *words: str) -> str:
    """A command in that house, from the repository's root; its standard output."""
    done = subprocess.run(
        words, env=environment(folder), cwd=ROOT, check=False, stdout=subprocess.PIPE, stderr=None, text=True
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(words)} ended with {done.returncode}.\n{done.stdout[-2000:]}")
    return done.stdout


@contextmanager
def empty_house() -> Iterator[Path]:
    """A folder with a migrated database."""
    with tempfile.TemporaryDirectory(prefix="lintel-bench-") as folder:
        run(Path(folder), *LINTEL, "migrate")
        yield Path(folder)


def fill(folder: Path, requests: int, proposals: int) -> dict[str, Any]:
    """Write the large company into it; gives the cookie and the ids that `benchmarks.filling` prints."""
    began = time.perf_counter()
    words = (sys.executable, "-m", "benchmarks.filling", str(requests), str(proposals))
    found: dict[str, Any] = json.loads(run(folder, *words).splitlines()[-1])
    print(f"filled in {time.perf_counter() - began:.0f} s")
    return found


@contextmanager
def served(folder: Path, path: str) -> Iterator[int]:
    """The port on which two processes serve the house, once it answers on `path`."""
    port = free_port()
    log = folder / "server.log"
    with log.open("w") as out:
        server = subprocess.Popen(
            [*LINTEL, "serve", "--port", str(port), "--workers", "2", "--no-worker"],
            env=environment(folder, port),
            cwd=ROOT,
            stdout=out,
            stderr=out,
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}{path}", server, log)
            yield port
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310  # our own server on 127.0.0.1
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not start:\n" + log.read_text()[-2000:])


def machine() -> str:
    """What was measured on, in one line, with how busy it was."""
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, SQLite; load of the last minute {load:.1f}"
    )
