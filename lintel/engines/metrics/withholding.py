"""Small groups: cells behind which too few stand come back as NULL, and with them enough others.

A cell must not follow from totals either. For each small cell an opposite cell is chosen that differs in
every split, and with it all corners between the two: values can then move around those corners without
changing any total over any split, so that no total says what the small cell holds. Where no such corners
exist, everything is withheld. Filters count as well: where those that a filter leaves out are too few, the
cell is small, for it would give them away beside the same cell without the filter.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING

from lintel.engines.metrics import facts, filters, splits
from lintel.engines.metrics.resolve import Leaf
from lintel.engines.metrics.rows import Rows
from lintel.engines.metrics.splits import Split

if TYPE_CHECKING:
    from lintel.engines.metrics.frame import Frame

MOST_SPLITS = 3  # with more, one small cell withholds everything: corners double with each split


def withheld(
    frame: Frame, by: Sequence[Split], source: str, leaves: Sequence[Leaf]
) -> tuple[str, dict[str, str]]:
    """(step, column that says "withheld" by dataset); the step is the source with those columns."""
    counted = dict(frame.counted)
    if not counted:
        return source, {}
    quoted, keys = frame.sql.quoted, splits.keys(by)
    flags: dict[str, str] = {}
    for index, (dataset, columns) in enumerate(counted.items()):
        outside = _outside(frame, by, dataset, leaves)
        small = f"small{index}"
        sizes = [quoted("c", column) for column in columns]
        joins = ""
        if outside:
            sizes.append(quoted("o", "n"))
            same = [frame.sql.same(quoted("c", key), quoted("o", key)) for key in keys] or ["1 = 1"]
            joins = f"\nLEFT JOIN {quoted(outside)} AS {quoted('o')} ON {' AND '.join(same)}"
        least = frame.guards.group_minimum
        test = " OR ".join(f"COALESCE({size} < {least:d}, FALSE)" for size in sizes)
        known = [f"COALESCE({quoted('c', column)}, 0)" for column in columns]
        size = known[0] if len(known) == 1 else f"GREATEST({', '.join(known)})"
        cells = frame.step(
            "cells",
            f"SELECT {quoted('c')}.*, ({test}) AS {quoted(small)}, {size} AS {quoted(f'size{index}')}\n"
            f"FROM {quoted(source)} AS {quoted('c')}{joins}",
        )
        source = _marked(frame, by, cells, index)
        flags[dataset] = f"withheld{index}"
    return source, flags


def _outside(frame: Frame, by: Sequence[Split], dataset: str, leaves: Sequence[Leaf]) -> str:
    """Who is left out by the filters, for each cell; empty without filters."""
    if not frame.query.where:
        return ""
    leaf = next(leaf for leaf in leaves if leaf.measure.dataset == dataset)
    rows = Rows(frame, dataset)
    time = facts.own_time(frame, leaf)
    values = splits.values(frame, rows, by, time)
    inside = " AND ".join(f"({condition})" for condition in filters.conditions(frame, rows))
    where = [f"NOT COALESCE({inside}, FALSE)", *facts.period(frame, rows, time)]
    count = ("n", f"COUNT(DISTINCT {frame.entity(rows)})")
    text = facts.select(frame, list(zip(splits.keys(by), values, strict=True)), [count], rows, where)
    return frame.step(f"left_out_of_{dataset}", f"{text}\nHAVING COUNT(*) > 0" if not by else text)


def _marked(frame: Frame, by: Sequence[Split], cells: str, index: int) -> str:
    """The cells with the column withheld{index}."""
    quoted, small, flag = frame.sql.quoted, f"small{index}", f"withheld{index}"
    groups = _groups(by)
    if not groups:
        return frame.step("marked", f"SELECT *, {quoted(small)} AS {quoted(flag)}\nFROM {quoted(cells)}")
    any_small = f"(SELECT MAX(CASE WHEN {quoted(small)} THEN 1 ELSE 0 END) FROM {quoted(cells)}) = 1"
    if len(groups) > MOST_SPLITS:
        return frame.step("marked", f"SELECT *, {any_small} AS {quoted(flag)}\nFROM {quoted(cells)}")
    opposite = _opposite(frame, groups, cells, index)
    p = [quoted("p", key) for group in groups for key in group]
    unprotected = frame.step(
        "unprotected",
        f"SELECT COUNT(*) AS {quoted('n')}\nFROM {quoted(cells)} AS {quoted('p')}\n"
        f"WHERE {quoted('p', small)} AND NOT EXISTS (SELECT 1 FROM {quoted(opposite)} AS {quoted('b')} WHERE "
        + " AND ".join(frame.sql.same(left, quoted("b", f"p{n}")) for n, left in enumerate(p))
        + ")",
    )
    corners = frame.step("corners", _corners(frame, groups, opposite))
    found = [frame.sql.same(quoted("c", key), quoted("k", key)) for group in groups for key in group]
    first = quoted("k", "one")
    return frame.step(
        "marked",
        f"SELECT {quoted('c')}.*, ({quoted('c', small)} OR {first} IS NOT NULL OR "
        f"(SELECT {quoted('n')} FROM {quoted(unprotected)}) > 0) AS {quoted(flag)}\n"
        f"FROM {quoted(cells)} AS {quoted('c')}\n"
        f"LEFT JOIN {quoted(corners)} AS {quoted('k')} ON {' AND '.join(found)}",
    )


def _groups(by: Sequence[Split]) -> list[tuple[str, ...]]:
    """The key columns of each split; the rest of a top list belongs to its split."""
    return [
        (f"d{index}", "other") if split.top and split.rest else (f"d{index}",)
        for index, split in enumerate(by)
    ]


def _opposite(frame: Frame, groups: Sequence[tuple[str, ...]], cells: str, index: int) -> str:
    """For each small cell the smallest cell that differs in every split, with all its corners."""
    quoted, same = frame.sql.quoted, frame.sql.same
    small, size = f"small{index}", f"size{index}"
    big = f"NOT {{0}} AND {{1}} >= {frame.guards.group_minimum:d}"
    differs = [
        "NOT (" + " AND ".join(same(quoted("p", key), quoted("q", key)) for key in group) + ")"
        for group in groups
    ]
    lines = [
        f"FROM {quoted(cells)} AS {quoted('p')}",
        f"INNER JOIN {quoted(cells)} AS {quoted('q')} ON {' AND '.join(differs)} AND "
        + big.format(quoted("q", small), quoted("q", size)),
    ]
    sizes = [quoted("q", size)]
    for number, choice in enumerate(_between(len(groups))):
        name = f"k{number}"
        on = [
            same(quoted(name, key), quoted("q" if turned else "p", key))
            for group, turned in zip(groups, choice, strict=True)
            for key in group
        ]
        lines.append(
            f"INNER JOIN {quoted(cells)} AS {quoted(name)} ON {' AND '.join(on)} AND "
            + big.format(quoted(name, small), quoted(name, size))
        )
        sizes.append(quoted(name, size))
    every = [key for group in groups for key in group]
    p, q = ([quoted(side, key) for key in every] for side in ("p", "q"))
    chosen = [
        f"{value} AS {quoted(f'{side}{n}')}"
        for side, values in (("p", p), ("q", q))
        for n, value in enumerate(values)
    ]
    rank = f"ROW_NUMBER() OVER (PARTITION BY {', '.join(p)} ORDER BY {' + '.join(sizes)}, {', '.join(q)})"
    ranked = f"SELECT {', '.join(chosen)}, {rank} AS {quoted('nearest')}\n" + "\n".join(lines)
    ranked += f"\nWHERE {quoted('p', small)}"
    return frame.step(
        "opposite", f"SELECT * FROM (\n{ranked}\n) AS {quoted('ranked')}\nWHERE {quoted('nearest')} = 1"
    )


def _corners(frame: Frame, groups: Sequence[tuple[str, ...]], opposite: str) -> str:
    """All cells that are withheld beside the small ones."""
    quoted = frame.sql.quoted
    selects = []
    for choice in (*_between(len(groups)), (True,) * len(groups)):
        number, columns = 0, []
        for group, turned in zip(groups, choice, strict=True):
            for key in group:
                side = "q" if turned else "p"
                columns.append(f"{quoted(f'{side}{number}')} AS {quoted(key)}")
                number += 1
        selects.append(f"SELECT {', '.join(columns)}, 1 AS {quoted('one')} FROM {quoted(opposite)}")
    union = "\nUNION ALL\n".join(selects)
    return f"SELECT DISTINCT *\nFROM (\n{union}\n) AS {quoted('all_corners')}"


def _between(count: int) -> list[tuple[bool, ...]]:
    """Which splits are taken from the opposite cell, for every corner but the two ends."""
    return [choice for choice in product((False, True), repeat=count) if any(choice) and not all(choice)]
