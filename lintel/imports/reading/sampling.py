"""Looks at the first rows of any kind of file, in bounded memory."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from .encodings import open_text
from .forms import guess_date_order, guess_decimal
from .limits import LIMITS, Limits
from .model import Detected, Guess, Mark, RawRow, Row, Typed, texts
from .problems import counted

DIALECT_CHARS = 64_000
KEPT_VALUES = 20  # per column, for matching by contents and for showing examples
KEPT_CHARS = 200


def text_sample(path: Path, encoding: str) -> str:
    """The beginning of a text file up to the end of a line."""
    with open_text(path, encoding) as text:
        sample = text.read(DIALECT_CHARS)
        if len(sample) < DIALECT_CHARS:
            return sample
    last = max(sample.rfind("\n"), sample.rfind("\r"))
    return sample[: last + 1] or sample


def first_rows(raw: Iterable[RawRow], *, limits: Limits = LIMITS) -> tuple[list[RawRow], bool]:
    """The first rows within the bounds of a sample, and whether that was all of them."""
    taken: list[RawRow] = []
    size = 0
    for row in raw:
        if len(taken) == limits.sample_rows or size > limits.sample_bytes:
            return taken, False
        taken.append(row)
        size += sum(map(len, row.values))
    return taken, True


def with_contents(found: Detected, rows: Iterable[Row]) -> Detected:
    """Adds what the sampled rows say: forms of dates and numbers, examples, and notes on bad rows."""
    values: dict[str, list[str]] = {name: [] for name in found.headers}
    problems: list[Row] = []
    for row in rows:
        if row.problem:
            problems.append(row)
            continue
        for name, cell in row.cells.items():
            values.setdefault(name, []).extend(texts(cell))
    order, mark = found.options.date_order, found.options.decimal
    dates = guess_date_order(values) if order is None else Guess(order, "As chosen.")
    decimal = _decimal(values) if mark is None else Guess(mark, "As chosen.")
    notes = [guess.evidence for guess in (dates, decimal) if guess.value or guess.ambiguous]
    if not found.row_count and found.row_count is not None:
        notes.append("There are no rows below the header.")
    if problems:
        first = problems[0]
        notes.append(
            f"{counted(len(problems), 'bad row')} at the beginning: line {first.number} {first.problem}."
        )
    asked = [name for name, guess in (("date_order", dates), ("decimal", decimal)) if guess.ambiguous]
    return replace(
        found,
        date_order=dates,
        decimal=decimal,
        notes=(*found.notes, *notes),
        unsure=(*found.unsure, *asked),
        samples={name: tuple(_kept(column)) for name, column in values.items()},
    )


def _decimal(values: dict[str, list[str]]) -> Guess[Mark]:
    written = {name: [value for value in column if type(value) is str] for name, column in values.items()}
    guess = guess_decimal(written)
    typed = any(isinstance(value, Typed) and "." in value for value in chain.from_iterable(values.values()))
    if not typed:
        return guess
    stored = "Numbers are stored as numbers, which always have a point here"
    if guess.value == "," or guess.ambiguous:
        return Guess("", f"{stored}, but some are text: {guess.evidence}", ambiguous=True)
    return Guess(".", f"{stored}.")


def _kept(column: list[str]) -> Iterator[str]:
    return (str(value)[:KEPT_CHARS] for value in column[:KEPT_VALUES])
