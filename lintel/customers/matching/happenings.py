"""What happened to customers in all matchings, newest first."""

import datetime as dt
from dataclasses import dataclass

from lintel.customers.matching.datasets import CHANGES
from lintel.warehouse import reading

SHOWN = 12


@dataclass(frozen=True)
class Happening:
    """`kind` is create, absorb, merge, split or retire; `other` is empty where only one customer is meant."""

    kind: str
    customer: str
    other: str
    records: int
    at: dt.datetime


def happenings(kind: str = "") -> tuple[dict[str, int], list[Happening]]:
    """How many there are of each kind, and the last `SHOWN`, of one kind if it is named."""
    with reading.connect(CHANGES.name) as connection:
        counts = connection.execute(f"select kind, count(*) from {CHANGES.name} group by kind").fetchall()
        rows = connection.execute(
            f"select kind, customer, coalesce(other, ''), coalesce(records, 0), \"at\" from {CHANGES.name} "
            f"where $kind = '' or kind = $kind order by \"at\" desc, kind, customer, other limit {SHOWN}",
            {"kind": kind},
        ).fetchall()
    return dict(counts), [Happening(*row) for row in rows]
