"""Checks an XLSX file as a ZIP archive before anything else unpacks it.

Headers of an archive can lie, so each part is really unpacked once, in small pieces that are thrown away,
with a counter running. Only when every part keeps its promise is the file given to the workbook reader.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from xml.parsers import expat

from .limits import LIMITS, Limits
from .problems import ReadingError

PIECE = 1 << 16
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_END_OF_DIRECTORY = b"PK\x05\x06"
_TAIL_BYTES = 66_000  # the end record and the longest comment that may follow it
_ARCHIVES = (".zip", ".xlsx", ".xlsm", ".gz", ".7z", ".rar", ".bz2", ".xz")
_ENCRYPTED = 0x1

FRESH_COPY = "Open it in Excel, copy the sheet that you need into a new workbook and save that."


def check_archive(path: Path, *, limits: Limits = LIMITS) -> None:
    """Refuses a workbook that is a bomb, damaged, encrypted, nested or otherwise not what Excel writes.

    Errors: `ReadingError`. Reads the file once; holds a piece of 64 kB at a time.
    """
    _require_one_directory(path)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise _damaged() from None
    _check_directory(parts, limits)
    total = 0
    with path.open("rb") as file:
        for part in parts:
            budget = min(part.file_size, limits.unpacked_bytes - total)
            total += _unpack(file, part, budget)


def _require_one_directory(path: Path) -> None:
    # Two programs can pick different directories of one file, and then what was checked is not what is read.
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _TAIL_BYTES))
        tail = file.read()
    if tail.count(_END_OF_DIRECTORY) != 1:
        raise _damaged()


def _check_directory(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(parts) > limits.parts:
        raise ReadingError(
            f"This workbook consists of {len(parts):,} parts, which no real one does.", FRESH_COPY
        )
    if len({part.filename.lower() for part in parts}) < len(parts):
        raise ReadingError("This workbook holds two parts of the same name.", FRESH_COPY)
    if sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise _too_large(limits)
    for part in parts:
        _check_part(part, limits)


def _check_part(part: zipfile.ZipInfo, limits: Limits) -> None:
    name = PurePosixPath(part.filename.replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts or ":" in part.filename or "\0" in part.orig_filename:
        raise ReadingError("This workbook holds a part whose name points outside of it.", FRESH_COPY)
    if part.flag_bits & _ENCRYPTED:
        raise ReadingError(
            "This workbook is encrypted.", "Open it in Excel, remove the password and save it again."
        )
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ReadingError("This workbook is compressed in a way that Excel does not use.", FRESH_COPY)
    if name.suffix.lower() in _ARCHIVES:
        raise ReadingError("This workbook holds another archive or workbook inside.", FRESH_COPY)
    if (
        part.file_size > limits.ratio_floor_bytes
        and part.file_size > limits.unpack_ratio * part.compress_size
    ):
        raise ReadingError(
            f"This workbook unpacks to {limits.unpack_ratio} times its size and more, as bombs do.",
            FRESH_COPY,
        )


def _unpack(file: BinaryIO, part: zipfile.ZipInfo, budget: int) -> int:
    """Unpacks one part piece by piece and returns its true size, which must be the promised one."""
    watch = _doctype_watch() if part.filename.lower().endswith((".xml", ".rels")) else None
    size = 0
    for piece in _pieces(file, part):
        size += len(piece)
        if size > budget:
            raise ReadingError(
                "This workbook holds more than its directory promises, as a decompression bomb does.",
                FRESH_COPY,
            )
        if watch is not None:
            # Whether the part is valid XML is for the workbook reader to say, if it needs that part at all.
            with suppress(expat.ExpatError):
                watch.Parse(piece, False)
    if size != part.file_size:
        raise _damaged()
    return size


def _pieces(file: BinaryIO, part: zipfile.ZipInfo) -> Iterator[bytes]:
    if part.header_offset < 0:  # the directory lies about where the part begins
        raise _damaged()
    file.seek(part.header_offset)
    header = file.read(_LOCAL_HEADER.size)
    if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
        raise _damaged()
    fields = _LOCAL_HEADER.unpack(header)
    if fields[3] != part.compress_type:
        raise _damaged()
    file.seek(fields[-2] + fields[-1], 1)
    left = part.compress_size
    inflate = zlib.decompressobj(-zlib.MAX_WBITS) if part.compress_type == zipfile.ZIP_DEFLATED else None
    while left > 0 and (packed := file.read(min(PIECE, left))):
        left -= len(packed)
        if inflate is None:
            yield packed
            continue
        while packed:
            try:
                yield inflate.decompress(packed, PIECE)
            except zlib.error:
                raise _damaged() from None
            packed = inflate.unconsumed_tail
    if inflate is not None:
        yield inflate.flush()


def _doctype_watch() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse_doctype
    return parser


def refuse_doctype(*_declaration: object) -> None:
    """Handler for a document type: entities are the way to XML bombs and to foreign files."""
    raise ReadingError(
        "This workbook holds XML with a document type or entities, which Excel never writes.", FRESH_COPY
    )


def _damaged() -> ReadingError:
    return ReadingError(
        "This workbook is damaged or cut off.",
        "Download or save it again; if it opens in Excel, save a fresh copy and upload that.",
    )


def _too_large(limits: Limits) -> ReadingError:
    return ReadingError(
        f"This workbook unpacks to more than {limits.unpacked_bytes // 1_000_000:,} MB.",
        "Split it, or save the sheet that you need as CSV, which may be as large as you like.",
    )
