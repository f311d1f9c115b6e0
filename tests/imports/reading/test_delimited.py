"""CSV as people bring it: any encoding, any delimiter, and broken in every way."""

import csv
import io
import tracemalloc
from pathlib import Path

import pytest

from lintel.imports.reading import Options, ReadingError, rows, sniff, texts
from lintel.imports.reading.dialect import detect_dialect

from .making import read, write

UMLAUTS = "Name;Stadt;Betrag\r\nJürgen Groß;Köln;1,50\r\nZoë Müller;Düsseldorf;20,75\r\n"


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
    ],
)
def test_the_encoding_is_found(tmp_path: Path, encoding: str, named: str) -> None:
    detected, found = read(write(tmp_path, UMLAUTS, encoding=encoding))
    assert detected.encoding == named
    assert detected.headers == ("Name", "Stadt", "Betrag")
    assert [row.cells["Name"] for row in found] == ["Jürgen Groß", "Zoë Müller"]
    assert ("encoding" in detected.unsure) == (encoding == "cp1252")


def test_other_code_pages_are_guessed_and_said_to_be_guessed(tmp_path: Path) -> None:
    russian = "Имя;Город\n" + "Иван Петров;Санкт-Петербург\nМария Смирнова;Новосибирск\n" * 20
    detected, found = read(write(tmp_path, russian, encoding="cp1251"))
    assert found[0].cells == {"Имя": "Иван Петров", "Город": "Санкт-Петербург"}
    assert "encoding" in detected.unsure
    assert any("guessed" in note for note in detected.notes)


def test_one_broken_byte_does_not_spoil_a_file_in_utf8(tmp_path: Path) -> None:
    lines = ["Name,Town", *["Jürgen,Köln"] * 50]
    detected, found = read(write(tmp_path, "\n".join(lines).encode() + b"\nJ\xfcrgen,x\n"))
    assert detected.encoding == "utf-8"
    assert [row.number for row in found if row.problem] == [52]
    assert "cannot be read in the chosen encoding" in found[-1].problem


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_beside_decimal_commas_and_quoted_text(tmp_path: Path, delimiter: str) -> None:
    table = [
        ["Name", "Amount", "Remark"],
        ["Mara", "1,50", "a;b,c|d\te"],
        ["Ivo", "2,75", 'says "no", twice'],
    ]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(table)
    detected, found = read(write(tmp_path, text.getvalue()))
    assert detected.delimiter == delimiter
    assert [list(row.cells.values()) for row in found] == table[1:]
    assert detected.decimal.value == ","


def test_excels_own_hint_is_followed_and_is_not_data(tmp_path: Path) -> None:
    detected, found = read(write(tmp_path, "sep=;\r\na;b\r\n1,2;3\r\n"))
    assert (detected.delimiter, detected.header_row) == (";", 2)
    assert found[0].cells == {"a": "1,2", "b": "3"}
    assert found[0].number == 3


def test_repeated_headers_become_lists(tmp_path: Path) -> None:
    detected, (first, second) = read(
        write(tmp_path, "Summary,Comment,Watchers,Comment , Comment\nA,c1,Mara,,c3\nB,,,,\n")
    )
    assert detected.headers == ("Summary", "Comment", "Watchers")
    assert detected.columns[1].positions == (1, 3, 4)
    assert first.cells["Comment"] == ["c1", "", "c3"]
    assert texts(first.cells["Comment"]) == ["c1", "c3"]
    assert second.cells["Comment"] == ["", "", ""]
    assert any("Comment ×3" in note for note in detected.notes)


def test_ragged_rows(tmp_path: Path) -> None:
    _, found = read(write(tmp_path, "a,b,c\n1,2,3\n1\n1,2,3,4,5\n1,2,3,,\n\n , ,\n6,,\n"))
    assert [(row.number, row.problem) for row in found] == [
        (2, ""),
        (3, ""),
        (4, "has 5 values where the header has 3 columns"),
        (5, ""),
        (8, ""),
    ]
    assert found[1].cells == {"a": "1", "b": "", "c": ""}
    assert found[1].missing == ("b", "c")
    assert found[4].missing == ()


