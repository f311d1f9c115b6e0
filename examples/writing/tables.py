"""Writes tables to files, byte for byte the same each time."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook

ALWAYS = (1980, 1, 1, 0, 0, 0)  # the earliest moment that a ZIP file can hold
CREATED = b"2026-01-05T08:00:00Z"


def write_csv(
    path: Path, rows: Iterable[Sequence[str]], *, delimiter: str = ",", bom: bool = False, end: str = "\r\n"
) -> None:
    """Writes rows as UTF-8; `bom` puts the mark in front that Excel writes."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    path.write_bytes((b"\xef\xbb\xbf" if bom else b"") + text.getvalue().encode())


def write_workbook(path: Path, book: Workbook, results: dict[str, str]) -> None:
    """Writes a workbook without the clock in it.

    `results` are the values of formulas, by formula without “=”: Excel stores them beside the formula and
    openpyxl does not.
    """
    written = io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", CREATED, data)
            elif name.startswith("xl/worksheets/sheet"):
                data = _with_results(data, results)
            entry = zipfile.ZipInfo(name, ALWAYS)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, data)


def _with_results(data: bytes, results: dict[str, str]) -> bytes:
    for formula, result in results.items():
        data = re.sub(
            rb"<f>" + re.escape(formula.encode()) + rb"</f><v\s*/?>(</v>)?",
            f"<f>{formula}</f><v>{result}</v>".encode(),
            data,
        )
    return data
