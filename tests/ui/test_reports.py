"""A report in three forms: what people wrote stays text, figures stay figures, charts are the page’s own."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.oxml.ns import qn

from lintel.ui import charts
from lintel.ui.reports import paper, reading, sending, slides
from lintel.ui.reports.shape import Fact, Report, Section, sheet
from tests import reports as files

HOSTILE = '#panic("x") *b* $x$ <b>&amp; "q" \\ ]] `` @a =1+1'
SPEC = {
    "data": {"values": [{"a": HOSTILE, "b": 1}, {"a": "Later", "b": 2}]},
    "mark": "bar",
    "encoding": {"x": {"field": "a", "type": "nominal"}, "y": {"field": "b", "type": "quantitative"}},
}
FIGURE = charts.Figure("Answers", SPEC, ["What", "How many"], [(HOSTILE, "1,234"), ("Later", "2")], "A note.")
DAY = dt.date(2026, 11, 30)


def make_report(*sections: Section) -> Report:
    """A report of these sections."""
    return Report("a/b report", HOSTILE, "For the board", DAY, "https://lintel.example/x/", sections)


def long_table(rows: int) -> Section:
    """A section with one table of so many rows."""
    cells = [(f"Row {n} " + "word " * 40, f"€{n},000") for n in range(1, rows + 1)]
    return Section("Everything", sheets=(sheet("Everything", ("What", "Money"), cells),))


def test_hostile_text_stays_text_in_every_form() -> None:
    told = sheet("=1+1", ("=A1", HOSTILE), [("=cmd()", HOSTILE), ("a\x00\x0bb\ud800", "-1")])
    report = make_report(Section(HOSTILE, (HOSTILE, "=2+2"), (Fact("1", HOSTILE),), (FIGURE,), (told,)))
    assert sending.written(report, "pdf").startswith(b"%PDF")
    assert paper.data(report)["sections"][0]["words"] == [HOSTILE, "=2+2"]
    book = load_workbook(io.BytesIO(sending.written(report, "xlsx")))
    kinds = {cell.data_type for page in book for row in page.iter_rows() for cell in row}
    assert "f" not in kinds, "no cell is a formula"
    cells = [str(cell.value) for page in book for row in page.iter_rows() for cell in row]
    assert {"'=cmd()", "'=1+1", "'=2+2", "ab", HOSTILE} <= set(cells)
    shown = files.slides(sending.written(report, "pptx"))
    assert HOSTILE in shown[1]
    assert any("=cmd()" in slide for slide in shown)


def test_the_same_report_has_the_same_bytes() -> None:
    report = make_report(Section("One", ("Words.",), charts=(FIGURE,)), long_table(3))
    for form in sending.FORMS:
        assert sending.written(report, form) == sending.written(report, form), form
    assert sending.file_name(report, "pptx") == "ab-report-2026-11-30.pptx"


def test_a_workbook_counts_with_what_it_shows() -> None:
    rows = [
        ("A", "€1,200.50", "42 %", "3 Mar 2027", "+1.5", "v1"),
        ("B", "−€80", "–", "4 Mar 2027", "−2", "2"),
    ]
    head = ("What", "Money", "Share", "Day", "Gap", "Mixed")
    told = Section("Figures", sheets=(sheet("Figures", head, rows),))
    (page,) = load_workbook(io.BytesIO(sending.written(make_report(told), "xlsx"))).worksheets[1:]
    first, second = list(page.iter_rows(values_only=True))[-2:]
    assert first == ("A", 1200.5, 0.42, dt.datetime(2027, 3, 3), 1.5, "v1")  # noqa: DTZ001  # a day
    assert second[1:3] == (-80, "–")
    assert (page.cell(4, 2).number_format, page.cell(4, 3).number_format) == ('"€"#,##0.00', r"0\ %")


@pytest.mark.parametrize(
    "text", ["007", "v1", "1.2.3", "3 Foo 2027", "31 Feb 2027", "12 days", "1,23", "", "CHF 80"]
)
def test_what_only_looks_like_a_figure_stays_text(text: str) -> None:
    assert reading.read(text) is None


def test_typed_cells_are_read_as_on_a_page() -> None:
    cells = [None, True, 1234, Decimal("-2.5"), dt.date(2027, 3, 1), "x\x00y"]
    assert [reading.text_of(one) for one in cells] == ["", "yes", "1,234", "−2.5", "1 Mar 2027", "xy"]


def test_slides_carry_their_source_and_pictures_say_what_they_show() -> None:
    report = make_report(
        Section("Answers so far", ("Words.",), (Fact("12 %", "chance of a loss"),), (FIGURE,))
    )
    deck = Presentation(io.BytesIO(sending.written(report, "pptx")))
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, abs=0.001)
    for slide in deck.slides:
        assert slide.shapes.title.text_frame.text
        assert report.address in slide.notes_slide.notes_text_frame.text
        assert "30 Nov 2026" in slide.notes_slide.notes_text_frame.text
    (picture,) = [shape for slide in deck.slides for shape in slide.shapes if shape.shape_type == 13]
    assert picture.image.blob == charts.png(FIGURE, titled=False)
    assert "Chart: Answers. A note." in picture._element.nvPicPr.cNvPr.get("descr")


def test_a_long_table_goes_on_over_slides_with_its_head_on_each() -> None:
    deck = Presentation(io.BytesIO(slides.pptx(make_report(long_table(90)))))
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert len(tables) > 3
    assert {table.cell(0, 0).text for table in tables} == {"What"}
    assert sum(len(table.rows) - 1 for table in tables) == slides.MOST_ROWS
    words = [words for slide in files.slides(slides.pptx(make_report(long_table(90)))) for words in slide]
    assert "30 more rows stand in the workbook of this report." in words
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.top + shape.height <= deck.slide_height, shape.name


def test_empty_cells_are_no_higher_than_others() -> None:
    told = Section("Parts", sheets=(sheet("Parts", ("Part", "What"), [("Goals", "11"), ("", "4")]),))
    deck = Presentation(io.BytesIO(slides.pptx(make_report(told))))
    (table,) = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    full, bare = (table.cell(row, 0).text_frame.paragraphs[0] for row in (1, 2))
    assert bare._p.find(qn("a:endParaRPr")).get("sz") == str(full.runs[0].font.size.centipoints)


def test_a_section_without_anything_says_so() -> None:
    report = make_report(Section("Vision", missing="Nothing yet. Write the vision."))
    assert paper.data(report)["sections"][0]["words"] == ["Nothing yet. Write the vision."]
    assert "Nothing yet. Write the vision." in files.slides(sending.written(report, "pptx"))[1]
    cells = files.words_of(files.workbook(sending.written(report, "xlsx"))["Vision"])
    assert cells == ["Vision", "Nothing yet. Write the vision."]
