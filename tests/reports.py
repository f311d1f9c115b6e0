"""Reports for tests: asked for at their address and opened with libraries of their own."""

import io
import json
import re
from collections.abc import Iterable
from typing import Any

from django.test import Client
from openpyxl import load_workbook
from pptx import Presentation

from lintel.ui.charts import spec_of
from lintel.ui.reports.sending import FORMS, TYPES
from lintel.ui.reports.shape import Report


def files(client: Client, address: str) -> dict[str, bytes]:
    """The report at an address in every form; each opens as what it says it is."""
    found = {}
    for form in FORMS:
        answer = client.get(f"{address}{'&' if '?' in address else '?'}format={form}")
        assert (answer.status_code, answer["Content-Type"]) == (200, TYPES[form]), address
        assert answer["Content-Disposition"].endswith(f'.{form}"')
        found[form] = answer.content
    assert found["pdf"].startswith(b"%PDF-")
    return found


def workbook(content: bytes) -> dict[str, list[list[Any]]]:
    """Cells by the name of their sheet."""
    book = load_workbook(io.BytesIO(content))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def words_of(rows: Iterable[Iterable[Any]]) -> list[str]:
    """Every cell that says something, as text."""
    return [str(cell) for row in rows for cell in row if cell is not None]


def slides(content: bytes) -> list[list[str]]:
    """What stands on each slide: texts of its shapes and cells of its tables."""
    return [_on(slide) for slide in Presentation(io.BytesIO(content)).slides]


def _on(slide: Any) -> list[str]:
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    tables = [shape.table for shape in slide.shapes if shape.has_table]
    return [*found, *(cell.text for table in tables for row in table.rows for cell in row.cells)]


def drawn(page: str) -> list[dict[str, Any]]:
    """The specs of the charts on a page."""
    blocks = re.findall(r'<script type="application/json">(.*?)</script>', page, re.DOTALL)
    return [json.loads(block) for block in blocks]


def charts(report: Report) -> list[dict[str, Any]]:
    """The specs of the charts in a report, as a page would have them."""
    found = [spec_of(one) for section in report.sections for one in section.charts]
    return [json.loads(json.dumps(spec, default=str)) for spec in found]
