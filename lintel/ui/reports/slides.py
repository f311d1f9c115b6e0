"""A report as slides: what fits on one stands on one, the rest goes on; tables are native and go on too."""

import io
import struct
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lintel.ui.charts import Figure, png
from lintel.ui.formats import date_text
from lintel.ui.reports import deck as drawing
from lintel.ui.reports.deck import BOTTOM, EDGE, INNER, MUTED, TOP
from lintel.ui.reports.packing import settled
from lintel.ui.reports.paper import widths
from lintel.ui.reports.reading import lines_up, text_of
from lintel.ui.reports.shape import Fact, Report, Section, Sheet

MOST_ROWS = 60  # of one table; who needs more opens the workbook
MOST_LETTERS = 260  # of one cell
ENOUGH = 0.75  # of the width that a chart would have on a slide of its own; with less, it gets one
BESIDE = 4  # figures in one line
SIZES = (14, 12, 11)  # points of a table’s letters
COVER = ((70, 40), (140, 30), (100_000, 22))  # letters of a title up to which it is so large, in points


def pptx(report: Report) -> bytes:
    """The report as bytes of a presentation, the same for the same report."""
    slides = _Slides(report, drawing.empty())
    slides.cover()
    for section in report.sections:
        _section(slides, section)
    core = slides.deck.core_properties
    core.title, core.author, core.last_modified_by = text_of(report.title), "Lintel", "Lintel"
    core.subject = text_of(report.subtitle)[:255]
    file = io.BytesIO()
    slides.deck.save(file)
    return settled(file.getvalue(), report.day)


def _section(slides: "_Slides", section: Section) -> None:
    slides.begin(section.title)
    for words in section.lines:
        slides.words(text_of(words))
    for start in range(0, len(section.facts), BESIDE):
        slides.facts(section.facts[start : start + BESIDE])
    for figure, table in section.parts:
        named = table.title != section.title
        if figure is not None:
            slides.chart(figure, named)
        slides.table(table, named)


