"""Says what a file is by its first bytes, and refuses everything that is not a table in plain sight."""

import zipfile
from pathlib import Path
from typing import Literal

from .problems import ReadingError

HEAD_BYTES = 4096
AS_CSV = "Open it in the program that made it and save it as CSV (UTF-8) or Excel workbook (.xlsx)."

MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF document", "Ask for the table as CSV or .xlsx; a PDF only holds its picture."),
    (b"\x89PNG", "a picture (PNG)", "Upload the file with the table itself, not a picture of it."),
    (b"\xff\xd8\xff", "a picture (JPEG)", "Upload the file with the table itself, not a picture of it."),
    (b"GIF8", "a picture (GIF)", "Upload the file with the table itself, not a picture of it."),
    (b"\x1f\x8b", "a compressed file (gzip)", "Unpack it first and upload the file inside."),
    (b"7z\xbc\xaf\x27\x1c", "a compressed archive (7-Zip)", "Unpack it first and upload the file inside."),
    (b"Rar!", "a compressed archive (RAR)", "Unpack it first and upload the file inside."),
    (b"BZh", "a compressed file (bzip2)", "Unpack it first and upload the file inside."),
    (b"\xfd7zXZ", "a compressed file (xz)", "Unpack it first and upload the file inside."),
    (b"\x28\xb5\x2f\xfd", "a compressed file (Zstandard)", "Unpack it first and upload the file inside."),
    (b"SQLite format 3", "a SQLite database", "Export the table that you need as CSV."),
    (b"{\\rtf", "a rich text document", AS_CSV),
    (b"\x7fELF", "a program", "Upload the file with the table."),
    (b"MZ\x90", "a program", "Upload the file with the table."),
)
HTML_STARTS = (b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<body", b"<style", b"<div")
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def identify(path: Path) -> Literal["xlsx", "parquet", "text"]:
    """Says whether the file is a workbook, a Parquet file or text.

    Errors: `ReadingError` for an empty file and for every other kind, saying what it is and what to do.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head:
        raise ReadingError(
            "The file is empty.", "Export it again and check that it has rows before uploading."
        )
    if head.startswith(b"PAR1"):
        return "parquet"
    for magic, what, way_out in MAGIC:
        if head.startswith(magic):
            raise ReadingError(f"This is {what}, not a table.", way_out)
    if head.startswith(OLE_MAGIC):
        raise _ole(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        _require_workbook(path)
        return "xlsx"
    _refuse_markup(head)
    return "text"


def _ole(path: Path) -> ReadingError:
    with path.open("rb") as file:
        directory = file.read(1_000_000)
    if "EncryptedPackage".encode("utf-16-le") in directory:
        return ReadingError(
            "This workbook is protected with a password.",
            "Open it in Excel, remove the password under File › Info, save it and upload it again.",
        )
    return ReadingError(
        "This is a workbook in the old Excel format (.xls) or another old Office document.",
        "Open it in Excel and save it as “Excel workbook (.xlsx)” or as “CSV UTF-8”.",
    )


def _require_workbook(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.lower() for name in archive.namelist()}
            is_ods = "mimetype" in names and "content.xml" in names
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise ReadingError(
            "This looks like an Excel workbook but is damaged or cut off.",
            "Download or save it again; if it opens in Excel, save a fresh copy and upload that.",
        ) from None
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names:
        raise ReadingError("This is a binary Excel workbook (.xlsb).", "Save it as “Excel workbook (.xlsx)”.")
    if is_ods:
        raise ReadingError("This is an OpenDocument file (.ods).", "Save it as .xlsx or as CSV (UTF-8).")
    if any(name.startswith("index/") and name.endswith(".iwa") for name in names):
        raise ReadingError(
            "This is an Apple Numbers document.", "Export it to Excel or CSV from the File menu."
        )
    if "word/document.xml" in names or "ppt/presentation.xml" in names:
        raise ReadingError("This is a Word or PowerPoint document, not a table.", AS_CSV)
    raise ReadingError("This is a ZIP archive.", "Unpack it first and upload the file inside.")


def _refuse_markup(head: bytes) -> None:
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\x00", b"").lstrip().lower()
    if start.startswith(HTML_STARTS):
        raise ReadingError(
            "This is a web page (HTML), even if its name ends in .xls.",
            "Open it in Excel and save it as “Excel workbook (.xlsx)”, or export CSV where it came from.",
        )
    if start.startswith(b"mime-version:"):
        raise ReadingError("This is a saved web page (MHTML), even if its name ends in .xls.", AS_CSV)
    if start.startswith(b"<?xml"):
        if b"office:spreadsheet" in start:
            raise ReadingError(
                "This is an Excel 2003 XML spreadsheet.", "Save it as “Excel workbook (.xlsx)”."
            )
        raise ReadingError("This is an XML file, not a table.", AS_CSV)
