"""Workbooks: one form of values, problems named by their cell, bombs refused before they unpack."""

import datetime as dt
import io
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest

from lintel.imports.reading import Options, ReadingError, sniff

from .making import inline, make_xlsx, read

# Excel knows no zones.
MOMENT = dt.datetime.fromisoformat("2025-09-22 09:26")
OTHER_MOMENT = dt.datetime.fromisoformat("2025-01-01 00:00:59")


def save(folder: Path, *sheets: tuple[str, list[list[object]]], hidden: tuple[str, ...] = ()) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, table in sheets:
        sheet = book.create_sheet(name)
        for values in table:
            sheet.append(values)
        if name in hidden:
            sheet.sheet_state = "hidden"
    path = folder / "book.xlsx"
    book.save(path)
    return path


def test_values_have_one_canonical_text(tmp_path: Path) -> None:
    given: list[list[object]] = [
        ["n", "noise", "large", "date", "moment", "time", "yes", "text"],
        [
            12.0,
            0.1 + 0.2,
            1234567890123,
            dt.date(2025, 9, 22),
            MOMENT,
            dt.time(7, 5),
            True,
            "007",
        ],
        [
            -0.5,
            1e-7,
            1.5e20,
            dt.date(1999, 12, 31),
            OTHER_MOMENT,
            dt.time(23, 59),
            False,
            " ü ",
        ],
    ]
    detected, found = read(save(tmp_path, ("Data", given)))
    assert [list(row.cells.values()) for row in found] == [
        ["12", "0.3", "1234567890123", "2025-09-22", "2025-09-22 09:26:00", "07:05:00", "true", "007"],
        [
            "-0.5",
            "0.0000001",
            "150000000000000000000",
            "1999-12-31",
            "2025-01-01 00:00:59",
            "23:59:00",
            "false",
            " ü ",
        ],
    ]
    assert [row.number for row in found] == [2, 3]
    assert (detected.row_count, detected.decimal.value, detected.unsure) == (2, ".", ())


def test_numbers_and_numbers_as_text_with_commas_are_asked_about(tmp_path: Path) -> None:
    detected, _ = read(save(tmp_path, ("Data", [["name", "amount"], ["x", 1.5], ["y", "2,75"]])))
    assert detected.decimal.ambiguous


def test_titles_over_merged_cells_and_an_offset_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["C3"] = "Spend per vendor"
    sheet.merge_cells("C3:F3")
    for column, name in enumerate(["Vendor", "Amount", "Owner"], start=3):
        sheet.cell(5, column, name)
        sheet.cell(6, column, f"{name} 1")
    book.save(tmp_path / "book.xlsx")
    detected, found = read(tmp_path / "book.xlsx")
    assert (detected.header_row, detected.headers) == (5, ("Vendor", "Amount", "Owner"))
    assert (found[0].number, found[0].cells["Owner"]) == (6, "Owner 1")


def test_hidden_sheets_are_left_out_unless_chosen(tmp_path: Path) -> None:
    path = save(
        tmp_path,
        ("Old", [["secret"], ["x"]]),
        ("Empty", []),
        ("Data", [["name", "town"], ["Mara", "Köln"]]),
        hidden=("Old",),
    )
    detected, found = read(path)
    assert detected.sheet == "Data"
    assert [(sheet.name, sheet.hidden) for sheet in detected.sheets] == [
        ("Old", True),
        ("Empty", False),
        ("Data", False),
    ]
    assert "Hidden and not read: “Old”." in detected.notes
    assert found[0].cells == {"name": "Mara", "town": "Köln"}
    chosen, _ = read(path, Options(sheet="Old"))
    assert chosen.headers == ("secret",)
    with pytest.raises(ReadingError, match="no sheet called “Nope”"):
        read(path, Options(sheet="Nope"))
    with pytest.raises(ReadingError, match="no rows"):
        read(path, Options(sheet="Empty"))


def test_a_workbook_without_contents(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="no visible sheet with contents"):
        read(save(tmp_path, ("A", []), ("B", [["x"]]), hidden=("B",)))


def test_formulas_without_result_and_errors_are_named_by_their_cell(tmp_path: Path) -> None:
    rows = (
        f'<row r="1">{inline("A1", "a")}{inline("B1", "b")}</row>'
        '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="str"><f>""</f><v></v></c></row>'
        '<row r="3"><c r="A3"><f>1+1</f></c><c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        '<row r="4"><c r="A4"><v>4</v></c><c r="B4" t="e"><v>#REF!</v></c></row>'
    )
    _, found = read(make_xlsx(tmp_path, rows))
    assert [(row.number, row.problem) for row in found] == [
        (2, ""),
        (3, "has a formula without a saved result in A3; has the error #DIV/0! in B3"),
        (4, "has the error #REF! in B4"),
    ]
    assert found[0].cells == {"a": "2", "b": ""}


def test_rows_wider_than_the_header_are_bad(tmp_path: Path) -> None:
    _, found = read(save(tmp_path, ("D", [["a", "b"], ["1", "2"], ["1", "2", "3"], ["1"]])))
    assert [row.problem for row in found] == ["", "has 3 values where the header has 2 columns", ""]
    assert found[2].missing == ("b",)


def test_a_bomb_of_zeros_is_refused_by_its_ratio(tmp_path: Path) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    zeros = bytes(1 << 16)
    packed = b"".join(packer.compress(zeros) for _ in range(400)) + packer.flush()
    path = make_xlsx(tmp_path, "", parts=[("xl/media/a.bin", zeros * 400)])
    assert path.stat().st_size < len(packed) * 2
    with pytest.raises(ReadingError, match="200 times its size"):
        read(path)


