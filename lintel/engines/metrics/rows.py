"""The rows of one dataset with what is joined to them: aliases, joins, guards, and columns written out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlglot import exp

from lintel.engines.metrics import expressions, rules
from lintel.engines.metrics.model import Dataset, Field
from lintel.engines.metrics.paths import Path
from lintel.engines.metrics.problems import MetricsError
from lintel.engines.metrics.resolve import safe

if TYPE_CHECKING:
    from lintel.engines.metrics.frame import Frame


class Rows:
    """Grows joins as columns are asked for. Guarded parents are joined from the start, asked for or not."""

    def __init__(self, frame: Frame, dataset: str, *, taken: Iterable[str] = ()) -> None:
        self.frame, self.root = frame, frame.model.dataset(dataset)
        self._taken = set(taken)
        self._aliases: dict[Path, str] = {}
        self.alias = self.free(dataset)
        self._aliases[()] = self.alias
        self.extra: list[str] = []  # further joins, to steps
        self._strict: set[Path] = set()
        self.conditions: list[str] = []
        self._guard()

    def _guard(self) -> None:
        """Policy closure: the rules of this dataset and of everything it belongs to."""
        for path in ((), *self.frame.model.graph.above(self.root.name)):
            target = path[-1].to_dataset if path else self.root.name
            for rule in self.frame.guards.rows:
                if rule.dataset == target:
                    alias = self.join(path)
                    self._strict.update(path[:size] for size in range(1, len(path) + 1))
                    self.conditions.append(rules.written(self.frame, rule, alias))
                    self.frame.sources.update(rule.needs)
        if self.root.row_filter:
            self.conditions.append(self._own_filter(self.root, self.alias))

    def join(self, path: Path) -> str:
        """The alias at the end of a path."""
        if path not in self._aliases:
            self.join(path[:-1])
            self._aliases[path] = self.free(path[-1].to_dataset)
        return self._aliases[path]

    def free(self, wanted: str) -> str:
        """This name, or one like it, that no table of the statement has."""
        taken = self._taken.union(self._aliases.values())
        return next(name for name in (wanted, *(f"{wanted}_{n}" for n in range(2, 999))) if name not in taken)

    @property
    def aliases(self) -> tuple[str, ...]:
        """The names in use."""
        return tuple(self._aliases.values())

    @property
    def paths(self) -> tuple[Path, ...]:
        """The paths that are joined, the shorter first."""
        return tuple(sorted(self._aliases, key=len))

    def from_sql(self, *, without: Path = ()) -> str:
        """FROM with its joins; those of the path `without` and above it are left out."""
        first = f"FROM {self.frame.table(self.root)} AS {self.frame.sql.quoted(self.alias)}"
        kept = (path for path in self.paths if path and not (without and path[: len(without)] == without))
        return "\n".join([first, *map(self._joined, kept), *self.extra])

    def joins_above(self, path: Path) -> list[str]:
        """The joins of what this parent belongs to."""
        return [self._joined(one) for one in self.paths if len(one) > len(path) and one[: len(path)] == path]

    def _joined(self, path: Path) -> str:
        sql, step = self.frame.sql, path[-1]
        many, one = self._aliases[path[:-1]], self._aliases[path]
        target = self.frame.model.dataset(step.to_dataset)
        on = [
            f"{sql.quoted(many, left)} = {sql.quoted(one, right)}"
            for left, right in zip(step.from_columns, step.to_columns, strict=True)
        ]
        if target.row_filter:
            on.append(self._own_filter(target, one))
        kind = "INNER" if self.is_inner(path) else "LEFT"
        return f"{kind} JOIN {self.frame.table(target)} AS {sql.quoted(one)} ON {' AND '.join(on)}"

    def is_inner(self, path: Path) -> bool:
        """Whether every row that counts has its parent at the end of this path."""
        complete = path[-1].complete and not self.frame.model.dataset(path[-1].to_dataset).row_filter
        return path in self._strict or (complete and self._inner(path[:-1]))

    def _inner(self, path: Path) -> bool:
        """Whether every row on the way up has its parent."""
        return all(
            path[:size] in self._strict
            or (
                path[size - 1].complete and not self.frame.model.dataset(path[size - 1].to_dataset).row_filter
            )
            for size in range(1, len(path) + 1)
        )

    def _own_filter(self, dataset: Dataset, alias: str) -> str:
        place = f"datasets.{dataset.name}.row_filter"
        tree = expressions.scalar(dataset.row_filter or "", place)
        return f"({self.frame.sql.write(self.tree_at(dataset, alias, tree, place))})"

    def field(self, dataset: Dataset, field: Field, place: str) -> str:
        """A field of this dataset or of one that it belongs to, as SQL."""
        path = self.frame.model.graph.path(
            self.root.name, dataset.name, place, f"{dataset.name}.{field.name}"
        )
        return self.frame.sql.write(self._field_tree(dataset, field, self.join(path)))

    def expression(self, tree: exp.Expr, place: str) -> str:
        """A checked expression over this dataset's fields and columns, and `parent.field`."""
        self._refuse_guarded(tree, place)
        return self.frame.sql.write(safe(expressions.rewritten(tree, lambda c: self._column(c, place))))

    def _refuse_guarded(self, tree: exp.Expr, place: str) -> None:
        """The smallest address is an address: of guarded fields only how many there are is told."""
        for found in tree.find_all(exp.AggFunc):
            for column in () if isinstance(found, exp.Count) else found.find_all(exp.Column):
                owner = column.table if column.table and column.table != self.root.name else self.root.name
                dataset = self.frame.model.dataset(owner, place)
                field = dataset.field(column.name) or Field(column.name, column.name)
                if rules.column_rule(self.frame, dataset, field, place):
                    raise MetricsError(
                        place, f"“{dataset.name}.{field.name}” is masked for you.", "Ask for access to it."
                    )

    def _column(self, column: exp.Column, place: str) -> exp.Expr:
        dataset, alias = self.root, self.alias
        if column.table and column.table != self.root.name:
            dataset = self.frame.model.dataset(column.table, place)
            path = self.frame.model.graph.path(
                self.root.name, dataset.name, place, f"{column.table}.{column.name}"
            )
            alias = self.join(path)
        field = dataset.field(column.name)
        if field is None:
            return exp.column(column.name, table=alias, quoted=True)
        tree = self._field_tree(dataset, field, alias)
        return tree if isinstance(tree, exp.Column | exp.Func | exp.Literal) else exp.paren(tree)

    def _field_tree(self, dataset: Dataset, field: Field, alias: str) -> exp.Expr:
        place = f"datasets.{dataset.name}.fields.{field.name}.expression"
        return safe(self.tree_at(dataset, alias, expressions.scalar(field.expression, place), place))

    def tree_at(self, dataset: Dataset, alias: str, tree: exp.Expr, place: str) -> exp.Expr:
        """An expression over a dataset's own columns, with its alias in front of each."""

        def change(column: exp.Column) -> exp.Expr:
            if column.table and column.table != dataset.name:
                raise MetricsError(
                    place,
                    f"“{column.sql()}” is a column of another dataset.",
                    f"A field uses columns of “{dataset.name}”; measures may use those of its parents.",
                )
            return exp.column(column.name, table=alias, quoted=True)

        return expressions.rewritten(tree, change)