@dataclass
class _Slides:
    """Slides that are filled from top to bottom, one after the other."""

    report: Report
    deck: Any
    title: str = ""
    slide: Any = None
    top: float = TOP
    full: bool = field(default=False)  # something stands on the present slide

    def cover(self) -> None:
        """The first slide: what it is, of which day, from where."""
        title = text_of(self.report.title)
        size = next(size for most, size in COVER if len(title) <= most)
        self.slide = drawing.new_slide(self.deck, title, at=2.3, size=size, high=1.6)
        drawing.mark(self.slide, EDGE, 1.5, 0.9)
        drawing.text(self.slide, text_of(self.report.subtitle), (EDGE, 4.0, INNER, 1), 20, tone=MUTED)
        said = f"{date_text(self.report.day)}\n{self.report.address}"
        drawing.text(self.slide, said, (EDGE, 6.3, INNER, 0.6), 12, tone=MUTED)
        self._note()

    def begin(self, title: str, *, goes_on: bool = False) -> None:
        """A new slide under this title."""
        self.title = title
        shown = text_of(f"{title}, continued" if goes_on else title)
        self.slide = drawing.new_slide(self.deck, shown, size=26 if len(shown) <= 58 else 18)
        self.top, self.full = TOP, False
        drawing.mark(self.slide, drawing.WIDE - EDGE - 0.4, 0.62, 0.4)
        foot = f"{text_of(self.report.title)} · {date_text(self.report.day)}"
        drawing.text(self.slide, foot, (EDGE, 7.0, INNER - 1.2, 0.3), 9, tone=MUTED)
        drawing.number(self.slide, self.deck)
        self._note()

    def words(self, words: str) -> None:
        """A paragraph; a long one goes on over as many slides as it needs."""
        most = _letters(INNER, 16)
        for piece in _pieces(words, most * 12):
            high = 0.1 + 0.29 * _lines(piece, most)
            self._need(high)
            drawing.text(self.slide, piece, (EDGE, self.top, INNER, high), 16)
            self._down(high)

    def facts(self, facts: Sequence[Fact]) -> None:
        """A line of figures, each beside a bar of the colour of both."""
        wide = INNER / BESIDE
        labels = max(_lines(text_of(one.label), _letters(wide - 0.4, 13)) for one in facts)
        notes = max(_lines(text_of(one.note), _letters(wide - 0.4, 11)) if one.note else 0 for one in facts)
        below = 0.52 + 0.23 * labels  # where notes begin
        high = below + 0.1 + 0.2 * notes
        self._need(high + 0.15)
        for place, one in enumerate(facts):
            left = EDGE + place * wide
            drawing.bar(self.slide, (left, self.top + 0.05, 0.03, high - 0.1), drawing.BOTH)
            inner = wide - 0.35
            value, label, note = (text_of(words) for words in (one.value, one.label, one.note))
            drawing.text(self.slide, value, (left + 0.15, self.top, inner, 0.5), 24, bold=True)
            drawing.text(self.slide, label, (left + 0.15, self.top + 0.5, inner, 0.23 * labels), 13)
            if note:
                drawing.text(
                    self.slide, note, (left + 0.15, self.top + below, inner, 0.2 * notes), 11, tone=MUTED
                )
        self._down(high + 0.15)

    def chart(self, figure: Figure, named: bool) -> None:
        """The chart as large as there is room, its note below."""
        note = text_of(figure.note)
        below = 0.25 * _lines(note, _letters(INNER, 11)) if note else 0
        content = png(figure, titled=False)
        wide, high = struct.unpack(">II", content[16:24])  # as every PNG begins
        here, alone = (min(INNER, (BOTTOM - top - below) * wide / high) for top in (self.top, TOP))
        if self.full and here < ENOUGH * alone:
            self.begin(self.title, goes_on=True)
        self._heading(figure.title, named)
        says = f"Chart: {text_of(figure.title)}. {note} Its figures stand in the table that follows."
        place = (EDGE, self.top, INNER, BOTTOM - self.top - below - 0.1)
        end = drawing.picture(self.slide, content, place, says)
        if note:
            drawing.text(self.slide, note, (EDGE, end + 0.1, INNER, below), 11, tone=MUTED)
        self.top, self.full = BOTTOM, True

    def table(self, sheet: Sheet, named: bool) -> None:
        """A native table, split over as many slides as it needs, with its head on each."""
        if not sheet.rows:
            return
        shares = widths(sheet)
        across = [INNER * share / sum(shares) for share in shares]
        right = [lines_up(column) for column in zip(*sheet.rows, strict=True)]
        rows = [[_short(text_of(cell)) for cell in row] for row in sheet.rows[:MOST_ROWS]]
        head = [text_of(name) for name in sheet.head]
        if self.full and BOTTOM - self.top < 1.6:
            self.begin(self.title, goes_on=True)
        self._heading(sheet.title, named)
        size = self._size([head, *rows], across)
        while rows:
            fits = self._fitting([head, *rows], across, size)
            grid = drawing.table(self.slide, [head, *rows[:fits]], (EDGE, self.top, across), right, size)
            grid.name = text_of(sheet.title)
            self._down(sum(_high(row, across, size) for row in [head, *rows[:fits]]) + 0.2)
            rows = rows[fits:]
            if rows:
                self.begin(self.title, goes_on=True)
        if (left := len(sheet.rows) - MOST_ROWS) > 0:
            self._need(0.3)
            said = f"{left:,} more rows stand in the workbook of this report."
            drawing.text(self.slide, said, (EDGE, self.top, INNER, 0.3), 11, tone=MUTED)
            self._down(0.3)

    def _size(self, rows: list[list[str]], across: list[float]) -> float:
        """The largest letters in which the table fits here and no word is broken; else the smallest."""
        for size in SIZES:
            whole = all(_is_whole(row, across, size) for row in rows)
            if whole and self._fitting(rows, across, size) >= len(rows) - 1:
                return size
        return SIZES[-1]

    def _fitting(self, rows: list[list[str]], across: list[float], size: float) -> int:
        """How many rows below the head fit on this slide; at least one."""
        left, many = BOTTOM - self.top, 0
        for row in rows:
            left -= _high(row, across, size)
            if left < 0:
                break
            many += 1
        return max(1, many - 1)

    def _heading(self, title: str, named: bool) -> None:
        if named:
            drawing.text(self.slide, text_of(title), (EDGE, self.top, INNER, 0.3), 14, bold=True)
            self._down(0.35)

    def _need(self, high: float) -> None:
        if self.full and self.top + high > BOTTOM:
            self.begin(self.title, goes_on=True)

    def _down(self, high: float) -> None:
        self.top, self.full = self.top + high, True

    def _note(self) -> None:
        said = f"From {self.report.address}\nAs it stood on {date_text(self.report.day)}."
        self.slide.notes_slide.notes_text_frame.text = said


def _letters(wide: float, size: float) -> int:
    """How many letters of this size fit in a line of so many inches; rather too few."""
    return max(4, int(wide * 72 / (0.58 * size)))


def _lines(words: str, most: int) -> int:
    return sum(max(1, len(textwrap.wrap(line, most))) for line in words.split("\n"))


def _is_whole(row: Sequence[str], across: Sequence[float], size: float) -> bool:
    """Every word of the row fits into its column."""
    return all(
        len(word) <= _letters(wide - 0.16, size)
        for cell, wide in zip(row, across, strict=True)
        for word in cell.split()
    )


def _high(row: Sequence[str], across: Sequence[float], size: float) -> float:
    """Inches of a table's row whose letters have this size, in points."""
    lines = max(_lines(cell, _letters(wide - 0.16, size)) for cell, wide in zip(row, across, strict=True))
    return 0.1 + 0.0173 * size * lines


def _short(words: str) -> str:
    return words if len(words) <= MOST_LETTERS else f"{words[: MOST_LETTERS - 1].rstrip()}…"


def _pieces(words: str, most: int) -> list[str]:
    return [words] if len(words) <= most else textwrap.wrap(words, most)
