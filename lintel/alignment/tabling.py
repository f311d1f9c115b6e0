"""A round's results as rows of a file, and in plain values for programs."""

from typing import Any

from lintel.alignment.charts import rounded
from lintel.alignment.results import Results, Side
from lintel.audit.sides import OFFICES, Office

_PER_SIDE = ["answers", "median", "least", "mean"]


def header() -> list[str]:
    """The columns."""
    sides = [f"{office.label.removesuffix(' office')} {name}" for office in OFFICES for name in _PER_SIDE]
    return ["Criterion", "Item", "Statement", *sides, "Gap", "Importance"]


def rows(results: Results) -> list[list[Any]]:
    """One row for each item; what is withheld is empty."""
    found = []
    for one in results.criteria:
        for item in one.items:
            row: list[Any] = [one.criterion.name, item.item.key, item.item.text]
            for office in OFFICES:
                side = item.sides[office]
                shown = None if side.withheld else side.answers
                row += [shown, side.median, side.least, _two(side.mean)]
            found.append([*row, _two(item.gap), _two(one.weight)])
    return found


def plain(read: Results) -> list[dict[str, Any]]:
    """The results in plain values, as program and command line have them."""
    return [
        {
            "criterion": one.criterion.key, "item": item.item.key, "gap": item.gap, "importance": one.weight,
            "marketing": _side(item.sides[Office.MARKETING]), "it": _side(item.sides[Office.IT]),
        }
        for one in read.criteria
        for item in one.items
    ]  # fmt: skip


def _side(side: Side) -> dict[str, Any]:
    shown = not side.withheld
    return {
        "answers": side.answers if shown else None, "median": side.median, "least": side.least,
        "mean": side.mean, "counts": list(side.counts) if shown else None,
    }  # fmt: skip


def _two(value: float | None) -> float | None:
    found = rounded(value)
    return found if isinstance(found, float) else None