def test_titles_are_skipped_only_if_they_are_unmistakable(tmp_path: Path) -> None:
    detected, found = read(write(tmp_path, "\nSpend 2025\n\nVendor,Amount,Owner\nAcme,5,Mara\n"))
    assert (detected.header_row, found[0].number) == (4, 5)
    assert any("1 title row above it was skipped" in note for note in detected.notes)
    kept, _ = read(write(tmp_path, "Name\nMara,x\nIvo,y\n"))
    assert kept.headers == ("Name",)


def test_a_file_without_header_gets_numbered_columns_and_asks(tmp_path: Path) -> None:
    detected, found = read(write(tmp_path, "mara@example.org,Mara\nivo@example.org,Ivo\n"))
    assert detected.header_row == 0
    assert "header_row" in detected.unsure
    assert found[0].cells == {"Column 1": "mara@example.org", "Column 2": "Mara"}
    named, rest = read(tmp_path / "file.csv", Options(header_row=1))
    assert named.headers == ("mara@example.org", "Mara")
    assert len(rest) == 1


def test_blank_headers_are_numbered(tmp_path: Path) -> None:
    detected, found = read(write(tmp_path, "a,,c\n1,2,3\n"))
    assert detected.headers == ("a", "Column 2", "c")
    assert found[0].cells["Column 2"] == "2"


def test_a_header_alone_is_a_file_without_rows(tmp_path: Path) -> None:
    detected, found = read(write(tmp_path, "Name,E-mail\n"))
    assert (detected.headers, detected.row_count, found) == (("Name", "E-mail"), 0, [])
    assert "There are no rows below the header." in detected.notes


@pytest.mark.parametrize("contents", ["", "\n\n", " \n,,,\n"])
def test_an_empty_file_says_so(tmp_path: Path, contents: str) -> None:
    path = write(tmp_path, contents)
    with pytest.raises(ReadingError, match=r"empty|no rows"):
        sniff(path, "empty.csv")


def test_a_quotation_mark_that_never_closes_costs_one_row(tmp_path: Path) -> None:
    body = "".join(f"{n},fine\n" for n in range(4, 40))
    _, found = read(write(tmp_path, f'id,text\n1,fine\n2,"open\n{body}'))
    assert [(row.number, row.problem) for row in found if row.problem] == [
        (3, "opens a quotation mark that is never closed")
    ]
    assert len(found) == 38


def test_a_quotation_mark_that_swallows_the_next_quoted_cell_costs_one_row(tmp_path: Path) -> None:
    _, found = read(write(tmp_path, 'id,text\n1,"open\n2,x\n3,"closed"\n4,y\n'))
    assert [row.number for row in found] == [2, 3, 4, 5]
    assert found[0].problem == "opens a quotation mark that seems to be closed by another in line 4"
    assert not any(row.problem for row in found[1:])


def test_quotes_inside_quoted_values_must_be_doubled(tmp_path: Path) -> None:
    _, found = read(write(tmp_path, 'id,text\n1,"he said "hi" to me"\n2,"he said ""hi"""\n3,12" wide\n'))
    assert "must be written twice" in found[0].problem
    assert found[1].cells["text"] == 'he said "hi"'
    assert found[2].cells["text"] == '12" wide'


