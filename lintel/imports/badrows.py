"""All bad rows of a file as CSV: its own columns and the reason, to mend and bring again."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from typing import Any

from lintel.imports.bulk import BadLine
from lintel.imports.columns import OURS, REASON_HEADER, ROW_HEADER
from lintel.imports.judging import bad_lines
from lintel.imports.models import Batch
from lintel.imports.plans import Plan, plan_of
from lintel.imports.reading.matching import normal
from lintel.imports.reading.model import Column
from lintel.ui.exports import csv_lines

_NUMBER = re.compile(r"-\d{1,15}(\.\d{1,15})?")


def bad_rows_csv(batch: Batch) -> Iterator[str]:
    """The lines of the download, judged while they are sent. Errors before the first line: `Problem`."""
    plan = plan_of(batch)
    columns = [column for column in plan.detected.columns if normal(column.name) not in OURS]
    places = sorted((place, column) for column in columns for place in column.positions)
    header = [column.name for _, column in places] + [ROW_HEADER, REASON_HEADER]
    judged = bad_lines(plan)
    first = next(judged, None)  # what cannot be read is refused now, not in the middle of the download
    rows = chain([first] if first else [], judged)
    return csv_lines(header, ([*_cells(row, places), row.row.number, _reasons(row, plan)] for row in rows))


def _cells(verdict: BadLine, places: list[tuple[int, Column]]) -> Iterator[Any]:
    for place, column in places:
        cell = verdict.row.cells.get(column.name, "")
        if isinstance(cell, list):
            index = column.positions.index(place)
            # A JSON list stands in one column, so its values are joined.
            text = (cell[index] if index < len(cell) else "") if column.repeated else "; ".join(cell)
        else:
            text = cell
        yield Decimal(text) if _NUMBER.fullmatch(text) else text


def _reasons(verdict: BadLine, plan: Plan) -> str:
    labels = {field.name: field.label for field in plan.importer.fields}
    said = []
    for fault in verdict.faults:
        label = labels.get(fault.field, "")
        said.append(
            fault.reason if not label or fault.reason.startswith(label) else f"{label}: {fault.reason}"
        )
    return " ".join(said)
