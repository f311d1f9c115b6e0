"""The cascade: which shared goals serve which company goals, as a matrix and as layers of a graph.

Only keys and kinds are remembered between requests; the words of the goals shown are read each time.
"""

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import Any

from lintel.audit.memory import remembered
from lintel.goals.objectives.models import Goal, Parenthood
from lintel.goals.objectives.wording import Kind

MOST_COLUMNS = 12
MOST_ROWS = 40
MOST_NODES = 60
DIRECT, INDIRECT = "direct", "over"


@dataclass(frozen=True)
class Shape:
    """Standing goals by key: kinds in order, and who serves whom directly."""

    kinds: dict[int, str]
    parents: dict[int, tuple[int, ...]]
    children: dict[int, tuple[int, ...]]

    def above(self, pk: int) -> set[int]:
        """Every goal that one serves, over however many steps."""
        return _reached(pk, self.parents)

    def below(self, pk: int) -> set[int]:
        """Every goal that serves one."""
        return _reached(pk, self.children)

    @property
    def company(self) -> list[int]:
        """The company's goals, oldest first."""
        return [pk for pk, kind in self.kinds.items() if kind == Kind.COMPANY]

    @property
    def shared(self) -> list[int]:
        """The shared goals, oldest first."""
        return [pk for pk, kind in self.kinds.items() if kind == Kind.SHARED]


@dataclass(frozen=True)
class Row:
    """A shared goal and, for each column, whether it serves that goal: directly, over others, or not."""

    goal: Goal
    cells: list[tuple[Goal, str]]

    @property
    def serves_none(self) -> bool:
        """It serves none of the columns."""
        return not any(how for _, how in self.cells)


@dataclass(frozen=True)
class Matrix:
    """Company goals as columns, shared goals as rows; and how many did not fit."""

    columns: list[Goal]
    rows: list[Row]
    more_columns: int
    more_rows: int
    total_rows: int


@dataclass(frozen=True)
class Layers:
    """The graph: goals by layer from the top, links as (child, parent), and how many goals did not fit."""

    layers: list[list[Goal]]
    links: list[tuple[Goal, Goal]]
    left_out: int


def shape(user: Any) -> Shape:
    """What stands and who serves whom, for one reader; found once for each state of the ledger."""
    found: Shape = remembered(("goal cascade", user.pk), lambda: _shape(user))
    return found


def _shape(user: Any) -> Shape:
    rows = Goal.objects.visible_to(user).standing().order_by("pk").values_list("pk", "kind")
    kinds = dict(rows)
    parents: dict[int, list[int]] = defaultdict(list)
    children: dict[int, list[int]] = defaultdict(list)
    for child, parent in Parenthood.objects.order_by("pk").values_list("child_id", "parent_id"):
        if child in kinds and parent in kinds:
            parents[child].append(parent)
            children[parent].append(child)
    return Shape(
        kinds,
        {pk: tuple(keys) for pk, keys in parents.items()},
        {pk: tuple(keys) for pk, keys in children.items()},
    )


def _reached(pk: int, steps: dict[int, tuple[int, ...]]) -> set[int]:
    found: set[int] = set()
    queue = deque(steps.get(pk, ()))
    while queue:
        one = queue.popleft()
        if one not in found:
            found.add(one)
            queue.extend(steps.get(one, ()))
    return found


def matrix(whole: Shape, under: int | None, page: int) -> Matrix:
    """One page of the matrix; `under` narrows it to one company goal and what serves it. One query."""
    columns = [under] if under is not None else whole.company[:MOST_COLUMNS]
    below = whole.below(under) if under is not None else None
    rows = [pk for pk in whole.shared if below is None or pk in below]
    start = min(max(page - 1, 0) * MOST_ROWS, max(len(rows) - 1, 0) // MOST_ROWS * MOST_ROWS)
    shown = rows[start : start + MOST_ROWS]
    goals = _goals([*columns, *shown])
    return Matrix(
        columns=[goals[pk] for pk in columns],
        rows=[Row(goals[pk], _cells(whole, pk, columns, goals)) for pk in shown],
        more_columns=max(len(whole.company) - len(columns), 0) if under is None else 0,
        more_rows=len(rows) - len(shown),
        total_rows=len(rows),
    )


def _cells(whole: Shape, pk: int, columns: list[int], goals: dict[int, Goal]) -> list[tuple[Goal, str]]:
    direct = set(whole.parents.get(pk, ()))
    above = whole.above(pk)
    return [(goals[one], DIRECT if one in direct else INDIRECT if one in above else "") for one in columns]


def layers(whole: Shape, under: int | None) -> Layers:
    """The graph from the top: each goal stands one layer below the lowest that it serves. One query."""
    wanted = [under, *sorted(whole.below(under))] if under is not None else _linked(whole)
    depth = _depths(whole, set(wanted))
    nearest = sorted(wanted, key=lambda pk: (depth[pk], pk))
    shown = nearest[:MOST_NODES]
    goals = _goals(shown)
    by_layer: dict[int, list[Goal]] = defaultdict(list)
    for pk in shown:
        by_layer[depth[pk]].append(goals[pk])
    links = [
        (goals[child], goals[parent])
        for child in shown
        for parent in whole.parents.get(child, ())
        if parent in goals
    ]
    return Layers([by_layer[number] for number in sorted(by_layer)], links, len(wanted) - len(shown))


def _linked(whole: Shape) -> list[int]:
    """The company's goals, and every goal with a place in the cascade."""
    return [
        pk
        for pk, kind in whole.kinds.items()
        if kind == Kind.COMPANY or pk in whole.parents or pk in whole.children
    ]


def _depths(whole: Shape, wanted: set[int]) -> dict[int, int]:
    """For each goal the longest way to the top, among those wanted; there is no circle, so it ends."""
    found = {pk: int(whole.kinds[pk] != Kind.COMPANY) for pk in wanted}
    open_parents = {pk: sum(one in wanted for one in whole.parents.get(pk, ())) for pk in wanted}
    ready = deque(pk for pk, number in open_parents.items() if not number)
    while ready:
        parent = ready.popleft()
        for child in whole.children.get(parent, ()):
            if child not in wanted:
                continue
            found[child] = max(found[child], found[parent] + 1)
            open_parents[child] -= 1
            if not open_parents[child]:
                ready.append(child)
    return found


def _goals(keys: list[int]) -> dict[int, Goal]:
    rows = Goal.objects.for_list().filter(pk__in=keys)
    return {row.pk: row for row in rows}
