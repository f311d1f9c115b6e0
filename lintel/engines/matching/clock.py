"""How long each step took. The only place that looks at the machine's clock; nothing is decided by it."""

from __future__ import annotations

from time import perf_counter


class Clock:
    """Names each lap; laps of one name add up."""

    def __init__(self) -> None:
        self._since = perf_counter()
        self.laps: dict[str, float] = {}

    def lap(self, name: str) -> None:
        """Ends the current lap under this name."""
        now = perf_counter()
        self.laps[name] = self.laps.get(name, 0.0) + now - self._since
        self._since = now
