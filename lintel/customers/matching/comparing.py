"""Two records side by side, and what the model makes of them, as pages show it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lintel.customers.matching.customers import contents
from lintel.customers.shapes import ATTRIBUTES
from lintel.ui.charts import Figure

if TYPE_CHECKING:
    from lintel.engines.matching.explain import Waterfall

COLUMNS = ("Field", "One record", "The other", "How they agree", "Bits")


@dataclass(frozen=True)
class Row:
    """An attribute in both records; `verdict` is `same`, `differs` or `one` (only one of them says it)."""

    label: str
    left: str
    right: str
    verdict: str


@dataclass(frozen=True)
class Side:
    """Where a record comes from, whose it is today, and how fresh it is."""

    record: str
    customer_id: str
    updated_at: dt.datetime | None


@dataclass(frozen=True)
class Comparison:
    """Two records, attribute by attribute; what neither says is left out."""

    left: Side
    right: Side
    rows: tuple[Row, ...]

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both, in order."""
        return self.left, self.right


def compared(left: str, right: str) -> Comparison:
    """What two records ("source:id") say; a record that left its source meanwhile says nothing."""
    found = contents([left, right])
    one, other = found.get(left, {}), found.get(right, {})
    rows = tuple(
        _row(name, str(one.get(name) or ""), str(other.get(name) or ""))
        for name in ATTRIBUTES
        if one.get(name) or other.get(name)
    )
    return Comparison(_side(left, one), _side(right, other), rows)


def _side(record: str, said: dict[str, Any]) -> Side:
    return Side(record, said.get("customer_id", ""), said.get("updated_at"))


def _row(name: str, left: str, right: str) -> Row:
    if not (left and right):
        verdict = "one"
    else:
        verdict = "same" if left.casefold().strip() == right.casefold().strip() else "differs"
    return Row(_words(name), left, right, verdict)


def _words(name: str) -> str:
    return "E-mail" if name == "email" else name.replace("_", " ").capitalize()


def figure(told: Waterfall) -> Figure:
    """The weights of two records as a chart, and the same as rows."""
    rows: list[tuple[Any, ...]] = [("Before looking", "", "", "", f"{told.prior:+.1f}")]
    for step in told.steps:
        change = f"{step.weight + step.rarity:+.1f}"
        rows.append((_words(step.field), step.left or "–", step.right or "–", step.agreement, change))
    rows.append(("All together", "", "", f"{told.threshold:+.1f} needed", f"{told.weight:+.1f}"))
    note = (
        "One bit more means twice as likely to be one person. What is rare weighs more than what is common."
    )
    return Figure("What speaks for one person, and what against", told.spec(), COLUMNS, rows, note)
