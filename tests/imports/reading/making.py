"""Makes the files that the tests read: honest ones and hostile ones."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

from lintel.imports.reading import Detected, Limits, Options, Row, rows, sniff

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORKBOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORKBOOK_RELS = (
    f'<Relationships xmlns="{_RELS}">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
)
ROOT_RELS = (
    f'<Relationships xmlns="{_RELS}">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/></Types>'
)


def write(folder: Path, contents: str | bytes, *, name: str = "file.csv", encoding: str = "utf-8") -> Path:
    """A file with exactly these contents."""
    path = folder / name
    path.write_bytes(contents if isinstance(contents, bytes) else contents.encode(encoding))
    return path


def read(path: Path, options: Options | None = None, **bounds: int) -> tuple[Detected, list[Row]]:
    """What is detected, and all rows."""
    limits = Limits(**bounds)
    detected = sniff(path, path.name, options, limits=limits)
    return detected, list(rows(path, detected, limits=limits))


def make_xlsx(
    folder: Path,
    cells: str,
    *,
    shared: Sequence[str] = (),
    parts: Sequence[tuple[str, bytes]] = (),
    before: str = "",
) -> Path:
    """A workbook with this XML as the rows of its only sheet, and further parts."""
    path = folder / "book.xlsx"
    texts = "".join(f"<si><t>{text}</t></si>" for text in shared)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", ROOT_RELS)
        archive.writestr("xl/workbook.xml", WORKBOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", WORKBOOK_RELS)
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{texts}</sst>')
        sheet = f'{before}<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, contents in parts:
            archive.writestr(name, contents)
    return path


def inline(reference: str, text: str) -> str:
    """The XML of a cell that holds its own text."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'
