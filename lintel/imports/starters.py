"""Templates to start from: an importer's fields as headers with an example row, and what each field takes."""

import csv
import io

from lintel.imports.contract import AnyImporter, Field
from lintel.ui.exports import neutral

KINDS = {
    "text": "text",
    "date": "a date, best as 2026-12-31",
    "datetime": "a date with time, best as 2026-12-31 14:30",
    "decimal": "a number, such as 1234.50",
    "int": "a whole number",
    "bool": "yes or no",
    "email": "an e-mail address",
    "choice": "one of a list",
}


def takes(field: Field) -> str:
    """What may be written in a field's column."""
    if field.choices:
        first: dict[str, str] = {}
        for text, value in field.choices.items():
            first.setdefault(value, text)
        return "one of: " + ", ".join(first.values())
    return KINDS[field.kind] + ("; several columns of this name are read" if field.many else "")


def csv_starter(importer: AnyImporter) -> str:
    """Header and example row, with the mark by which Excel knows UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([field.label for field in importer.fields])
    writer.writerow([neutral(field.example) for field in importer.fields])
    return "\ufeff" + out.getvalue()


def xlsx_starter(importer: AnyImporter) -> bytes:
    """The same as a workbook, with a second sheet that explains every field."""
    from openpyxl import Workbook  # 0.2 s to import and only needed here
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = importer.title[:31]
    sheet.append([field.label for field in importer.fields])
    sheet.append([neutral(field.example) for field in importer.fields])
    guide = book.create_sheet("What each column takes")
    guide.append(["Column", "Needed", "Takes", "Notes"])
    for field in importer.fields:
        guide.append([field.label, "yes" if field.required else "no", takes(field), neutral(field.help)])
    for page in (sheet, guide):
        page.freeze_panes = "A2"
        for number, cell in enumerate(page[1], start=1):
            cell.font = Font(bold=True)
            page.column_dimensions[get_column_letter(number)].width = 28
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
