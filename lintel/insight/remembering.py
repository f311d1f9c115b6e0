"""What was worked out a moment ago, kept in this process's memory and nowhere else.

An answer is found again by its statement, parameters, guards and the snapshots it read: whoever has other
rights, or asks after new data came in, has another key. Nothing is written to disk, and nothing is kept for
longer than a few minutes, so that what is erased does not live on here.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import OrderedDict
from typing import Any, Generic, TypeVar

T = TypeVar("T")
SECONDS = 600.0
_all: list[Memory[Any]] = []


class Memory(Generic[T]):
    """The last things by their keys, each for ten minutes; what was not asked for the longest makes room."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: OrderedDict[str, tuple[float, T]] = OrderedDict()
        self._lock = threading.Lock()
        _all.append(self)

    def recall(self, key: str) -> T | None:
        """The thing, if it was kept lately."""
        with self._lock:
            found = self._kept.get(key)
            if found is None or time.monotonic() - found[0] > SECONDS:
                self._kept.pop(key, None)
                return None
            self._kept.move_to_end(key)
            return found[1]

    def keep(self, key: str, thing: T) -> T:
        """Keep it, and hand it back."""
        with self._lock:
            self._kept[key] = (time.monotonic(), thing)
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return thing

    def forget(self) -> None:
        """Forget all of it."""
        with self._lock:
            self._kept.clear()


def key(*parts: Any) -> str:
    """What a thing is found by: a hash of everything that it depends on."""
    return hashlib.sha256("\x1f".join(repr(part) for part in parts).encode()).hexdigest()


def forget() -> None:
    """Forget everything at once, as after an erasure."""
    for memory in _all:
        memory.forget()
