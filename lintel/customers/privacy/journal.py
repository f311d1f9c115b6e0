"""The erasures beside the database: after an older backup was restored, they can be applied again.

One line for each erasure in `erasures.jsonl`, with keyed hashes and nothing else.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from lintel.customers.privacy.models import Tombstone


@dataclass(frozen=True)
class Line:
    """One erasure: when, and the hashes of every identity that was erased."""

    at: str
    hashes: list[str]


def path() -> Path:
    """Where the journal lies."""
    return Path(settings.DATA_DIR) / "erasures.jsonl"


def append(at: str, hashes: Iterable[str]) -> None:
    """Add an erasure; on disk when this returns."""
    line = json.dumps({"at": at, "hashes": sorted(hashes)})
    with path().open("a", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())


def lines() -> Iterator[Line]:
    """Every erasure ever done here, oldest first; a line that a crash cut off is left out."""
    if not path().exists():
        return
    for text in path().read_text(encoding="utf-8").splitlines():
        try:
            said = json.loads(text)
        except json.JSONDecodeError:
            continue
        yield Line(said["at"], said["hashes"])


def unknown() -> list[Line]:
    """Erasures that the database does not know: an older state of it was restored."""
    known = set(Tombstone.objects.values_list("hash", flat=True))
    return [line for line in lines() if not known.issuperset(line.hashes)]
