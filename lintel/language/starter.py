"""The vocabulary to begin with: words of marketing and of IT, written for this house."""

import csv
from collections.abc import Iterator
from pathlib import Path

from lintel.language.bringing import Brought
from lintel.language.wording import Wording, listed, tidy

FILE = Path(__file__).parent / "data" / "starter.csv"
URN = "urn:lintel:term:"


def rows() -> Iterator[Brought]:
    """Each term of the file; `both` says that the two sides mean the same."""
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            said = Wording(
                row["term"],
                row["marketing"],
                row["it"],
                listed(row["synonyms"]),
                alike=row["both"] == "yes",
            )
            yield Brought(
                tidy(said), uri=f"{URN}{row['id']}", distinct_from=listed(row["not to be confused with"])
            )