def test_the_sum_of_all_parts_is_bounded(tmp_path: Path) -> None:
    path = make_xlsx(tmp_path, "", parts=[(f"xl/media/{n}.bin", bytes(900_000)) for n in range(5)])
    with pytest.raises(ReadingError, match="unpacks to more than 3 MB"):
        read(path, unpacked_bytes=3_000_000)


def test_headers_that_lie_about_sizes_are_found_out(tmp_path: Path) -> None:
    path = make_xlsx(tmp_path, "", parts=[("xl/media/a.bin", bytes(5_000_000))])
    true_size, small = (5_000_000).to_bytes(4, "little"), (5_000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(true_size, small))
    with pytest.raises(ReadingError, match="more than its directory promises"):
        read(path)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("../../etc/passwd", "points outside"),
        ("/etc/passwd", "points outside"),
        ("..\\x", "points outside"),
        ("xl/embeddings/inner.zip", "another archive"),
        ("XL/Workbook.xml", "same name"),
    ],
)
def test_parts_that_excel_never_writes_are_refused(tmp_path: Path, name: str, what: str) -> None:
    with pytest.raises(ReadingError, match=what):
        read(make_xlsx(tmp_path, "", parts=[(name, b"x")]))


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    path = make_xlsx(tmp_path, "", parts=[(f"xl/{n}.bin", b"") for n in range(50)])
    with pytest.raises(ReadingError, match="56 parts"):
        read(path, parts=50)


def test_encrypted_parts_and_foreign_compression_are_refused(tmp_path: Path) -> None:
    path = make_xlsx(tmp_path, "")
    whole = bytearray(path.read_bytes())
    entry = whole.index(b"PK\x01\x02")
    whole[entry + 8] |= 1
    path.write_bytes(whole)
    with pytest.raises(ReadingError, match="encrypted"):
        read(path)
    whole[entry + 8] &= 0xFE
    whole[entry + 10] = zipfile.ZIP_LZMA
    path.write_bytes(whole)
    with pytest.raises(ReadingError, match="does not use"):
        read(path)


def test_two_directories_in_one_file_are_refused(tmp_path: Path) -> None:
    path = make_xlsx(tmp_path, "")
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("xl/workbook.xml", "other")
    path.write_bytes(path.read_bytes() + other.getvalue())
    with pytest.raises(ReadingError, match="damaged"):
        read(path)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "docProps/core.xml"])
def test_document_types_and_entities_are_refused(tmp_path: Path, part: str) -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    inside = part == "xl/worksheets/sheet1.xml"
    parts = [] if inside else [(part, f"<?xml version='1.0'?>{laughs}<x>&b;</x>".encode())]
    with pytest.raises(ReadingError, match="document type"):
        read(make_xlsx(tmp_path, "", before=laughs if inside else "", parts=parts))


def test_one_cell_far_away_does_not_allocate_the_sheet(tmp_path: Path) -> None:
    cells = f'<row r="1">{inline("A1", "a")}</row><row r="1048576">{inline("XFD1048576", "z")}</row>'
    with pytest.raises(ReadingError, match=r"1,048,576 rows × 16,384 columns"):
        read(make_xlsx(tmp_path, cells))


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    cells = "".join(f'<row r="{n}">{inline(f"A{n}", "x")}</row>' for n in range(1, 30))
    with pytest.raises(ReadingError, match="more than 20 rows"):
        read(make_xlsx(tmp_path, cells), sheet_rows=20)


def test_a_shared_text_cannot_be_repeated_without_end(tmp_path: Path) -> None:
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 200))
    path = make_xlsx(tmp_path, cells, shared=["x" * 30_000])
    with pytest.raises(ReadingError, match="characters of text"):
        read(path, unpacked_bytes=1_000_000)
    with pytest.raises(ReadingError, match="more than 1 texts"):
        read(make_xlsx(tmp_path, cells, shared=["a", "b"]), shared_strings=1)


@pytest.mark.parametrize("cells", ["<row", '<row r="1"><c r="A1"><v>1</v></row>', "</sheetData>"])
def test_broken_xml_is_damage(tmp_path: Path, cells: str) -> None:
    with pytest.raises(ReadingError, match="damaged"):
        read(make_xlsx(tmp_path, cells))


def test_every_cut_of_a_workbook_is_refused_politely(tmp_path: Path) -> None:
    path = save(tmp_path, ("D", [["a", "b"], ["1", "2"]]))
    whole = path.read_bytes()
    for cut in range(4, len(whole) - 1, 97):
        path.write_bytes(whole[:cut])
        with pytest.raises(ReadingError):
            sniff(path, "book.xlsx")


def test_every_damaged_byte_is_read_or_refused_politely(tmp_path: Path) -> None:
    path = save(tmp_path, ("D", [["a", "b"], ["1", "2"]]))
    whole = path.read_bytes()
    for place in range(0, len(whole), 41):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        with suppress(ReadingError):
            read(path)


def test_cells_without_references_follow_each_other(tmp_path: Path) -> None:
    texts = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in "abc")
    cells = f"<row>{texts}</row><row><c><v>1</v></c><c><f>x</f></c><c><v>3</v></c></row>"
    _, found = read(make_xlsx(tmp_path, cells))
    assert found[0].cells == {"a": "1", "b": "", "c": "3"}
    assert (found[0].number, found[0].problem) == (2, "has a formula without a saved result in B2")