def test_line_numbers_count_lines_inside_quoted_values(tmp_path: Path) -> None:
    _, found = read(write(tmp_path, 'id,text\n1,"a\nb\nc"\n2,x\n'))
    assert [(row.number, row.cells["text"]) for row in found] == [(2, "a\nb\nc"), (5, "x")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_all_line_ends(tmp_path: Path, end: str) -> None:
    _, found = read(write(tmp_path, end.join(["a,b", "1,2", "3,4", ""])))
    assert [(row.number, row.cells["b"]) for row in found] == [(2, "2"), (3, "4")]


def test_a_nul_byte_marks_its_row(tmp_path: Path) -> None:
    _, found = read(write(tmp_path, b"a,b\n1,2\n3,\x004\n5,6\n"))
    assert [row.number for row in found if row.problem] == [3]
    assert "NUL" in found[1].problem


def test_long_lines_and_long_values_mark_their_row(tmp_path: Path) -> None:
    path = write(tmp_path, f"a,b\n1,{'x' * 30}\n2,{'y' * 300}\n3,z\n")
    _, found = read(path, line_chars=100, cell_chars=20)
    assert [(row.number, row.problem) for row in found] == [
        (2, "holds a value of more than 20 characters"),
        (3, "is longer than 100 characters"),
        (4, ""),
    ]


def test_the_real_limit_of_a_value(tmp_path: Path) -> None:
    _, found = read(write(tmp_path, f"a,b\n1,{'x' * 100_000}\n2,{'y' * 100_001}\n3,{'z' * 200_000}\n4,ok\n"))
    assert [bool(row.problem) for row in found] == [False, True, True, False]


def test_a_record_that_never_ends_is_given_up(tmp_path: Path) -> None:
    lines = "".join(f'{n},"a\n' for n in range(200))
    _, found = read(write(tmp_path, "n,b\n" + 'x,"' + '""\n' * 500 + lines), record_chars=200)
    assert found[0].problem == "belongs to a record of more than 200 characters"
    assert found[-1].number == 701


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path, ",".join(f"c{n}" for n in range(30)) + "\n")
    with pytest.raises(ReadingError, match="30 columns"):
        read(path, columns=20)


def test_a_person_can_override_everything(tmp_path: Path) -> None:
    path = write(tmp_path, "note\nA|B;C\n1|2;'3|x'\n", encoding="cp1250")
    options = Options(encoding="cp1250", delimiter="|", quote="", header_row=2, date_order="mdy", decimal=",")
    detected, found = read(path, options)
    assert detected.headers == ("A", "B;C")
    assert (detected.date_order.value, detected.decimal.value) == ("mdy", ",")
    assert found[0].problem == "has 3 values where the header has 2 columns"
    again = list(rows(path, detected, Options(delimiter=";", quote="'", header_row=2)))
    assert again[0].cells == {"A|B": "1|2", "C": "3|x"}


@pytest.mark.parametrize(
    "options", [Options(encoding="klingon"), Options(header_row=9), Options(encoding="utf-16", header_row=7)]
)
def test_choices_that_do_not_work_are_refused_with_a_way_out(tmp_path: Path, options: Options) -> None:
    path = write(tmp_path, "a,b\n1,2\n")
    with pytest.raises(ReadingError) as refusal:
        sniff(path, "x.csv", options)
    assert refusal.value.way_out


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, "id,name,city\n" + "".join(f"{n},Name {n},City\n" for n in range(15_000)))
    detected = sniff(path, "big.csv")
    assert detected.row_count is None
    tracemalloc.start()
    count = sum(1 for _ in rows(path, detected))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 15_000
    assert peak < 500_000


def test_a_hundred_thousand_rows(tmp_path: Path) -> None:
    path = write(tmp_path, "id,name\n" + "".join(f"{n},x\n" for n in range(100_000)))
    *_, last = rows(path, sniff(path, "big.csv"))
    assert (last.number, last.cells["id"]) == (100_001, "99999")


def test_decimal_commas_do_not_pass_for_the_delimiter() -> None:
    lines = "".join(f"K-{n};Marit;Lund;{n},50\n" for n in range(60))
    found = detect_dialect(f"Kundennr;Vorname;Nachname;Umsatz EUR\n{lines}K-60;one cell too many;;;1\n")
    assert found.delimiter == ";"
