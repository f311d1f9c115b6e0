"""Answers that were given a moment ago, kept in this process's memory and nowhere else.

An answer is found again by its statement, parameters, guards and the snapshots it read: whoever has other
rights, or asks after new data came in, has another key. Nothing is written to disk, and nothing is kept for
longer than a few minutes, so that what is erased does not live on here.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lintel.insight.running import Answer

SECONDS = 600.0
MOST = 256
_kept: OrderedDict[str, tuple[float, Answer]] = OrderedDict()
_lock = threading.Lock()


def key(sql: str, parameters: Mapping[str, Any], guards: str, snapshots: Mapping[str, str]) -> str:
    """What an answer is found by."""
    said = repr(
        (
            sql,
            sorted((name, repr(value)) for name, value in parameters.items()),
            guards,
            sorted(snapshots.items()),
        )
    )
    return hashlib.sha256(said.encode()).hexdigest()


def recall(known: str) -> Answer | None:
    """The answer, if it was given lately."""
    with _lock:
        found = _kept.get(known)
        if found is None or time.monotonic() - found[0] > SECONDS:
            _kept.pop(known, None)
            return None
        _kept.move_to_end(known)
        return found[1]


def keep(known: str, given: Answer | None) -> None:
    """Keep an answer; the one that was not asked for the longest makes room."""
    if given is None:
        return
    with _lock:
        _kept[known] = (time.monotonic(), given)
        while len(_kept) > MOST:
            _kept.popitem(last=False)


def forget() -> None:
    """Forget everything at once, as after an erasure."""
    with _lock:
        _kept.clear()
