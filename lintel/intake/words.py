"""Finding requests by their words: SQLite's FTS5 or PostgreSQL's text search. All its dialect stands here.

The index keeps itself: on SQLite by triggers, on PostgreSQL as an index over an expression. Django rebuilds a
SQLite table when a later migration alters it and its triggers go with the old one, so such a migration ends
with `RunPython(words.install)`.
"""

import re
import unicodedata
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

MOST_WORDS = 12
AFFORDABLE = 2_000  # how many rows may be ranked for one search
_WORD = re.compile(r"\w{2,40}")

SQLITE_MATCH = "SELECT rowid FROM intake_request_words WHERE intake_request_words MATCH %s"
POSTGRES_MATCH = (
    "SELECT id FROM intake_request "
    "WHERE to_tsvector('simple', title || ' ' || description) @@ to_tsquery('simple', %s)"
)
POSTGRES_RANKED = (
    "SELECT id FROM intake_request, to_tsquery('simple', %s) AS query "
    "WHERE to_tsvector('simple', title || ' ' || description) @@ query "
    "ORDER BY ts_rank(to_tsvector('simple', title || ' ' || description), query) DESC LIMIT 50"
)
POSTGRES_COUNT = (
    "SELECT %s, (SELECT count(*) FROM (SELECT 1 FROM intake_request WHERE "
    "to_tsvector('simple', title || ' ' || description) @@ to_tsquery('simple', %s) LIMIT 2001) AS found)"
)


def words_of(text: str) -> list[str]:
    """The different words of a text, in order, lower case; single signs are left out."""
    return list(dict.fromkeys(word.lower() for word in _WORD.findall(text.replace("_", " ")[:2_000])))


def starting_with(text: str) -> RawSQL | None:
    """Ids of requests in which every word of the text occurs or begins a word; None for no words."""
    words = words_of(text)[:MOST_WORDS]
    if not words:
        return None
    return RawSQL(_match_sql(), [_both(words, begins=True)])  # noqa: S611  # constant SQL, the words are a parameter


def sharing_rare(text: str) -> list[int]:
    """At most 50 ids of requests that share the text's rarest words, best first: two quick queries."""
    counts = _frequencies(words_of(text)[: 2 * MOST_WORDS])
    rare: list[str] = []
    spent = 0
    for word, count in sorted(counts.items(), key=lambda item: (item[1], -len(item[0]))):
        if spent + count > AFFORDABLE:
            break
        rare.append(word)
        spent += count
    if rare:
        return _any_of(rare)
    common = sorted(counts, key=lambda word: counts[word])[:4]
    return _newest_with_all(common) if common else []


def _is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def _match_sql() -> str:
    return SQLITE_MATCH if _is_sqlite() else POSTGRES_MATCH


def _both(words: list[str], *, begins: bool = False) -> str:
    """The engine's own query for rows that hold all the words."""
    if _is_sqlite():
        return " AND ".join(f'"{word}"*' if begins else f'"{word}"' for word in words)
    return " & ".join(f"'{word}':*" if begins else f"'{word}'" for word in words)


def _frequencies(words: list[str]) -> dict[str, int]:
    """In how many requests each word occurs (on PostgreSQL up to the affordable), without unknown words."""
    if not words:
        return {}
    if _is_sqlite():
        marks = ", ".join(["%s"] * len(words))
        sql = f"SELECT term, doc FROM intake_request_vocabulary WHERE term IN ({marks})"  # noqa: S608  # only marks
        rows = _rows(sql, [_without_accents(word) for word in words])
    else:
        given = [part for word in words for part in (word, f"'{word}'")]
        rows = _rows(" UNION ALL ".join([POSTGRES_COUNT] * len(words)), given)
    return {term: count for term, count in rows if count}


def _without_accents(word: str) -> str:
    """The word as FTS5 keeps it."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign))


def _any_of(words: list[str]) -> list[int]:
    """Rows with any of the words, those with the most and rarest first."""
    if _is_sqlite():
        rows = _rows(f"{SQLITE_MATCH} ORDER BY rank LIMIT 50", [" OR ".join(f'"{word}"' for word in words)])
    else:
        rows = _rows(POSTGRES_RANKED, [" | ".join(f"'{word}'" for word in words)])
    return [row[0] for row in rows]


def _newest_with_all(words: list[str]) -> list[int]:
    """For words that are all common: found without ranking thousands of rows."""
    newest = "rowid" if _is_sqlite() else "id"
    return [row[0] for row in _rows(f"{_match_sql()} ORDER BY {newest} DESC LIMIT 50", [_both(words)])]


def _rows(sql: str, parameters: list[str]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def install(apps: Any, schema_editor: Any) -> None:
    """Make the index, or make it anew."""
    remove(apps, schema_editor)
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def remove(apps: Any, schema_editor: Any) -> None:
    """Take the index away."""
    if schema_editor.connection.vendor == "sqlite":
        for trigger in ("insert", "delete", "update"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS intake_request_words_{trigger}")
        schema_editor.execute("DROP TABLE IF EXISTS intake_request_vocabulary")
        schema_editor.execute("DROP TABLE IF EXISTS intake_request_words")
    else:
        schema_editor.execute("DROP INDEX IF EXISTS intake_request_words")


_TAKE_OUT = (
    "INSERT INTO intake_request_words (intake_request_words, rowid, title, description) "
    "VALUES ('delete', old.id, old.title, old.description);"
)
_PUT_IN = (
    "INSERT INTO intake_request_words (rowid, title, description) "
    "VALUES (new.id, new.title, new.description);"
)
SQLITE = [
    "CREATE VIRTUAL TABLE intake_request_words USING fts5(title, description, content='intake_request', "
    "content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
    "CREATE VIRTUAL TABLE intake_request_vocabulary USING fts5vocab('intake_request_words', 'row')",
    f"CREATE TRIGGER intake_request_words_insert AFTER INSERT ON intake_request BEGIN {_PUT_IN} END",
    f"CREATE TRIGGER intake_request_words_delete AFTER DELETE ON intake_request BEGIN {_TAKE_OUT} END",
    "CREATE TRIGGER intake_request_words_update AFTER UPDATE OF title, description ON intake_request "
    f"BEGIN {_TAKE_OUT} {_PUT_IN} END",
    "INSERT INTO intake_request_words (intake_request_words) VALUES ('rebuild')",
]
POSTGRESQL = [
    "CREATE INDEX intake_request_words ON intake_request "
    "USING gin (to_tsvector('simple', title || ' ' || description))"
]
