"""A report on paper: laid out by Typst from data, so that no text of ours or yours is ever markup."""

import json
from pathlib import Path
from typing import Any

import typst

from lintel.ui.charts import Figure, svg
from lintel.ui.formats import date_text
from lintel.ui.reports.reading import lines_up, text_of
from lintel.ui.reports.shape import Report, Section, Sheet

LAYOUT = Path(__file__).with_name("report.typ")
NARROW, WIDE = 8, 44  # letters: no column is given less room than the one, nor more than the other
UNBROKEN = 14  # what is no longer, such as a day, is kept on one line


def pdf(report: Report) -> bytes:
    """The report as PDF bytes, the same for the same report."""
    found: bytes = typst.compile(LAYOUT, format="pdf", sys_inputs={"data": json.dumps(data(report))})
    return found


def data(report: Report) -> dict[str, Any]:
    """What the layout is given: texts and pictures."""
    return {
        "title": report.title,
        "subtitle": report.subtitle,
        "date": [report.day.year, report.day.month, report.day.day],
        "day": date_text(report.day),
        "address": report.address,
        "sections": [_section(one) for one in report.sections],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        "words": list(section.lines),
        "facts": [[one.value, one.label, one.note] for one in section.facts],
        "parts": [_part(figure, sheet) for figure, sheet in section.parts],
    }


def _part(figure: Figure | None, sheet: Sheet) -> dict[str, Any]:
    cells = [[text_of(cell) for cell in row] for row in sheet.rows]
    columns = list(zip(*sheet.rows, strict=True))
    return {
        "title": sheet.title,
        "picture": svg(figure, titled=False) if figure else "",
        "note": figure.note if figure else "",
        "head": list(sheet.head),
        "rows": cells,
        "figures": [lines_up(column) for column in columns],
        "widths": widths(sheet),
    }


def widths(sheet: Sheet) -> list[int]:
    """How much room each column gets beside the others: by its longest word and its usual length."""
    found = []
    for place, name in enumerate(sheet.head):
        texts = [text for row in sheet.rows if (text := text_of(row[place]))] or [""]
        usual = sorted(len(text) for text in texts)[len(texts) * 9 // 10]
        longest = max(len(word) for text in [name, *texts] for word in (text.split() or [""]))
        whole = max(map(len, texts))
        kept = whole if whole <= UNBROKEN else longest
        found.append(min(WIDE, max(NARROW, usual, longest + 1, kept + 1)))
    return found
