"""Proposals as a workbook: one sheet for the proposals and one for each of their lists, to come in again."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from lintel.imports.contract import Kind
from lintel.portfolio.proposals.documents import LISTS, document
from lintel.portfolio.proposals.models import Proposal
from lintel.ui.exports import xlsx_cell

SHEETS: Mapping[str, str] = {
    "requirements": "Requirements",
    "efforts": "Effort",
    "involvements": "Who takes part",
    "benefits": "Benefits",
    "relations": "Other proposals",
    "windows": "Days to reckon with",
}
KINDS: Mapping[str, Kind] = {
    "number": "int",
    "other": "int",
    "cashable": "bool",
    "period_starts_on": "date",
    "starts_on": "date",
    "ends_on": "date",
    "low": "decimal",
    "likely": "decimal",
    "high": "decimal",
}
LABELS: Mapping[str, str] = {
    "number": "Row number",
    "text": "Requirement",
    "criteria_kind": "Criteria as",
    "criteria": "Acceptance criteria",
    "specialty": "Specialists",
    "low": "At least",
    "likely": "Most likely",
    "high": "At most",
    "letter": "Part",
    "person": "Person",
    "what": "What it brings",
    "period": "Fiscal period",
    "period_starts_on": "Period starts",
    "cashable": "Cashable",
    "definition": "Metric",
    "metric": "Metric in words",
    "kind": "Kind",
    "other": "Other proposal",
    "other_title": "Title of the other",
    "name": "Name",
    "starts_on": "From",
    "ends_on": "To",
}


def header_of(name: str) -> dict[str, str]:
    """The columns of a list's sheet, by the names of the fields."""
    return {key: LABELS[key] for key in LISTS[name].model_fields}


def _typed(key: str, value: Any) -> Any:
    """Numbers and dates as a spreadsheet knows them; documents hold them as text."""
    if value in (None, ""):
        return None
    kind = KINDS.get(key)
    if kind == "decimal":
        return Decimal(value)
    return dt.date.fromisoformat(value) if kind == "date" else value


def write_book(target: Any, table: Iterable[Iterable[Any]], proposals: Iterable[Proposal]) -> None:
    """Write the workbook: `table` is the sheet of the proposals with its header, `proposals` are in full."""
    from openpyxl import Workbook  # 0.2 s to import and only needed here

    book = Workbook(write_only=True)
    first = book.create_sheet("Proposals")
    first.freeze_panes = "A2"
    for row in table:
        first.append([xlsx_cell(value) for value in row])
    sheets = {}
    for name, title in SHEETS.items():
        sheets[name] = book.create_sheet(title)
        sheets[name].freeze_panes = "A2"
        sheets[name].append(["Proposal", "Title of the proposal", *header_of(name).values()])
    for proposal in proposals:
        found = document(proposal)
        for name, sheet in sheets.items():
            for row in found[name]:
                cells = [_typed(key, row[key]) for key in header_of(name)]
                sheet.append([xlsx_cell(value) for value in (proposal.pk, proposal.title, *cells)])
    book.save(target)
