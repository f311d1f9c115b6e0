"""Reads the order of dates and the decimal mark off the contents, and says by which value.

What the contents do not decide is reported as ambiguous; it is never filled in from a default.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from .model import DateOrder, Guess, Mark
from .problems import shown

_NUMERIC_DATE = re.compile(r"\s*(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?:[T ,].*)?", re.DOTALL)
_NUMBER = re.compile(r"[-+−(]?\s*[A-Z€$£]{0,3}\s*(\d[\d.,'’ \xa0\u202f]*)\s*[A-Z€$£%]{0,3}\)?-?")
_VERSION_LIKE = re.compile(r"\d+\.\d+\.\d+\.\d+")

_ORDERS: dict[DateOrder, str] = {"dmy": "the day first", "mdy": "the month first", "ymd": "the year first"}
_MARKS: dict[Mark, str] = {".": "a point", ",": "a comma"}


def guess_date_order(samples: Mapping[str, Iterable[str]]) -> Guess[DateOrder]:
    """Says whether numeric dates are written day, month or year first: the value is dmy, mdy, ymd or ""."""
    proof: dict[DateOrder, str] = {}
    open_question = ""
    for column, text in _values(samples):
        if not (match := _NUMERIC_DATE.fullmatch(text)):
            continue
        where = f"{shown(text)} in column {shown(column)}"
        order = _order_of(match)
        if order:
            proof.setdefault(order, where)
        else:
            open_question = open_question or where
    # ISO dates beside 03/04/2025 say nothing about the latter.
    day_or_month = {order: where for order, where in proof.items() if order != "ymd"}
    if len(day_or_month) > 1:
        both = " but ".join(f"{where} has {_ORDERS[order]}" for order, where in day_or_month.items())
        return Guess("", f"Dates contradict each other: {both}.", ambiguous=True)
    for order, where in (day_or_month or ({} if open_question else proof)).items():
        return Guess(order, f"Dates have {_ORDERS[order]}, as {where} shows.")
    if open_question:
        return Guess(
            "", f"Dates such as {open_question} can be read day first or month first.", ambiguous=True
        )
    return Guess("", "No numeric dates were seen.")


def _order_of(match: re.Match[str]) -> DateOrder | None:
    first, mark, second, third = match[1], match[2], int(match[3]), match[4]
    if len(first) >= 3:
        return "ymd" if len(first) == 4 and 1 <= second <= 12 else None
    if int(first) > 31 and len(third) <= 2:
        return "ymd"
    if mark == "." and 1 <= second <= 12:
        # Where dates are written with points, the day stands first.
        return "dmy"
    if 12 < int(first) <= 31 and 1 <= second <= 12:
        return "dmy"
    if 12 < second <= 31 and 1 <= int(first) <= 12:
        return "mdy"
    return None


def guess_decimal(samples: Mapping[str, Iterable[str]]) -> Guess[Mark]:
    """Says whether decimal numbers are written with a point or a comma: the value is ".", "," or ""."""
    proof: dict[Mark, str] = {}
    open_question = ""
    for column, text in _values(samples):
        match = _NUMBER.fullmatch(text.strip())
        if not match or _VERSION_LIKE.fullmatch(match[1]) or _NUMERIC_DATE.fullmatch(text):
            continue
        where = f"{shown(text)} in column {shown(column)}"
        mark = _mark_of(match[1])
        if mark:
            proof.setdefault(mark, where)
        elif mark is None:
            open_question = open_question or where
    if len(proof) > 1:
        both = " but ".join(f"{where} has {_MARKS[mark]}" for mark, where in proof.items())
        return Guess("", f"Decimal marks contradict each other: {both}.", ambiguous=True)
    for mark, where in proof.items():
        return Guess(mark, f"The decimal mark is {_MARKS[mark]}, as {where} shows.")
    if open_question:
        return Guess("", f"Numbers such as {open_question} can be read in two ways.", ambiguous=True)
    return Guess("", "No decimal numbers were seen.")


def _mark_of(digits: str) -> Mark | None:
    """The decimal mark that a number proves; "" if it has none, None if it can be read both ways."""
    points, commas = digits.count("."), digits.count(",")
    if not points and not commas:
        return ""
    if points and commas:
        return "." if digits.rfind(".") > digits.rfind(",") else ","
    mark: Mark = "." if points else ","
    other: Mark = "," if points else "."
    if points + commas > 1:
        return other
    before, _, after = digits.partition(mark)
    grouped = len(after) == 3 and 1 <= len(before) <= 3 and before != "0"
    return None if grouped else mark


def _values(samples: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    for column, values in samples.items():
        for value in values:
            if value and len(value) <= 40:
                yield column, value
