"""Lists as files: CSV that streams and XLSX that is written row by row.

A cell that a spreadsheet would run as a formula gets an apostrophe in front. Numbers stay numbers, so
that −12.5 can still be added up. `neutral` and `plain` are each other's inverse, so a file that was
exported and imported again holds the same text.
"""

import csv
import datetime as dt
import io
import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.text import slugify

# A spreadsheet skips white space and quotes before it looks for one of these. Text that already starts with
# an apostrophe before such a sign gets another, so that `plain` takes away exactly what `neutral` put there.
_RISKY = re.compile(r"""[\s"'\ufeff\u200b]*[=+\-@\uff1d\uff0b\uff0d\uff20]|'*[\t\r\n]""")
_ILLEGAL_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CELL_LIMIT = 32_767  # Excel refuses longer text in one cell


def _is_risky(text: str) -> bool:
    return _RISKY.match(text) is not None


def neutral(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if _is_risky(text) else text


def plain(text: str) -> str:
    """What `neutral` was given."""
    return text[1:] if text.startswith("'") and _is_risky(text[1:]) else text


def legal(text: str) -> str:
    """Text without what no file of an office may hold: control characters and halves of letters."""
    return _ILLEGAL_XML.sub("", text)


def _text(value: Any) -> str:
    """A value that is no number, as neutral text."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="seconds") if value.tzinfo else value.isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return neutral(str(value))


def csv_cell(value: Any) -> str | int | float | Decimal:
    """A value as CSV holds it: numbers untouched, times in ISO, text neutral, nothing as empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float | Decimal):
        return value
    return _text(value)


def xlsx_cell(value: Any) -> Any:
    """A value as XLSX holds it: numbers and dates typed (moments in UTC), text neutral and legal XML."""
    if value is None or isinstance(value, bool):
        return None if value is None else ("yes" if value else "no")
    if isinstance(value, int | float | Decimal):
        finite = not isinstance(value, float | Decimal) or Decimal(str(value)).is_finite()
        return value if finite else str(value)
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).replace(tzinfo=None) if value.tzinfo else value
    if isinstance(value, dt.date | dt.time):
        return value
    return neutral(legal(str(value)))[:CELL_LIMIT]


class _Echo:
    """Hands each line back instead of keeping it, so that a file of any length streams."""

    def write(self, line: str) -> str:
        return line


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The file line by line, beginning with the mark by which Excel knows UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + str(writer.writerow([neutral(str(name)) for name in header]))
    for row in rows:
        yield str(writer.writerow([csv_cell(value) for value in row]))


def json_lines(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """One JSON object for each row; moments and dates in ISO."""
    for row in rows:
        yield json.dumps(dict(zip(header, row, strict=True)), ensure_ascii=False, default=_text) + "\n"


def _file_name(name: str, suffix: str) -> str:
    return f"{slugify(name) or 'list'}.{suffix}"


def csv_response(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponseBase:
    """A CSV download that is sent while the rows are read."""
    return StreamingHttpResponse(
        csv_lines(header, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{_file_name(name, "csv")}"'},
    )


def sheet_name(title: str) -> str:
    """A title as a workbook takes it for a sheet."""
    return re.sub(r"[\[\]:*?/\\]", " ", legal(title))[:31].strip("'")


def write_xlsx(target: Any, name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a workbook with one sheet to a path or open file; rows are never all in memory."""
    from openpyxl import Workbook  # 0.2 s to import and only needed here

    book = Workbook(write_only=True)
    sheet = book.create_sheet(sheet_name(name) or "List")
    sheet.freeze_panes = "A2"
    sheet.append([xlsx_cell(str(title)) for title in header])
    for row in rows:
        sheet.append([xlsx_cell(value) for value in row])
    book.save(target)


def xlsx_response(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponseBase:
    """An XLSX download, built in a temporary file and sent from there."""
    file = tempfile.SpooledTemporaryFile(max_size=4 * 2**20)  # noqa: SIM115  # FileResponse closes it
    write_xlsx(file, name, header, rows)
    file.seek(0, io.SEEK_SET)
    return FileResponse(file, as_attachment=True, filename=_file_name(name, "xlsx"), content_type=XLSX)


def book_response(name: str, sheets: Mapping[str, Iterable[Sequence[Any]]]) -> HttpResponseBase:
    """An XLSX download of several sheets; the first row of each is its header."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(sheet_name(title))
        sheet.freeze_panes = "A2"
        for row in rows:
            sheet.append([xlsx_cell(value) for value in row])
    file = io.BytesIO()
    book.save(file)
    return HttpResponse(
        file.getvalue(),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{_file_name(name, "xlsx")}"'},
    )
