"""Reads JSON lines and JSON lists of objects, one object at a time."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

from .delimited import chosen_encoding
from .encodings import UNDECODABLE, open_text
from .limits import LIMITS, Limits
from .model import Cell, Column, Detected, Kind, Options, RawRow, Row, Typed
from .problems import ReadingError, counted, shown
from .sampling import with_contents

CHUNK = 1 << 16
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"[\s,]*")


def json_kind(sample: str) -> Kind | None:
    """Says whether text is a list of JSON objects, lines of them, or neither (None)."""
    start = sample.lstrip("\ufeff \t\r\n")
    if re.match(r"\[\s*[{\]]", start):
        return "json"
    if not re.match(r'\{\s*["}]', start):
        return None
    first = start.partition("\n")[0].strip()
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        # A first line of one JSON object that is broken or longer than the sample still is a JSON line.
        return "jsonl" if len(first) > 1 and (first.endswith("}") or first == start.strip()) else "json"
    return "jsonl"


def sniff_json(
    path: Path, filename: str, options: Options, kind: Kind, *, limits: Limits = LIMITS
) -> Detected:
    """Finds encoding, keys and forms of a JSON file from its first objects."""
    encoding = chosen_encoding(path, options, limits=limits)
    found = Detected(
        kind=kind, filename=filename, options=options, columns=(), header_row=0, encoding=encoding.name
    )
    sample: list[Row] = []
    complete, size = True, 0
    for row in _plain_rows(path, found, limits):
        if len(sample) == limits.sample_rows or size > limits.sample_bytes:
            complete = False
            break
        sample.append(row)
        size += sum(len(cell) for cell in row.cells.values())
    if not sample:
        raise ReadingError("The file has no rows.", "Export it again and check that it is not empty.")
    names = dict.fromkeys(name for row in sample for name in row.cells)
    if not names:
        raise ReadingError(
            f"No JSON object could be read: line {sample[0].number} {sample[0].problem or 'is empty'}.",
            "The file must be a list of objects, or have one object per line.",
        )
    what = "one JSON object per line" if kind == "jsonl" else "a JSON list of objects"
    columns = tuple(Column(name, (index,)) for index, name in enumerate(names))
    seen = (
        f"The file is {what}; the first {counted(len(sample), 'object')} have {counted(len(names), 'key')}."
    )
    found = replace(
        found,
        columns=columns,
        row_count=len(sample) if complete else None,
        notes=(encoding.note, seen),
        unsure=("encoding",) if encoding.unsure else (),
    )
    return with_contents(found, sample)


def json_rows(path: Path, detected: Detected, *, limits: Limits = LIMITS) -> Iterator[Row]:
    """Yields the objects as rows; keys that the sample did not have are there too."""
    names = detected.headers
    for row in _plain_rows(path, detected, limits):
        missing = tuple(name for name in names if name not in row.cells)
        cells = {**dict.fromkeys(names, ""), **row.cells} if missing else row.cells
        yield Row(row.number, cells, row.problem, missing)


Piece = tuple[int, str, Sequence[Cell], str]


def json_pieces(
    path: Path, detected: Detected, wanted: Sequence[str], *, limits: Limits = LIMITS
) -> Iterator[Piece]:
    """Yields for each object its number, its text, the cells of these columns alone, and its problem.

    The same as `json_rows`, but what nobody asked for is neither taken apart nor written out again, which is
    most of the work in a log.
    """
    pick = _Pick(wanted)
    for piece in _pieces(path, detected, limits):
        if piece.problem:
            yield piece.number, "", pick.nothing, piece.problem
            continue
        source = piece.values[0]
        cells = pick.quickly(source) if _is_plain(source, limits) else None
        if cells is not None:
            yield piece.number, source, cells, ""
        else:
            row = _row(piece.number, source, limits)
            yield piece.number, source, [row.cells.get(name, "") for name in wanted], row.problem


def json_row(number: int, source: str, problem: str, detected: Detected, *, limits: Limits = LIMITS) -> Row:
    """The whole row of a piece, as `json_rows` gives it."""
    row = _row(number, source, limits) if source else Row(number, {}, problem)
    return Row(row.number, {name: row.cells.get(name, "") for name in detected.headers}, row.problem)


class _Pick:
    """Finds the cells of some columns in an object: by their own key, or one step down."""

    def __init__(self, wanted: Sequence[str]) -> None:
        self.nothing: list[Cell] = [""] * len(wanted)
        self.ways = [(name, [_cut(name, at) for at in _dots(name)]) for name in wanted]

    def quickly(self, source: str) -> list[Cell] | None:
        """The cells; None for what has to be looked at closely: no object, or a column in two places."""
        try:
            value = _DECODER.decode(source)
        except (ValueError, RecursionError):
            return None
        if type(value) is not dict:
            return None
        found: list[Cell] = []
        for name, ways in self.ways:
            cell = value.get(name, _MISSING)
            if type(cell) is dict and cell:
                cell = _MISSING  # it is taken apart into columns of its own
            for head, tail in ways:
                inner = value.get(head)
                if type(inner) is dict and tail in inner:
                    if cell is not _MISSING:
                        return None
                    cell = inner[tail]
            found.append(cell if type(cell) is str else "" if cell is _MISSING else _cell(cell))
        return found


_MISSING: Any = object()


def _dots(name: str) -> list[int]:
    return [at for at, sign in enumerate(name) if sign == "."]


def _cut(name: str, at: int) -> tuple[str, str]:
    return name[:at], name[at + 1 :]


def _is_plain(source: str, limits: Limits) -> bool:
    """Whether a line is so short and plain that no cell of it can be too long, broken, or hold a NUL."""
    return (
        len(source) <= limits.cell_chars
        and "\\u" not in source
        and UNDECODABLE not in source
        and "\0" not in source
    )


def _pieces(path: Path, detected: Detected, limits: Limits) -> Iterator[RawRow]:
    with open_text(path, detected.encoding) as text:
        yield from _lines(text, limits) if detected.kind == "jsonl" else _elements(text, limits)


def _plain_rows(path: Path, detected: Detected, limits: Limits) -> Iterator[Row]:
    for piece in _pieces(path, detected, limits):
        if piece.problem:
            yield Row(piece.number, {}, piece.problem)
        else:
            yield _row(piece.number, piece.values[0], limits)


def _lines(text: TextIO, limits: Limits) -> Iterator[RawRow]:
    number = 0
    while line := text.readline(limits.line_chars + 1):
        number += 1
        if len(line) > limits.line_chars and not line.endswith(("\n", "\r")):
            while (part := text.readline(limits.line_chars)) and not part.endswith(("\n", "\r")):
                pass
            yield RawRow(number, [], f"is longer than {limits.line_chars:,} characters")
        elif line.strip("\ufeff \t\r\n"):
            yield RawRow(number, [line])


def _elements(text: TextIO, limits: Limits) -> Iterator[RawRow]:
    """Cuts a JSON list into the texts of its elements without holding more than one of them.

    An element that is not JSON ends the reading: after it nobody knows where the next one begins.
    """
    decoder = json.JSONDecoder(parse_int=str, parse_float=str)
    buffer = text.read(CHUNK).lstrip("\ufeff \t\r\n")
    if not buffer.startswith("["):
        raise ReadingError(
            "The file holds a single JSON object, not a list.",
            "Save the list inside it as a file of its own, or one object per line.",
        )
    position, number = 1, 1
    while True:
        position = _skip(buffer, position)
        if buffer[position : position + 1] == "]":
            return
        try:
            _, end = decoder.raw_decode(buffer, position)
        except (ValueError, RecursionError):
            end = 0
        # An end at the very end of the buffer may only be where the buffer was cut.
        if end and end < len(buffer):
            yield RawRow(number, [buffer[position:end]])
            position, number = end, number + 1
            continue
        more = text.read(max(CHUNK, len(buffer) - position))
        buffer, position = buffer[position:] + more, 0
        if not more or len(buffer) > limits.line_chars + 2 * CHUNK:
            yield RawRow(number, [], _torn(bool(more), limits))
            return


def _skip(buffer: str, position: int) -> int:
    match = _SPACE.match(buffer, position)
    return match.end() if match else position


def _torn(more: bool, limits: Limits) -> str:
    if more:
        return f"is not valid JSON, or is longer than {limits.line_chars:,} characters; reading stopped here"
    return "is not valid JSON, or the file is cut off here; reading stopped here"


def _row(number: int, source: str, limits: Limits) -> Row:
    if UNDECODABLE in source or "\0" in source:
        return Row(number, {}, "holds bytes that cannot be read in the chosen encoding")
    try:
        value = _DECODER.decode(source.strip("\ufeff"))
    except RecursionError:
        return Row(number, {}, "is nested too deeply")
    except json.JSONDecodeError as error:
        return Row(number, {}, f"is not valid JSON ({error.msg} at character {error.pos + 1})")
    except ValueError as error:
        return Row(number, {}, str(error))
    if not isinstance(value, dict):
        return Row(number, {}, f"is not a JSON object but {shown(source)}")
    cells = _flat(value)
    # A line this short without escapes has no cell that is too long, no NUL and no half character.
    plain = len(source) <= limits.cell_chars and "\\u" not in source
    return Row(number, cells, "" if plain else _bad_text(cells.values(), limits))


def _refuse_constant(name: str) -> None:
    raise ValueError(f"holds {name}, which is not a number")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise ValueError(f"has the key {shown(twice)} twice")
    return found


# Made once: a line costs less to read than its decoder to make.
_DECODER = json.JSONDecoder(
    parse_int=Typed, parse_float=Typed, parse_constant=_refuse_constant, object_pairs_hook=_unique
)
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def _flat(value: dict[str, Any]) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for key, inner in value.items():
        if type(inner) is str:  # most are
            cells[key] = inner
        elif isinstance(inner, dict) and inner:
            for name, deeper in inner.items():
                cells[f"{key}.{name}"] = deeper if type(deeper) is str else _cell(deeper)
        else:
            cells[key] = _cell(inner)
    return cells


def _cell(value: Any) -> Cell:
    return [_text(item) for item in value] if isinstance(value, list) else _text(value)


def _text(value: Any) -> str:
    if value is None or value == {}:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    return _ENCODER.encode(value)


def _bad_text(cells: Iterable[Cell], limits: Limits) -> str:
    for cell in cells:
        for text in [cell] if isinstance(cell, str) else cell:
            if len(text) > limits.cell_chars:
                return f"holds a value of more than {limits.cell_chars:,} characters"
            if not text.isascii() and _SURROGATE.search(text):
                return "holds half a character (a lone surrogate), which cannot be stored"
            if "\0" in text:
                return "holds a NUL character, which no text has"
    return ""
