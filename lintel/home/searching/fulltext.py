"""The full text in the database's own manner: FTS5 of SQLite, tsvector with GIN of PostgreSQL.

The only place of the search with SQL of one database. Both hold the title and all words of each row of the
index, folded (see `folding`), and answer with keys, newest first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

_PUT = {
    "sqlite": "INSERT INTO searching_fulltext (rowid, title, words, kind) VALUES (%s, %s, %s, %s)",
    "postgresql": "INSERT INTO searching_fulltext (rowid, title, words, kind)"
    " VALUES (%s, to_tsvector('simple', %s), to_tsvector('simple', %s), %s)",
}
_MATCH_SQLITE = (
    "SELECT rowid FROM searching_fulltext WHERE searching_fulltext MATCH %s ORDER BY rowid DESC LIMIT %s"
)
_MATCH_POSTGRESQL = {
    "title": "SELECT rowid FROM searching_fulltext WHERE title @@ to_tsquery('simple', %s)"
    " AND (%s = '' OR kind = %s) ORDER BY rowid DESC LIMIT %s",
    "words": "SELECT rowid FROM searching_fulltext WHERE words @@ to_tsquery('simple', %s)"
    " AND (%s = '' OR kind = %s) ORDER BY rowid DESC LIMIT %s",
}


@dataclass(frozen=True)
class Term:
    """One thing that must occur: any of the alternatives, each some words in a row; the last may go on."""

    alternatives: tuple[str, ...]
    goes_on: bool = True


def put(rows: Iterable[tuple[int, str, str, str]]) -> None:
    """Add rows: key, folded title, all folded words, kind."""
    values = [(key, title, text, _kind(kind)) for key, title, text, kind in rows]
    if values:
        with connection.cursor() as cursor:
            cursor.executemany(_PUT[connection.vendor], values)


def remove(keys: Sequence[int]) -> None:
    """Take rows away."""
    if keys:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM searching_fulltext WHERE rowid = %s", [(key,) for key in keys])


def match(terms: Sequence[Term], *, most: int, title: bool = False, kind: str = "") -> list[int]:
    """Keys of rows in which all terms occur, newest first, at most so many."""
    if not terms:
        return []
    column, narrowed = "title" if title else "words", _kind(kind)
    if connection.vendor == "sqlite":
        return _keys(_MATCH_SQLITE, (_for_sqlite(terms, column, narrowed), most))
    return _keys(_MATCH_POSTGRESQL[column], (_for_postgresql(terms), narrowed, narrowed, most))


# Folded words hold letters and digits alone, so nothing in them means anything to either query language.


def _for_sqlite(terms: Sequence[Term], column: str, kind: str) -> str:
    wanted = " AND ".join(
        "(" + " OR ".join(f'"{one}"{" *" if term.goes_on else ""}' for one in term.alternatives) + ")"
        for term in terms
    )
    return f"{column} : ({wanted})" + (f" AND kind : {kind}" if kind else "")


def _for_postgresql(terms: Sequence[Term]) -> str:
    return " & ".join(
        "(" + " | ".join(_in_a_row(one, goes_on=term.goes_on) for one in term.alternatives) + ")"
        for term in terms
    )


def _in_a_row(text: str, *, goes_on: bool) -> str:
    return "(" + " <-> ".join(f"'{word}'" for word in text.split()) + (":*" if goes_on else "") + ")"


def _kind(kind: str) -> str:
    """A kind's label as one word."""
    return "k" + kind.replace(".", "").replace("_", "") if kind else ""


def _keys(sql: str, values: tuple[str | int, ...]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()]
