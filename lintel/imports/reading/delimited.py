"""Reads CSV and its relatives."""

from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from .dialect import detect_dialect, excel_hint
from .encodings import Encoding, check_encoding, detect_encoding, open_text
from .header import find_header
from .limits import LIMITS, Limits
from .model import Detected, Options, RawRow, Row
from .records import records
from .sampling import first_rows, text_sample, with_contents
from .shape import shaped


def chosen_encoding(path: Path, options: Options, *, limits: Limits = LIMITS) -> Encoding:
    """The encoding that a person chose, else the one that is found."""
    if options.encoding is None:
        return detect_encoding(path, limits=limits)
    check_encoding(path, options.encoding)
    return Encoding(options.encoding, f"The encoding is {options.encoding}, as chosen.")


def sniff_delimited(path: Path, filename: str, options: Options, *, limits: Limits = LIMITS) -> Detected:
    """Finds encoding, delimiter, header and forms of a delimited text file.

    Reads all of the file for the encoding and its beginning for the rest.
    """
    encoding = chosen_encoding(path, options, limits=limits)
    sample = text_sample(path, encoding.name)
    dialect = detect_dialect(sample, delimiter=options.delimiter, quote=options.quote, limits=limits)
    with open_text(path, encoding.name) as text:
        raw, complete = first_rows(_records(text, dialect.delimiter, dialect.quote, limits), limits=limits)
    header = find_header(raw, chosen=options.header_row, limits=limits)
    body = list(shaped((row for row in raw if row.number > header.row), header.columns))
    doubts = {"encoding": encoding.unsure, "delimiter": dialect.unsure, "header_row": header.unsure}
    found = Detected(
        kind="csv",
        filename=filename,
        options=options,
        columns=header.columns,
        header_row=header.row,
        encoding=encoding.name,
        delimiter=dialect.delimiter,
        quote=dialect.quote,
        row_count=len(body) if complete else None,
        notes=(encoding.note, dialect.note, *header.notes),
        unsure=tuple(name for name, unsure in doubts.items() if unsure),
    )
    return with_contents(found, body)


def delimited_rows(path: Path, detected: Detected, *, limits: Limits = LIMITS) -> Iterator[Row]:
    """Yields the rows below the header, one at a time."""
    with open_text(path, detected.encoding) as text:
        raw = _records(text, detected.delimiter, detected.quote, limits)
        yield from shaped((row for row in raw if row.number > detected.header_row), detected.columns)


def _records(text: TextIO, delimiter: str, quote: str, limits: Limits) -> Iterator[RawRow]:
    raw = records(text, delimiter, quote, limits=limits)
    first = next(raw, None)
    if first is not None and not excel_hint(delimiter.join(first.values)):
        yield first
    yield from raw
