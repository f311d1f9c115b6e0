"""Many-to-one paths between datasets: the only joins there are, so that no row is ever counted twice."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from lintel.engines.metrics.model import Relationship
from lintel.engines.metrics.problems import MetricsError

if TYPE_CHECKING:
    from lintel.engines.metrics.model import Model

Path = tuple[Relationship, ...]


class Graph:
    """All paths from the many side to the one side."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._up: dict[str, list[Relationship]] = {dataset.name: [] for dataset in model.datasets}
        for relationship in model.relationships:
            self._up[relationship.from_dataset].append(relationship)

    @cached_property
    def _all(self) -> dict[str, tuple[Path, ...]]:
        return {name: tuple(self._walk(name, (name,))) for name in self._up}

    def _walk(self, name: str, seen: tuple[str, ...]) -> list[Path]:
        found: list[Path] = []
        for relationship in self._up[name]:
            target = relationship.to_dataset
            if target not in seen:
                found.append((relationship,))
                found += [(relationship, *rest) for rest in self._walk(target, (*seen, target))]
        return found

    def above(self, name: str) -> tuple[Path, ...]:
        """Every path that leads up from a dataset."""
        return self._all[name]

    def paths(self, start: str, end: str) -> tuple[Path, ...]:
        """The paths from one dataset up to another; the empty one when they are the same."""
        if start == end:
            return ((),)
        return tuple(path for path in self._all[start] if path[-1].to_dataset == end)

    def path(self, start: str, end: str, place: str, wanted: str) -> Path:
        """The one path; refuses none, and more than one."""
        found = self.paths(start, end)
        if len(found) == 1:
            return found[0]
        reason, way_out = self._refusal(start, end, found)
        raise MetricsError(place, f"“{wanted}” cannot be used with “{start}”: {reason}", way_out)

    def why_not(self, start: str, end: str) -> str:
        """The reason why there is no one path; empty when there is."""
        found = self.paths(start, end)
        return "" if len(found) == 1 else self._refusal(start, end, found)[0]

    def _refusal(self, start: str, end: str, found: tuple[Path, ...]) -> tuple[str, str]:
        if found:
            ways = " or ".join("→".join([start, *(step.to_dataset for step in path)]) for path in found)
            return (
                f"more than one path leads there ({ways}), and they need not give the same rows.",
                "Give each role a dataset of its own, with the same source and one relationship.",
            )
        if self.paths(end, start):
            return (
                f"a row of “{start}” has many of “{end}”, so it would be counted once for each of them.",
                f"Split by a field of “{start}” or of what it belongs to, or use a metric over “{end}”.",
            )
        common = [
            name
            for name in self._up
            if name not in (start, end) and self.paths(start, name) and self.paths(end, name)
        ]
        shared = f" Both belong to {', '.join(f'“{n}”' for n in common)}: split by that." if common else ""
        return (
            f"no many-to-one path leads from “{start}” to “{end}”.",
            f"Use a dimension that all the metrics share.{shared}",
        )
