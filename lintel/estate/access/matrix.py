"""Parties × classes of data: what each cell comes to."""

from __future__ import annotations

from dataclasses import dataclass

from lintel.estate.access.models import Party
from lintel.estate.access.picture import Picture, Reached

ROWS, COLUMNS = 20, 12


@dataclass(frozen=True)
class Column:
    """One class of data."""

    number: int
    name: str
    weight: int
    score: float


@dataclass(frozen=True)
class Row:
    """One party with a cell for each column."""

    party: Party
    score: float
    cells: tuple[Reached | None, ...]


@dataclass(frozen=True)
class Matrix:
    """One page of it; parties and columns with the highest scores come first."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    page: int
    pages: int
    left_out: int


def matrix(picture: Picture, *, kind: str = "", outside: bool = False, page: int = 1) -> Matrix:
    """The matrix of the parties of one kind or all, perhaps only of those from outside; one query."""
    totals = picture.of_data
    ranked = sorted(picture.weights, key=lambda data: (-totals.get(data, 0.0), picture.ground.names[data]))
    columns = tuple(
        Column(data, picture.ground.names[data], picture.weights[data], totals.get(data, 0.0))
        for data in ranked[:COLUMNS]
    )
    parties = Party.objects.defer("names")
    parties = parties.filter(kind=kind) if kind else parties
    parties = parties.filter(outside=True) if outside else parties
    known = {party.pk: party for party in parties if party.pk in picture.of_party}
    order = sorted(known, key=lambda pk: (-picture.of_party[pk], known[pk].name))
    pages = max(-(-len(order) // ROWS), 1)
    at = min(max(page, 1), pages)
    cells = {(one.party, one.data): one for one in picture.reached}
    rows = tuple(
        Row(known[pk], picture.of_party[pk], tuple(cells.get((pk, one.number)) for one in columns))
        for pk in order[(at - 1) * ROWS : at * ROWS]
    )
    return Matrix(columns, rows, at, pages, max(len(ranked) - COLUMNS, 0))
