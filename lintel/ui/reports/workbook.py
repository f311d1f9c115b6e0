"""A report as a workbook: a sheet for each section, figures that add up, charts beside their tables."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from lintel.ui.charts import PALETTE, Figure, png
from lintel.ui.exports import neutral, sheet_name, xlsx_cell
from lintel.ui.formats import date_text
from lintel.ui.reports.packing import settled
from lintel.ui.reports.pictures import framed
from lintel.ui.reports.reading import counts, lines_up, read, text_of
from lintel.ui.reports.shape import Report, Section, Sheet

LETTERS = 110  # of a paragraph in one line over the columns that it is laid across
ACROSS = 8
NARROW, WIDE = 9, 46
ROW, EMU = 20, 9525  # pixels of a row; English metric units of a pixel
GREY, PLUM = "606060", PALETTE[2].lstrip("#")
TITLE, HEADING = Font("Calibri", 16, bold=True), Font("Calibri", 12, bold=True)
HEAD, MUTED = Font("Calibri", 11, bold=True, color=GREY), Font("Calibri", 11, color=GREY)
LARGE = Font("Calibri", 14, bold=True, color=PLUM)
LINE = Border(bottom=Side(style="thin", color="B0B0B0"))
TOP = Alignment(horizontal="left", vertical="top", wrap_text=True)
RIGHT = Alignment(horizontal="right", vertical="top", wrap_text=True)


def xlsx(report: Report) -> bytes:
    """The report as bytes of a workbook, the same for the same report."""
    book = Workbook()
    names = _names(report)
    _cover(book.worksheets[0], report, names)
    for name, section in zip(names, report.sections, strict=False):
        _section(book.create_sheet(name), section)
    for name, sheet in zip(names[len(report.sections) :], report.every_figure, strict=True):
        page = _Page(book.create_sheet(name))
        page.table(sheet, as_read=False)
        page.sheet.freeze_panes = "A2"
        page.settle()
    book.properties.title, book.properties.creator = text_of(report.title), "Lintel"
    file = io.BytesIO()
    book.save(file)
    return settled(file.getvalue(), report.day)


def _names(report: Report) -> list[str]:
    """A name of its own for each sheet, as short as workbooks want it."""
    taken = {"report"}
    found = []
    for title in [*(one.title for one in report.sections), *(one.title for one in report.every_figure)]:
        name = sheet_name(title) or "Sheet"
        number = 2
        while name.lower() in taken:
            name = f"{(sheet_name(title) or 'Sheet')[:27]} {number}"
            number += 1
        taken.add(name.lower())
        found.append(name)
    return found


def _cover(sheet: Any, report: Report, names: list[str]) -> None:
    sheet.title = "Report"
    page = _Page(sheet)
    page.line(report.title, TITLE)
    page.line(report.subtitle, MUTED)
    page.line(date_text(report.day), MUTED)
    page.line(report.address, MUTED).hyperlink = report.address
    page.skip()
    titles = [*(one.title for one in report.sections), *(one.title for one in report.every_figure)]
    for name, title in zip(names, titles, strict=True):
        page.line(title).hyperlink = "#'{}'!A1".format(name.replace("'", "''"))
    page.settle()


def _section(sheet: Any, section: Section) -> None:
    page = _Page(sheet)
    page.line(section.title, TITLE)
    for words in section.lines:
        page.paragraph(words)
    for fact in section.facts:
        page.fact(fact.value, fact.label, fact.note)
    for figure, table in section.parts:
        page.skip()
        if table.title != section.title:
            page.line(table.title, HEADING)
        start = page.row
        page.table(table)
        if figure is not None:
            page.picture(figure, start, len(table.head) + 2)
    page.settle()


@dataclass
class _Page:
    """A sheet that is written from its top to its bottom."""

    sheet: Any
    row: int = 1

    def skip(self) -> None:
        """Leave a row free."""
        self.row += 1

    def line(self, text: str, font: Font | None = None) -> Any:
        """One cell of text."""
        cell = self.sheet.cell(self.row, 1, xlsx_cell(text))
        if font is not None:
            cell.font = font
        self.row += 1
        return cell

    def paragraph(self, text: str) -> None:
        """Text over several columns, as many lines high as it needs."""
        lines = sum(1 + len(line) // LETTERS for line in text.split("\n"))
        cell = self.sheet.cell(self.row, 1, xlsx_cell(text))
        self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=1, end_column=ACROSS)
        cell.alignment = TOP
        self.sheet.row_dimensions[self.row].height = 15 * min(lines, 26)
        self.row += 1

    def fact(self, value: str, label: str, note: str) -> None:
        """A figure, what it counts, what to know of it."""
        cell = self._cell(1, value, counted=True)
        cell.font, cell.alignment = LARGE, Alignment(horizontal="left")
        self.sheet.cell(self.row, 2, xlsx_cell(label))
        self.sheet.cell(self.row, 3, xlsx_cell(note)).font = MUTED
        self.sheet.row_dimensions[self.row].height = 20
        self.row += 1

    def table(self, table: Sheet, *, as_read: bool = True) -> None:
        """Head and rows; a column of figures counts, unless its cells are typed already."""
        columns = list(zip(*table.rows, strict=True))
        counted = [as_read and counts(column) for column in columns]
        right = [lines_up(column) for column in columns]
        for place, name in enumerate(table.head, 1):
            cell = self.sheet.cell(self.row, place, neutral(text_of(name)))
            cell.font, cell.border = HEAD, LINE
            cell.alignment = RIGHT if right and right[place - 1] else TOP
        self.row += 1
        for row in table.rows:
            for place, value in enumerate(row, 1):
                cell = self._cell(place, value, counted=counted[place - 1])
                cell.alignment = RIGHT if right[place - 1] else TOP
                if as_read and type(value) is int:
                    cell.number_format = "#,##0"
            self.row += 1

    def picture(self, figure: Figure, start: int, column: int) -> None:
        """A chart beside its table; what follows begins below both."""
        drawn = Image(io.BytesIO(png(figure, titled=False)))
        wide, high = drawn.width // 2, drawn.height // 2  # it is drawn twice as fine
        place = AnchorMarker(col=column - 1, row=start - 1)
        size = XDRPositiveSize2D(wide * EMU, high * EMU)
        frame = framed(text_of(figure.title), figure.note, start)
        drawn.anchor = OneCellAnchor(_from=place, ext=size, pic=frame)
        self.sheet.add_image(drawn)
        if figure.note:
            self.line(figure.note, MUTED)
        self.row = max(self.row, start + high // ROW + 2)

    def settle(self) -> None:
        """Columns as wide as what stands in them, within reason."""
        wide = {column: min(WIDE, max(NARROW, letters)) for column, letters in self._widths()}
        for column, letters in wide.items():
            self.sheet.column_dimensions[get_column_letter(column)].width = letters
        for row in self.sheet.iter_rows(min_row=2):
            self._heighten(row, wide)
        self.sheet.sheet_view.showGridLines = False
        self.sheet.page_setup.orientation = "landscape"
        self.sheet.page_setup.fitToHeight = 0
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = True

    def _cell(self, place: int, value: Any, *, counted: bool) -> Any:
        found = read(value) if counted and isinstance(value, str) else None
        cell = self.sheet.cell(self.row, place, found.value if found else xlsx_cell(value))
        if found:
            cell.number_format = found.shown
        return cell

    def _heighten(self, row: Sequence[Any], wide: Mapping[int, int]) -> None:
        """As many lines high as its longest cell needs, for not every program finds that out itself."""
        if self.sheet.row_dimensions[row[0].row].height:
            return
        wrapped = [cell for cell in row if cell.alignment.wrap_text and isinstance(cell.value, str)]
        lines = [
            sum(1 + len(line) // wide[cell.column] for line in cell.value.split("\n")) for cell in wrapped
        ]
        if max(lines, default=1) > 1:
            self.sheet.row_dimensions[row[0].row].height = 15 * min(max(lines), 26)

    def _widths(self) -> Iterator[tuple[int, int]]:
        merged = {(one.min_row, one.min_col) for one in self.sheet.merged_cells.ranges}
        for column in self.sheet.iter_cols():
            told = [
                max(len(line) for line in str(cell.value).split("\n")) + 2
                for cell in column
                if cell.value is not None and (cell.row, cell.column) not in merged and cell.row > 1
            ]
            yield column[0].column, max(told, default=0)
