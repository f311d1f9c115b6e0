"""Lists that are ordered by risk: scores are worked out, so the database sorts everything but them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Model, QuerySet

from lintel.audit.memory import remembered_of
from lintel.estate.access.picture import Picture, Reached
from lintel.estate.access.showing import Line, lines
from lintel.ui.lists import in_order, keys
from lintel.ui.relations import Order

CHUNK = 500


class Scored:
    """Rows of a model with a score each; in no other order the riskiest come first."""

    def __init__(
        self,
        chosen: QuerySet[Any],
        source: QuerySet[Any],
        score: Callable[[int], float | None],
        columns: Mapping[str, tuple[str, ...]],
    ) -> None:
        """`chosen` are the rows that the filters left, `source` how they are read, `columns` by which fields
        each column is sorted."""
        self.chosen, self.source, self.score, self.columns = chosen, source, score, columns

    def count(self) -> int:
        """How many there are."""
        return len(remembered_of(self.chosen, keys))

    def page(self, start: int, stop: int, order: Order) -> list[Model]:
        """Those from `start` up to `stop`."""
        return self._read(self._keys(order)[start:stop])

    def every(self, order: Order) -> Iterator[Model]:
        """All of them."""
        found = self._keys(order)
        for start in range(0, len(found), CHUNK):
            yield from self._read(found[start : start + CHUNK])

    def _read(self, wanted: Sequence[int]) -> list[Any]:
        rows = in_order(self.source, wanted)
        for row in rows:
            row.risk = self.score(row.pk)
        return rows

    def _keys(self, order: Order) -> list[int]:
        fields = [
            f"-{field}" if down else field
            for name, down in order
            for field in self.columns.get(name, ())
        ]  # fmt: skip
        if fields:
            return list(remembered_of(self.chosen.order_by(*fields, "pk"), keys))
        found = list(remembered_of(self.chosen, keys))
        up = any(name == "risk" and not down for name, down in order)
        return sorted(found, key=lambda pk: self.score(pk) or 0.0, reverse=not up)


class Reaches:
    """Who reaches what, as lines; the riskiest first, or by steps."""

    def __init__(self, picture: Picture, rows: Sequence[Reached]) -> None:
        self.picture, self.rows = picture, rows

    def count(self) -> int:
        """How many there are."""
        return len(self.rows)

    def page(self, start: int, stop: int, order: Order) -> list[Line]:
        """Those from `start` up to `stop`."""
        return lines(self.picture, self._ordered(order)[start:stop])

    def every(self, order: Order) -> Iterator[Line]:
        """All of them."""
        found = self._ordered(order)
        for start in range(0, len(found), CHUNK):
            yield from lines(self.picture, found[start : start + CHUNK])

    def _ordered(self, order: Order) -> list[Reached]:
        found = list(self.rows)
        for name, down in reversed(order):
            if name == "steps":
                found.sort(key=lambda one: one.steps, reverse=down)
            elif name == "data_name":
                found.sort(key=lambda one: self.picture.ground.names[one.data].lower(), reverse=down)
            else:
                found.sort(key=lambda one: one.score, reverse=down)
        return found
