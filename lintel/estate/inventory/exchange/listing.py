"""Several values in one cell, with semicolons between them; what holds one is put in quotation marks."""

import csv
import io
from collections.abc import Iterable, Mapping

from lintel.ui.problems import Problem


def joined(values: Iterable[str]) -> str:
    """The values as one cell; `parted` reads the same ones back."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="").writerow(list(values))
    return text.getvalue().replace(";", "; ") if '"' not in text.getvalue() else text.getvalue()


def parted(text: str) -> list[str]:
    """The values of a cell, trimmed; empty ones are left out."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";", skipinitialspace=True)
    try:
        return [value.strip() for row in rows for value in row if value.strip()]
    except csv.Error:
        raise Problem(
            "This cell cannot be read as a list.", way_out="Put semicolons between its parts."
        ) from None


def written(values: Mapping[str, object]) -> str:
    """Named values as one cell, such as `tier=gold; users=40`."""
    return joined(f"{name}={_plain(value)}" for name, value in sorted(values.items()))


def read(text: str) -> dict[str, str]:
    """Named values of a cell; `name=` stands for an emptied one. Errors: `Problem` for a nameless part."""
    found: dict[str, str] = {}
    for part in parted(text):
        name, equals, value = part.partition("=")
        if not equals or not name.strip():
            raise Problem(
                f"“{part[:60]}” has no name and value.",
                way_out="Write name=value, with semicolons between several.",
            )
        if name.strip() in found:
            raise Problem(f"“{name.strip()}” stands here twice.", way_out="Keep one of the two.")
        found[name.strip()] = value.strip()
    return found


def _plain(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def named(cell: object) -> list[str]:
    """The values of a cell, or none where it cannot be read; what is wrong is said when the row is judged."""
    try:
        return parted(str(cell or ""))
    except Problem:
        return []
