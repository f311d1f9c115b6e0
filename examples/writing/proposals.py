"""The proposals that both sides wrote together before there was a place for them."""

import datetime as dt
from pathlib import Path

from . import days, tables, words
from .people import DOMAIN

HEADERS = (
    *("Key", "Title", "Problem", "Outcome", "Marketing owner", "IT owner", "Starts", "Ends"),
    *("Access impact", "Data impact", "Currency", "One-off cost", "Run cost per year"),
    *("Business value", "Time criticality", "Risk reduction or opportunity", "Job size"),
    *("Reach", "Impact", "Confidence", "Effort"),
)


def write(path: Path, today: dt.date) -> None:
    """One row per proposal, with the inputs of WSJF and RICE."""
    rows = [list(HEADERS)]
    for number, (title, body) in enumerate(words.blocks("proposals.txt", "#"), 1):
        said = dict(words.parts(line, ":", at_most=2) for line in body)
        marketing, it = (f"{owner}@{DOMAIN}" for owner in words.parts(said["owners"], ","))
        starts, ends = (days.ahead(today, int(weeks)) for weeks in said["window"].split("-"))
        rows.append(
            [
                *(f"P-{number:02d}", title, said["problem"], said["outcome"], marketing, it),
                *(str(starts), str(ends), said["access"], said["data"], "EUR"),
                *(*words.parts(said["money"]), *said["wsjf"].split(), *said["rice"].split()),
            ]
        )
    tables.write_csv(path, rows)
