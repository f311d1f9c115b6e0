"""Figures in texts, read back: “€12,500”, “42 %” and “3 Mar 2027” as a spreadsheet counts with them."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lintel.ui.exports import legal
from lintel.ui.formats import NOTHING, SYMBOLS, absolute, date_text, number_text

_FIGURE = re.compile(
    r"(?P<sign>[−+-]?)"
    rf"(?P<currency>[{''.join(SYMBOLS.values())}]|[A-Z]{{3}}\u00a0)?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<rest>\.\d+)?"
    r"(?P<percent>\s?%)?"
)
_DAY = re.compile(r"\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}")
DAY_FORMAT = "d mmm yyyy"


@dataclass(frozen=True)
class Read:
    """A number or a day, and how a spreadsheet shows it as the text did."""

    value: Decimal | dt.date
    shown: str


def read(text: str) -> Read | None:
    """The figure that a text is, or None where it is anything else."""
    if _DAY.fullmatch(text):
        return _day(text)
    found = _FIGURE.fullmatch(text)
    if found is None or (len(found["digits"]) > 1 and found["digits"].startswith("0")):
        return None  # what begins with a zero is a name
    value = Decimal(found["digits"].replace(",", "") + (found["rest"] or ""))
    places = "." + "0" * (len(found["rest"]) - 1) if found["rest"] else ""
    shown = ("#,##0" if "," in found["digits"] or value < 1000 else "0") + places
    if found["currency"]:
        shown = f'"{found["currency"]}"{shown}'
    if found["percent"]:
        value, shown = value / 100, f"0{places}" + (r"\ %" if len(found["percent"]) > 1 else "%")
    if found["sign"] == "+":
        shown = f"+{shown};−{shown};{shown}"  # a difference says which way it goes
    return Read(-value if found["sign"] in {"−", "-"} else value, shown)


def _day(text: str) -> Read | None:
    try:
        return Read(dt.datetime.strptime(text, "%d %b %Y").date(), DAY_FORMAT)  # noqa: DTZ007  # a day
    except ValueError:
        return None


def counts(cells: Sequence[Any]) -> bool:
    """A column in which every cell that says something is a number or a day, to be counted with."""
    told = [cell for cell in cells if cell not in (None, "", NOTHING)]
    return bool(told) and all(
        read(cell) is not None if isinstance(cell, str) else not isinstance(cell, bool) for cell in told
    )


def lines_up(cells: Sequence[Any]) -> bool:
    """A column of numbers, which is set to the right; days are read from the left."""
    return counts(cells) and not any(
        isinstance(cell, dt.date) or (isinstance(cell, str) and _DAY.fullmatch(cell)) for cell in cells
    )


def text_of(cell: Any) -> str:
    """A cell as people read it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | float | Decimal):
        return number_text(cell)
    if isinstance(cell, dt.datetime):
        return absolute(cell)
    return date_text(cell) if isinstance(cell, dt.date) else legal(str(cell))
