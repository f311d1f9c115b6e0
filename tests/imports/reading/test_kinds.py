"""Files that are no tables are refused with what they are and what to do."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from lintel.imports.reading import ReadingError, sniff

from .making import write


def make_zip(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return held.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("contents", "what"),
    [
        (OLE, "old Excel format"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (gzip.compress(b"a,b\n1,2\n"), "gzip"),
        (make_zip("a.csv"), "ZIP archive"),
        (make_zip("mimetype", "content.xml"), "OpenDocument"),
        (make_zip("xl/workbook.bin"), "xlsb"),
        (make_zip("word/document.xml"), "Word"),
        (make_zip("Index/Document.iwa"), "Numbers"),
        (make_zip("xl/workbook.xml")[:-10], "damaged"),
        (b"\xef\xbb\xbf <html><table><tr><td>1</td></tr></table>", "HTML"),
        ("<!DOCTYPE html>".encode("utf-16"), "HTML"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "2003"),
        (b'<?xml version="1.0"?><feed/>', "XML"),
        (b"MIME-Version: 1.0\n", "MHTML"),
        (bytes(range(256)) * 20, "not a text file"),
        (bytes(5000), "not a text file"),
        (b"", "empty"),
    ],
)
def test_what_is_no_table_is_named(tmp_path: Path, contents: bytes, what: str) -> None:
    path = write(tmp_path, contents, name="export.xls")
    with pytest.raises(ReadingError, match=what) as refusal:
        sniff(path, "export.xls")
    assert refusal.value.title.endswith(".")
    assert refusal.value.way_out.endswith(".")
