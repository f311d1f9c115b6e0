"""Files of the inventory for tests, and the few entries that they speak of."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from lintel.estate.inventory.models import Element, Kind
from lintel.imports.contract import Field
from lintel.people.models import User
from lintel.ui.exports import csv_cell

SHOP = (
    (Kind.SYSTEM, "Web shop"), (Kind.SYSTEM, "Till"), (Kind.SYSTEM, "Mail relay"), (Kind.SYSTEM, "Warehouse"),
    (Kind.CAPABILITY, "Take an order"), (Kind.DATA, "Orders"), (Kind.DATA, "Contact data"),
    (Kind.VENDOR, "Mailfinch"), (Kind.REGION, "Frankfurt"), (Kind.ENVIRONMENT, "Production"),
    (Kind.TOUCHPOINT, "Newsletter"),
)  # fmt: skip


def make_element(kind: str, name: str, **values: Any) -> Element:
    """An entry, without an action behind it."""
    return Element.objects.create(kind=kind, name=name, **values)


def make_shop() -> dict[str, Element]:
    """A small estate, by name."""
    return {name: make_element(kind, name) for kind, name in SHOP}


def write_file(path: Path, fields: Sequence[Field], rows: Iterable[dict[str, Any]]) -> Path:
    """A CSV with the labels of these fields; `rows` by the names of the fields."""
    labels = {field.name: field.label for field in fields}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(labels), restval="")
        writer.writerow(labels)
        writer.writerows(rows)
    return path


def export(path: Path, columns: Iterable[Any], rows: Iterable[Any], reader: User) -> Path:
    """A CSV as the lists export it."""
    told = list(columns)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(label for _, label, _ in told)
        writer.writerows([csv_cell(value(row, reader)) for _, _, value in told] for row in rows)
    return path
