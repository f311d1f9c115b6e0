"""Splits delimited text into records, one bad record at a time, in bounded memory.

The csv module does the splitting. What it does not do is added here: line numbers, bounds on lines, records
and cells, and going on after a quotation mark that is never closed instead of swallowing the rest of the
file.
"""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from typing import TextIO

from .encodings import UNDECODABLE
from .limits import LIMITS, Limits
from .model import RawRow


class _TooLong(Exception):
    """A line or record went over its bound; the message is the clause for the row."""


class _Lines:
    """The physical lines of a text, as an iterator that survives its own errors and can take lines back."""

    def __init__(self, text: TextIO, first_line: int, limits: Limits) -> None:
        self._text = text
        self._limits = limits
        self._back: deque[str] = deque()
        self._next_number = first_line
        self.taken: list[str] = []
        self.first = first_line
        self.size = 0
        self.ended = False

    def begin(self) -> None:
        """Starts a new record at the next line."""
        self.taken = []
        self.size = 0
        self.ended = False
        self.first = self._next_number

    def rewind(self) -> None:
        """Gives back all lines of the record but its first one, so that they are read on their own."""
        self._back.extendleft(reversed(self.taken[1:]))
        self._next_number = self.first + 1
        del self.taken[1:]

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        again = bool(self._back)
        line = self._back.popleft() if again else self._text.readline(self._limits.line_chars + 1)
        if not line:
            self.ended = True
            raise StopIteration
        self._next_number += 1
        self.taken.append(line)
        self.size += len(line)
        if len(line) > self._limits.line_chars and not line.endswith(("\n", "\r")):
            if not again:
                self._skip_rest()
            raise _TooLong(f"is longer than {self._limits.line_chars:,} characters")
        if self.size > self._limits.record_chars:
            raise _TooLong(f"belongs to a record of more than {self._limits.record_chars:,} characters")
        return line

    def _skip_rest(self) -> None:
        while (part := self._text.readline(self._limits.line_chars)) and not part.endswith(("\n", "\r")):
            pass


def records(
    text: TextIO, delimiter: str, quote: str, *, first_line: int = 1, limits: Limits = LIMITS
) -> Iterator[RawRow]:
    """Yields the records of delimited text with the line at which each begins; blank lines are left out.

    A record that cannot be read comes with its `problem` and no values; reading goes on at the next line.
    """
    lines = _Lines(text, first_line, limits)
    reader = _reader(lines, delimiter, quote)
    while True:
        lines.begin()
        try:
            values = next(reader)
        except StopIteration:
            return
        except _TooLong as too_long:
            problem = _broken(lines, str(too_long), limits)
        except csv.Error:
            problem = _broken(lines, "", limits)
        else:
            if values:
                yield RawRow(
                    lines.first,
                    values,
                    _bad_characters(lines.taken) or _long_cell(values, lines.size, limits),
                )
            continue
        yield RawRow(lines.first, [], problem)


def _reader(lines: Iterable[str], delimiter: str, quote: str) -> Iterator[list[str]]:
    if not quote:
        return csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE, strict=True)
    return csv.reader(lines, delimiter=delimiter, quotechar=quote, strict=True)


def _broken(lines: _Lines, clause: str, limits: Limits) -> str:
    """Says why the record is broken and rewinds to the line after the one on which it began."""
    spanned = len(lines.taken)
    size = lines.size
    lines.rewind()
    if clause and (spanned == 1 or size > limits.record_chars):
        return clause
    if lines.ended or clause or (spanned > 1 and size > limits.cell_chars):
        return "opens a quotation mark that is never closed"
    if spanned > 1:
        return (
            f"opens a quotation mark that seems to be closed by another in line {lines.first + spanned - 1}"
        )
    if size > csv.field_size_limit():
        return f"holds a value of more than {limits.cell_chars:,} characters"
    return "has text after a closing quotation mark; a quotation mark inside a value must be written twice"


def _bad_characters(lines: list[str]) -> str:
    for line in lines:
        if "\0" in line:
            return "holds a NUL character (a zero byte), which no text has; the file may be damaged"
        if UNDECODABLE in line:
            return "holds bytes that cannot be read in the chosen encoding"
    return ""


def _long_cell(values: list[str], size: int, limits: Limits) -> str:
    if size > limits.cell_chars and any(len(value) > limits.cell_chars for value in values):
        return f"holds a value of more than {limits.cell_chars:,} characters"
    return ""
