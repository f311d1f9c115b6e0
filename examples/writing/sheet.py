"""Marketing's request list as the workbook that it is: a title, a merged cell, colours, a hidden sheet."""

import datetime as dt
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from . import days, tables
from .people import DOMAIN

if TYPE_CHECKING:
    from .requests import Request

COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("ID", "key", 9),
    ("Title", "title", 44),
    ("Description", "text", 70),
    ("Type", "kind", 20),
    ("To", "to", 7),
    ("Requested by", "asker", 32),
    ("Goal", "goal", 36),
    ("Asked on", "created", 12),
    ("Needed from", "earliest", 12),
    ("Needed until", "latest", 12),
    ("Status", "status", 14),
    ("Answer", "answer", 13),
    ("Reason", "reason", 22),
    ("Explanation", "explanation", 60),
    ("Conditions", "conditions", 60),
    ("Revisit on", "revisit", 12),
    ("Alternative kind", "way", 28),
    ("Instead", "instead", 60),
    ("Cost", "cost", 9),
    ("Currency", "currency", 9),
    ("Ready by", "ready", 12),
    ("Answered on", "answered", 12),
    ("Answered by", "answerer", 34),
    ("Reply", "reply", 60),
)
FIRST_NUMBER = 101
FORMULA, RESULT = "3*1200", "3600"  # three days at the agency's rate, as somebody typed it
TITLE = "What Marketing asked IT for"

Record = dict[str, Any]


def write(path: Path, requests: "list[Request]", today: dt.date) -> None:
    """Writes the workbook with its stains; README.md counts them."""
    records = [_record(number, request) for number, request in enumerate(requests, FIRST_NUMBER)]
    records.extend(_bad(FIRST_NUMBER + len(records), today))
    _spoil(records)
    book = Workbook()
    _list(book.active, records)
    _hidden(book, requests)
    book.properties.creator = "Marketing Operations"
    book.properties.title = TITLE
    tables.write_workbook(path, book, {FORMULA: RESULT})


def _record(number: int, request: "Request") -> Record:
    return {
        **{"key": f"MR-{number}", "title": request.title, "text": request.text, "kind": request.kind},
        **{"to": "IT", "asker": request.asker.email, "goal": request.goal, "created": request.created},
        **{"earliest": request.earliest, "latest": request.latest, "status": "Open", **request.answer},
    }


def _bad(number: int, today: dt.date) -> list[Record]:
    """Rows that an honest import must send back, each for one reason."""

    def row(asker: str, title: str, text: str, **values: Any) -> Record:
        nonlocal number
        number += 1
        common = {
            "key": f"MR-{number - 1}",
            "to": "IT",
            "kind": "Report or metric",
            "created": days.ago(today, 17),
        }
        window = {"earliest": days.ahead(today, 3), "latest": days.ahead(today, 9)}
        said = {"title": title, "text": text, "asker": f"{asker}@{DOMAIN}", "status": "Open"}
        return {**said, **common, **window, **values}

    return [
        row("theo.brandl", "", "See the mail of Tuesday, please. It is urgent."),
        row("thandi.mokoena", "", "Same as above but for Denmark."),
        row(
            *("emil.roth", "Live counter of orders on the office wall"),
            "A number that moves keeps forty people going on the longest Friday of the year.",
            **{"answer": "Another way", "status": "Refused", "reason": "Capacity", "explanation": "Not now."},
        ),
        row(
            *("sanne.bakker", "Sinterklaas gift finder on the Dutch start page"),
            "Four questions and three presents. The agency has drawn it; we need a place for it.",
            **{"latest": "31.11.2026", "kind": "Website or content change"},
        ),
        row(
            *("lukas.gruber", "Avalanche bulletin beside touring skis"),
            "The public bulletin may be shown free of charge; people would come back every morning.",
            **{"earliest": "before the first snow", "kind": "Website or content change"},
        ),
        row(
            *("freja.holm", "Summer sale teaser for Denmark"),
            "Start and end have been changed in a hurry.",
            **{"earliest": days.ahead(today, 12), "latest": days.ahead(today, 5)},
        ),
        row(
            *("studio.nord", "Direct upload for our photographers"),
            "Asked by the agency from an address that HR does not know.",
            **{"kind": "Access"},
        ),
    ]


def _spoil(records: list[Record]) -> None:
    """Stains that cost nobody a row: blanks, capitals, a line break, a formula."""
    records[4]["asker"] = f"{records[4]['asker'].title()}  "
    records[9]["title"] = f"  {records[9]['title']} "
    records[11]["text"] = records[11]["text"].replace(". ", ".\n", 1)
    formula = next(record for record in records if str(record.get("cost", "")) == RESULT)
    formula["cost"] = f"={FORMULA}"


def _list(sheet: Worksheet, records: list[Record]) -> None:
    sheet.title = "Requests"
    sheet.append([TITLE])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=7)
    sheet["A1"].font = Font(size=16, bold=True)
    sheet.append(["Kept by Marketing Operations. Please add new rows at the end and never sort halfway."])
    sheet["A2"].font = Font(italic=True, color="666666")
    sheet.append([header for header, _, _ in COLUMNS])
    for cell in sheet[3]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F4D3A")
    for record in records:
        sheet.append([record.get(name) or None for _, name, _ in COLUMNS])
    zero = [name for _, name, _ in COLUMNS].index("cost")
    for row, record in zip(sheet.iter_rows(min_row=4), records, strict=True):
        if record.get("cost") == 0:
            row[zero].value = 0
        for cell in row:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if isinstance(cell.value, dt.date):
                cell.number_format = "DD.MM.YYYY"
    for place, (_, _, width) in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "C4"
    sheet.auto_filter.ref = f"A3:{get_column_letter(len(COLUMNS))}{len(records) + 3}"


def _hidden(book: Workbook, requests: "list[Request]") -> None:
    """The lists behind the cells, on a sheet that nobody should read as requests."""
    lists = book.create_sheet("Lists (do not touch)")
    lists.append(["Types", "Goals"])
    kinds = sorted({request.kind for request in requests})
    goals = sorted({request.goal for request in requests})
    for pair in zip_longest(kinds, goals):
        lists.append(pair)
    lists.sheet_state = "hidden"
