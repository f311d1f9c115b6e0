"""Grouping before joining, where the splits name a parent's key: its other fields then follow from the key.

A question by supplier number, name and address need not carry names and addresses through the grouping:
rows are added up by the column that points to the supplier, and the supplier is joined to what is left. This
is the eager aggregation of Yan and Larson (1995), in the one case in which it never costs more: the groups
are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from lintel.engines.metrics.paths import Path

if TYPE_CHECKING:
    from lintel.engines.metrics.rows import Rows

Named = Sequence[tuple[str, str]]


def statement(rows: Rows, keys: Named, columns: Named, where: Iterable[str]) -> str | None:
    """The SELECT in two stages, or nothing where no parent's key is among the splits.

    `keys` and `columns` are pairs of name and SQL, as `facts.select` takes them.
    """
    fixed = [sql for _, sql in columns] + [*rows.conditions, *where, *rows.extra]
    found = [path for path in rows.paths if path and _is_key(rows, path, keys, fixed)]
    if not found:
        return None
    path = max(found, key=lambda path: (len(_after(rows, path, keys)), -len(path)))
    return _written(rows, path, keys, columns, list(where))


def _is_key(rows: Rows, path: Path, keys: Named, fixed: Iterable[str]) -> bool:
    """Whether each group has one row of this parent, which nothing but splits asks for."""
    values = {sql for _, sql in keys}
    pointed = {rows.frame.sql.quoted(rows.join(path), column) for column in path[-1].to_columns}
    if not rows.is_inner(path) or not pointed <= values or len(_after(rows, path, keys)) <= len(pointed):
        return False
    above, below = _above(rows, path), _below(rows, path)
    mixed = any(_mentions(rows, sql, above) and _mentions(rows, sql, below) for sql in values)
    return not mixed and not any(_mentions(rows, sql, above) for sql in fixed)


def _above(rows: Rows, path: Path) -> list[str]:
    return [rows.join(one) for one in rows.paths if one[: len(path)] == path]


def _below(rows: Rows, path: Path) -> list[str]:
    return [rows.join(one) for one in rows.paths if one[: len(path)] != path]


def _after(rows: Rows, path: Path, keys: Named) -> list[str]:
    """The splits that are written once the rows are added up."""
    above = _above(rows, path)
    return [name for name, sql in keys if _mentions(rows, sql, above)]


def _mentions(rows: Rows, sql: str, aliases: Iterable[str]) -> bool:
    """Whether columns of these tables stand in it; a text that only looks so costs but speed."""
    return any(rows.frame.sql.quoted(alias) + "." in sql for alias in aliases)


def _written(rows: Rows, path: Path, keys: Named, columns: Named, where: list[str]) -> str:
    name, step = rows.frame.sql.quoted, path[-1]
    after, grouped = set(_after(rows, path, keys)), rows.free("grouped")
    many, one = rows.join(path[:-1]), rows.join(path)
    within = [(f"k{place}", name(many, column)) for place, column in enumerate(step.from_columns)]
    within += [key for key in keys if key[0] not in after]
    lines = ["SELECT\n    " + ",\n    ".join(f"{sql} AS {name(key)}" for key, sql in (*within, *columns))]
    lines.append(rows.from_sql(without=path))
    if conditions := [*rows.conditions, *where]:
        lines.append("WHERE " + "\n  AND ".join(conditions))
    lines.append("GROUP BY " + ", ".join(str(place + 1) for place in range(len(within))))
    shown = [sql if key in after else name(grouped, key) for key, sql in keys]
    shown += [name(grouped, key) for key, _ in columns]
    selected = [f"{sql} AS {name(key)}" for sql, (key, _) in zip(shown, (*keys, *columns), strict=True)]
    on = [f"{name(grouped, f'k{at}')} = {name(one, column)}" for at, column in enumerate(step.to_columns)]
    table = rows.frame.table(rows.frame.model.dataset(step.to_dataset))
    return "\n".join(
        [
            "SELECT\n  " + ",\n  ".join(selected),
            "FROM (\n  " + "\n  ".join("\n".join(lines).splitlines()) + f"\n) AS {name(grouped)}",
            f"INNER JOIN {table} AS {name(one)} ON {' AND '.join(on)}",
            *rows.joins_above(path),
        ]
    )
